"""WebVTT cues: when, who and what; parsed in one pass, whatever the file holds between them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.readers.inline import clean

_TIMES = re.compile(
    r"\s*(?:(\d{1,4}):)?(\d{1,2}):(\d{2})(?:[.,]\d{1,3})?\s*-->\s*(?:(\d{1,4}):)?(\d{1,2}):(\d{2})(?:[.,]\d{1,3})?"
)
_BETWEEN = re.compile(r"\n[^\S\n]*\n|\n(?=[^\S\n]*(?:\d{1,4}:)?\d{1,2}:\d\d[.,]\d{1,3}[^\S\n]*-->)")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]{1,80})>")
_TAG = re.compile(r"</?[^<>]{0,200}>")
_SPEAKER = re.compile(r"([^:.!?\n]{1,60}):\s+(?=\S)")
_NO_SPEAKER = re.compile(r"\b(?:https?|note|question|answer|so|and|but|is|are|was|the)\b", re.IGNORECASE)
_MOST_WORDS = 8
_LONGEST = 100_000  # characters of one cue


@dataclass(frozen=True, slots=True)
class Cue:
    """``start`` and ``end`` in seconds; ``speaker`` is empty where nobody is named."""

    start: int
    end: int
    speaker: str
    text: str


def cues(text: str) -> Iterator[Cue]:
    """The cues with words, in the file's order; notes, styles and regions are no cues."""
    for block in _BETWEEN.split(text):
        lines = block.strip("\n").split("\n")
        at = next((at for at, line in enumerate(lines[:3]) if _TIMES.match(line)), None)
        if at is None or lines[0].startswith(("NOTE", "STYLE", "REGION")):
            continue
        yield from _cue(lines[at], "\n".join(lines[at + 1 :])[:_LONGEST])


def written(found: Iterable[Cue]) -> str:
    """The cues as WebVTT, times in whole seconds."""
    blocks = (f"{_time(cue.start)} --> {_time(cue.end)}\n{_line(cue)}" for cue in found)
    return "\n\n".join(("WEBVTT", *blocks)) + "\n"


def _time(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.000"


def _line(cue: Cue) -> str:
    said = html.escape(cue.text, quote=False)
    return f"<v {html.escape(cue.speaker, quote=False)}>{said}" if cue.speaker else said


def _cue(times: str, payload: str) -> Iterator[Cue]:
    match = _TIMES.match(times)
    voice = _VOICE.search(payload)
    words = clean(html.unescape(" ".join(_TAG.sub("", payload).split())))
    speaker, spoken = (clean(voice[1]), words) if voice else _speaker(words)
    if match and spoken:
        yield Cue(_seconds(match[1], match[2], match[3]), _seconds(match[4], match[5], match[6]), speaker, spoken)


def _speaker(words: str) -> tuple[str, str]:
    """ "Name: what was said"; a clause that happens to end in a colon names nobody."""
    match = _SPEAKER.match(words)
    if not match or len(match[1].split()) > _MOST_WORDS or _NO_SPEAKER.search(match[1]) or not match[1][0].isalnum():
        return "", words
    return match[1].strip(), words[match.end() :]


def _seconds(hours: str | None, minutes: str, seconds: str) -> int:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)

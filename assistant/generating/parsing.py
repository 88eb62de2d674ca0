"""A model's words, as they come, into sentences with the numbers of the sources that they cite."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from assistant.verifying.markup import plain

_NUMBERS = r"\d+(?:\s*[,;]\s*\d+)*"
_MARKERS = re.compile(
    rf"\s*(?:[\[【]\s*(?:sources?\s+)?({_NUMBERS})(?:†[^\]】]{{0,20}})?\s*[\]】]|\(\s*sources?\s+({_NUMBERS})\s*\))",
    re.IGNORECASE,
)
# A sentence has ended where its markers have, and something else follows on the line.
_ENDED = re.compile(r"[\]】][\"”)*]*[.!?]?[\"”)*]*(?=\s+[^\s\[【])")
LONGEST = 1200  # characters; a model that never ends a sentence is not listened to any longer


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence without its markers, and what it cites."""

    text: str
    citations: tuple[int, ...]


def sentences(pieces: Iterable[str]) -> Iterator[Said]:
    """Each sentence as soon as it is complete; what a stream leaves unfinished without a citation is dropped."""
    buffer = ""
    for piece in pieces:
        buffer += piece
        *whole, buffer = _parts(buffer)
        for part in whole:
            yield from _read(part)
        if len(buffer) > LONGEST:
            return
    yield from _read(buffer)


def _parts(buffer: str) -> list[str]:
    """What is complete, each sentence by itself, and then the rest."""
    parts: list[str] = []
    *lines, last = buffer.split("\n")
    for line in lines:
        parts += _cut(line)
    return parts + _cut(last)


def _cut(line: str) -> list[str]:
    cuts = [0, *(match.end() for match in _ENDED.finditer(line)), len(line)]
    return [line[start:end] for start, end in pairwise(cuts)]


def _read(part: str) -> Iterator[Said]:
    given = _structured(part)
    text = plain(_MARKERS.sub("", given.text if given else part)).strip(" ,")
    numbers = (given.citations if given else ()) or tuple(
        int(number) for match in _MARKERS.finditer(part) for number in re.findall(r"\d+", match[1] or match[2])
    )
    if re.search(r"\w", text):
        yield Said(text, tuple(dict.fromkeys(numbers)))


def _structured(part: str) -> Said | None:
    """A line of JSON lines: ``{"text": …, "citations": […]}``."""
    line = part.strip().rstrip(",")
    if not line.startswith("{"):
        return None
    try:
        read = json.loads(line)
        return Said(str(read["text"]), tuple(int(number) for number in read.get("citations", ())))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None

"""Who speaks when: cues and messages joined into turns, turns into sections of about one passage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ingest.readers.cues import Cue
from ingest.structure import Block, ReadSection
from vectorstore.records import Locator

_LONG = 700  # characters of a section; a turn that is longer goes on in the next, under the same name
_FULL = 1.3  # times that length, where no sentence ends before
_PAUSE = 30  # seconds of silence that part two sections


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says without a break; times in seconds, ``speaker`` empty where nobody is named."""

    start: int
    end: int
    speaker: str
    text: str

    @property
    def line(self) -> str:
        return f"{self.speaker}: {self.text}" if self.speaker else self.text


def turns(cues: Iterable[Cue]) -> Iterator[Turn]:
    """Neighbouring cues of one speaker joined; a cue without a name belongs to the last speaker."""
    turn: Turn | None = None
    for cue in cues:
        speaker = cue.speaker or (turn.speaker if turn and _soon(turn, cue.start) else "")
        if turn and speaker == turn.speaker and _soon(turn, cue.start) and not _is_full(turn.text, cue.text):
            turn = replace(turn, end=max(turn.end, cue.end), text=f"{turn.text} {cue.text}")
            continue
        if turn:
            yield turn
        turn = Turn(cue.start, cue.end, speaker, cue.text)
    if turn:
        yield turn


def sections(found: Iterable[Turn], pause: int = _PAUSE) -> tuple[ReadSection, ...]:
    """Turns gathered up to a passage's length or a ``pause`` in seconds, each section found at its first second."""
    return tuple(
        ReadSection(Locator("time", clock(group[0].start)), (), tuple(Block(turn.line) for turn in group))
        for group in _groups(found, pause)
    )


def clock(seconds: int) -> str:
    """Seconds as HH:MM:SS."""
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _groups(found: Iterable[Turn], pause: int) -> Iterator[list[Turn]]:
    group: list[Turn] = []
    for turn in found:
        length = sum(len(each.line) for each in group)
        if group and (length + len(turn.line) > _LONG * _FULL or not _soon(group[-1], turn.start, pause)):
            yield group
            group = []
        group.append(turn)
    if group:
        yield group


def _soon(turn: Turn, start: int, pause: int = _PAUSE) -> bool:
    return start - turn.end <= pause


def _is_full(text: str, more: str) -> bool:
    ends = text.endswith((".", "?", "!", "…"))
    return len(text) + len(more) > (_LONG if ends else _LONG * _FULL)

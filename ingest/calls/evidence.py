"""Evidence gathered while a call is read: every value with the words of a passage that say it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from vectorstore.records import Evidence, Passage


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a passage that is read for a field."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.passage.text[self.start : self.end]


def whole(passage: Passage) -> Region:
    """All of a passage."""
    return Region(passage, 0, len(passage.text))


class Finds:
    """What was found on one call, in the order of finding; the same words for the same value count once."""

    def __init__(self) -> None:
        self._found: dict[Evidence, None] = {}

    def add(self, field: str, value: str, region: Region, start: int, end: int, *, until: date | None = None) -> None:
        """``start`` and ``end`` are offsets in the region's text."""
        place = (region.passage.passage_id, region.start + start, region.start + end)
        self._found[Evidence(field, value, *place, until)] = None

    def quote(self, field: str, value: str, words: str, passages: Iterable[Passage], label: str = "") -> bool:
        """Add the first place where these words stand (after their label, if one is given); False where none does."""
        for passage in passages:
            at = passage.text.find(f"{label}: {words}") if label else -1
            start = at + len(label) + 2 if at >= 0 else passage.text.find(words)
            if words and start >= 0:
                self._found[Evidence(field, value, passage.passage_id, start, start + len(words))] = None
                return True
        return False

    def values(self, field: str) -> tuple[str, ...]:
        """The values of a field, each once."""
        return tuple(dict.fromkeys(evidence.value for evidence in self._found if evidence.field == field))

    def keep(self, field: str, values: Sequence[str]) -> None:
        """Drop the evidence of a field for every value but these."""
        self._found = {e: None for e in self._found if e.field != field or e.value in values}

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return tuple(self._found)

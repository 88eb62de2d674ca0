"""Evidence gathered while a call is read: every value with the words of a passage, or of a heading above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from vectorstore.records import Evidence, Passage


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a passage, or of a heading above it, that is read for a field."""

    passage: Passage
    start: int
    end: int
    heading: int | None = None  # which of the passage's headings

    @property
    def text(self) -> str:
        return self.source[self.start : self.end]

    @property
    def source(self) -> str:
        """The whole text that the region is a part of."""
        return self.passage.text if self.heading is None else self.passage.headings[self.heading]


def whole(passage: Passage) -> Region:
    """All of a passage."""
    return Region(passage, 0, len(passage.text))


def headings(passage: Passage) -> Iterator[Region]:
    """The headings above a passage, the innermost first."""
    for place, heading in reversed(tuple(enumerate(passage.headings))):
        yield Region(passage, 0, len(heading), place)


class Finds:
    """What was found on one call, in the order of finding; the same words for the same value count once."""

    def __init__(self) -> None:
        self._found: dict[Evidence, None] = {}

    def add(self, field: str, value: str, region: Region, start: int, end: int) -> None:
        """``start`` and ``end`` are offsets in the region's text."""
        passage = region.passage
        if region.heading is None:
            found = Evidence(field, value, passage.passage_id, region.start + start, region.start + end)
        else:
            found = Evidence(field, value, passage.passage_id, *_first_line(passage), region.source)
        self._found[found] = None

    def quote(self, field: str, value: str, words: str, passages: Sequence[Passage], label: str = "") -> bool:
        """Add the first place where these words stand (after their label, if one is given), else a heading of them.

        False where none holds them.
        """
        texts = map(whole, passages)
        above = (heading for passage in passages for heading in headings(passage))
        for region in (*texts, *above) if words else ():
            at = region.text.find(f"{label}: {words}") if label else -1
            start = at + len(label) + 2 if at >= 0 else region.text.find(words)
            if start >= 0:
                self.add(field, value, region, start, start + len(words))
                return True
        return False

    def values(self, field: str) -> tuple[str, ...]:
        """The values of a field, each once."""
        return tuple(dict.fromkeys(evidence.value for evidence in self._found if evidence.field == field))

    def keep(self, field: str, values: Iterable[str]) -> None:
        """Drop the evidence of a field for every value but these."""
        kept = frozenset(values)
        self._found = {e: None for e in self._found if e.field != field or e.value in kept}

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return tuple(self._found)


def _first_line(passage: Passage) -> tuple[int, int]:
    """What a heading stands above: never empty, so that it can be quoted."""
    return 0, len(passage.text.split("\n", 1)[0]) or len(passage.text)

"""A table row with the passages it stands in: values by field, and where they are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ingest.calls.evidence import Region
from vectorstore.records import Document, Passage

Cells = tuple[tuple[str, str], ...]
Row = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Record:
    """A row with the passages it stands in (``own``) and those of its document that describe it (``others``)."""

    document: Document
    row: Row
    own: tuple[Passage, ...]
    others: tuple[Passage, ...] = ()

    def value(self, field: str) -> str:
        return self.row[field][1].strip() if field in self.row else ""

    def region(self, field: str) -> Region | None:
        """Where the value of a field stands; None where it was cut across passages."""
        label, value = self.row.get(field, ("", ""))
        for passage in self.own:
            for words, shift in ((f"{label}: {value}", len(label) + 2), (value, 0)):
                at = passage.text.find(words) if value else -1
                if at >= 0:
                    return Region(passage, at + shift, at + len(words))
        return None


def cells_of_text(text: str) -> Cells:
    """The ``label: value`` lines of a row's text; a line without a label goes on with the value above it."""
    cells: list[tuple[str, str]] = []
    for line in text.split("\n"):
        label, colon, value = line.partition(": ")
        if colon and len(label) <= 60:
            cells.append((label, value))
        elif cells:
            cells[-1] = (cells[-1][0], f"{cells[-1][1]}\n{line}")
    return tuple(cells)

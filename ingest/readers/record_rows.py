"""Rows under their column labels as sections: what CSV, XLSX and JSON records have in common."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ingest.readers.metadata import language_of
from ingest.readers.tables import row_block
from ingest.structure import Block, ReadSection
from vectorstore.records import Locator

_PUBLISHED = re.compile(r"published|publication date|date of publication|status as of", re.IGNORECASE)
_FIGURE = re.compile(r"[\d.,\s%€$/:-]+")
_FEW_ROWS = 20  # below which a column of zeros may mean it
_SAMPLE = 40  # rows that show the language

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class NumberedRow:
    """The cells of a row and the number a reader finds it by."""

    number: int
    cells: Row


@dataclass(frozen=True, slots=True)
class Table:
    """What stands above the labels, the labels, and the rows below them."""

    preamble: tuple[Row, ...]
    labels: tuple[str, ...]
    rows: tuple[NumberedRow, ...]

    @property
    def published(self) -> date | None:
        """The day of a column "Published" that says the same in every row."""
        at = next((at for at, label in enumerate(self.labels) if _PUBLISHED.fullmatch(label)), None)
        values = {row.cells[at] for row in self.rows if at < len(row.cells)} if at is not None else set()
        try:
            return date.fromisoformat(values.pop()) if len(values) == 1 else None
        except ValueError:
            return None


def table_of(rows: Sequence[NumberedRow]) -> Table:
    """Rows that hold something, taken apart; the labels may stand below a preamble."""
    width = _width(rows)
    start = next((at for at, row in enumerate(rows) if _filled(row.cells) >= max(1, width - 1)), 0)
    labels, data = _labels(rows[start].cells, width), rows[start + 1 :]
    if _is_data(rows[start].cells):
        labels, data = tuple(f"Column {at + 1}" for at in range(width)), rows[start:]
    again = [row for row in data if list(row.cells) != list(rows[start].cells)]  # labels repeated on every page
    return Table(tuple(row.cells for row in rows[:start]), labels, tuple(_without_zeros(again)))


def sections(table: Table, name: str, heading_path: tuple[str, ...] = (), prefix: str = "") -> Iterator[ReadSection]:
    """The preamble as one section, then every row; ``prefix`` stands before the row numbers of one sheet of many."""
    blocks = tuple(Block(": ".join(cell for cell in row if cell)) for row in table.preamble)
    if blocks:
        yield ReadSection(Locator("section", name), heading_path, blocks)
    for row in table.rows:
        block = _block(table.labels, row.cells)
        if block:
            yield ReadSection(Locator("row", f"{prefix}{row.number}"), heading_path, (block,))


def language(found: Sequence[ReadSection]) -> str:
    """The language of the first rows."""
    return language_of(" ".join(block.text for section in found[:_SAMPLE] for block in section.blocks))


def _without_zeros(rows: Sequence[NumberedRow]) -> Sequence[NumberedRow]:
    """A column of nothing but zeros was never filled in; single rows keep theirs."""
    filled = {at for row in rows for at, cell in enumerate(row.cells) if cell not in ("", "0")}
    if len(rows) < _FEW_ROWS:
        return rows
    return [replace(row, cells=[cell if at in filled else "" for at, cell in enumerate(row.cells)]) for row in rows]


def _block(labels: Sequence[str], cells: Row) -> Block | None:
    names = [labels[at] if at < len(labels) else f"Column {at + 1}" for at in range(len(cells))]
    return row_block([(name, " ".join(value.split())) for name, value in zip(names, cells, strict=True)])


def _width(rows: Sequence[NumberedRow]) -> int:
    widths = Counter(len(row.cells) for row in rows)
    return max(widths, key=lambda width: (widths[width] * (width > 1), width))


def _filled(row: Row) -> int:
    return sum(bool(cell) for cell in row)


def _labels(row: Row, width: int) -> tuple[str, ...]:
    size = max(width, len(row))
    return tuple(row[at] if at < len(row) and row[at] else f"Column {at + 1}" for at in range(size))


def _is_data(row: Row) -> bool:
    """A first row of figures only labels nothing."""
    return all(_FIGURE.fullmatch(cell) for cell in row if cell)

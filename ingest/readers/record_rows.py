"""Rows under their column labels as sections: what CSV, XLSX and JSON records have in common."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate

from ingest.labels import is_known
from ingest.readers.facts import pairs, records
from ingest.readers.metadata import language_of
from ingest.readers.table_header import NumberedRow, header
from ingest.readers.tables import are_grouped, is_alone, row_block
from ingest.structure import Block, ReadSection
from vectorstore.records import Locator

_PUBLISHED = re.compile(r"published|publication date|date of publication|status as of", re.IGNORECASE)
_FIGURE = re.compile(r"[\d.,\s%€$/:-]+")
_FEW_COLUMNS = 2  # in which a cell alone may lack nothing but the other
_FEW_ROWS = 20  # below which a column of zeros may mean it
_SAMPLE = 40  # rows that show the language

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Table:
    """What stands above the labels, the labels, and the rows below them, all under a ``heading``, if there is one."""

    preamble: tuple[Row, ...]
    labels: tuple[str, ...]
    rows: tuple[NumberedRow, ...]
    heading: str = ""

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
    if not rows:
        return Table((), (), ())
    if facts := _facts(rows):
        return facts
    head = header(rows)
    labels = tuple(label or f"Column {at + 1}" for at, label in enumerate(head.labels))
    data = rows[head.end :]
    if _is_data(rows[head.start].cells):
        labels, data = tuple(f"Column {at + 1}" for at in range(len(labels))), rows[head.start :]
    said = [list(row.cells) for row in rows[head.start : head.end]]
    fresh = [row for row in data if list(row.cells) not in said]  # labels are repeated on every page
    return Table(tuple(_title(row) for row in rows[: head.start]), labels, tuple(_without_zeros(fresh)))


def notes_of(rows: Sequence[NumberedRow]) -> Table | None:
    """A sheet of nothing but lines of text, none of which labels the others."""
    if any(len(row.cells) > 1 for row in rows) or any(is_known(row.at(0)) for row in rows[:1]):
        return None
    return Table(tuple(row.cells for row in rows), (), ())


def _facts(rows: Sequence[NumberedRow]) -> Table | None:
    """A sheet of facts laid the way of other tables: a row for each call, or one for all; a title heads it."""
    titled = rows[0].cells[:1] if len(rows) > 1 and not any(rows[0].cells[1:]) else ()
    body = rows[len(titled) :]
    found = pairs([(row.at(0), row.at(1)) for row in body]) if all(len(row.cells) <= 2 for row in body) else []
    if len(found) < 2:
        return None
    numbers = [row.number for row in body[-len(found) :]]
    labels = tuple(dict.fromkeys(label for label, _ in found))
    calls = records(found) if len(records(found)) < len(found) else [tuple(found)]
    begins = accumulate(map(len, calls), initial=0)
    told = [(numbers[begin], dict(call)) for begin, call in zip(begins, calls, strict=False)]
    laid = (NumberedRow(number, [call.get(label, "") for label in labels]) for number, call in told)
    return Table((), labels, tuple(laid), heading="".join(titled))


def _title(row: NumberedRow) -> Row:
    return [cell for at, cell in enumerate(row.cells) if at not in row.joined]


def sections(table: Table, name: str, heading_path: tuple[str, ...] = (), prefix: str = "") -> Iterator[ReadSection]:
    """The preamble as one section, then every row; ``prefix`` stands before the row numbers of one sheet of many.

    A cell merged over a whole row heads the rows below it; so does one alone where the first row is one.
    """
    blocks = tuple(Block(": ".join(cell for cell in row if cell)) for row in table.preamble)
    if blocks:
        yield ReadSection(Locator("section", name), heading_path, blocks)
    heading_path = (*heading_path, table.heading) if table.heading else heading_path
    path = heading_path
    width = len(table.labels)
    grouped = width > _FEW_COLUMNS and are_grouped([row.cells for row in table.rows])
    for row in table.rows:
        heads = _heads(row, width) or (grouped and is_alone(row.cells))
        path = (*heading_path, row.cells[0]) if heads else path
        block = None if heads else _block(table.labels, row.cells)
        if block or heads:
            yield ReadSection(Locator("row", f"{prefix}{row.number}"), path, (block,) if block else ())


def _heads(row: NumberedRow, width: int) -> bool:
    others = range(1, max(width, len(row.cells)))
    return bool(row.joined) and bool(row.at(0)) and all(not row.at(at) and at in row.joined for at in others)


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


def _is_data(row: Row) -> bool:
    """A first row of figures only labels nothing."""
    return all(_FIGURE.fullmatch(cell) for cell in row if cell)

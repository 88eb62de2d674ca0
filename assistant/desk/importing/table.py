"""Zoom's Q&A report, and any other table with a column of questions: the header is found by its names.

A preamble may come first; the separator, the order of the columns and what else there is do not matter.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.desk.errors import NoQuestionColumn, UnreadableImport
from assistant.desk.importing.said import answered, columns, folded, is_answered, is_dismissed, is_live, known_name
from assistant.desk.importing.times import When
from assistant.desk.records import Incoming

SEPARATORS = (",", ";", "\t", "|")
PREAMBLE_ROWS = 60
Row = list[str]


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands, and in which column each field."""

    row: int
    names: tuple[str, ...]
    places: Mapping[str, int]


def read(text: str, name: str, when: When, mapping: Mapping[str, str] | None = None) -> tuple[Incoming, ...]:
    """The questions of a table; ``mapping`` names the columns that their own names do not tell.

    Raises NoQuestionColumn, UnreadableImport.
    """
    rows, header = best(text, name, mapping or {})
    found: list[Incoming] = []
    for row in _rows_below(rows, header):
        cells = {field: _cell(row, place) for field, place in header.places.items()}
        if cells["question"]:
            found.append(_incoming(cells, when))
        elif found and cells.get("answer"):  # a further answer in a row of its own
            found[-1] = answered(found[-1], [found[-1].answer, cells["answer"]])
    return tuple(found)


def best(text: str, name: str, mapping: Mapping[str, str]) -> tuple[list[Row], Header]:
    """The rows by the separator that makes most sense of the header."""
    tables = [
        (rows, header) for s in SEPARATORS if (rows := _parsed(text, s, name)) and (header := _header(rows, mapping))
    ]
    if not tables:
        raise NoQuestionColumn(name, _columns_seen(text, name))
    return max(tables, key=lambda table: (len(table[1].places), len(table[1].names)))


def _parsed(text: str, separator: str, name: str) -> list[Row]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise UnreadableImport(f"{name} is not a table that can be read: {error}.") from None


def _header(rows: Sequence[Row], mapping: Mapping[str, str]) -> Header | None:
    """The first row that names most fields, the question among them."""
    found = [_places(row, number, mapping) for number, row in enumerate(rows[:PREAMBLE_ROWS])]
    known = [header for header in found if "question" in header.places]
    return max(known, key=lambda header: (len(header.places), -header.row), default=None)


def _places(row: Row, number: int, mapping: Mapping[str, str]) -> Header:
    names = [folded(cell.lstrip("\ufeff")) for cell in row]
    places = {field: names.index(folded(column)) for field, column in mapping.items() if folded(column) in names}
    for place, name in enumerate(names):
        field = columns().get(name)
        if field and field not in mapping and place not in places.values():
            places.setdefault(field, place)
    if mapping.get("question") and "question" not in places:
        places = {}
    return Header(number, tuple(cell.strip() for cell in row), places)


def _rows_below(rows: Sequence[Row], header: Header) -> Iterator[Row]:
    for row in rows[header.row + 1 :]:
        if any(cell.strip() for cell in row) and tuple(cell.strip() for cell in row) != header.names:
            yield _joined(row) if len(header.names) == 1 else row


def _joined(row: Row) -> Row:
    """A table of one column needs no separator: what was taken for one belongs to the text."""
    return [",".join(row)]


def _cell(row: Row, place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def _incoming(cells: Mapping[str, str], when: When) -> Incoming:
    status = cells.get("status", "")
    incoming = Incoming(
        text=cells["question"],
        asked_at=when.instant(cells.get("asked_at")),
        asker=known_name(cells.get("asker")),
        email=cells.get("email") or None,
        key=cells.get("key") or None,
        answered_live=is_live(status),
        dismissed=is_dismissed(status),
        answered_by=known_name(cells.get("answered_by")),
        answered_at=when.instant(cells.get("answered_at")),
    )
    found = answered(incoming, [cells.get("answer", "")])
    return replace(found, answered_live=found.answered_live or (is_answered(status) and not found.answer))


def _columns_seen(text: str, name: str) -> tuple[str, ...]:
    """The names of the row that looks most like a header: the first of the widest rows."""
    rows = max((_parsed(text, separator, name) for separator in SEPARATORS), key=lambda rows: _width(rows))
    widest = max(rows[:PREAMBLE_ROWS], key=len, default=[])
    return tuple(cell.strip() for cell in widest if cell.strip())


def _width(rows: Sequence[Row]) -> int:
    return max((len(row) for row in rows[:PREAMBLE_ROWS]), default=0)

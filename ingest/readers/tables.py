"""Tables to row blocks: each value with the label of its column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.readers.facts import pairs, records
from ingest.readers.table_header import NumberedRow, Row, header_at_top, parts_further
from ingest.structure import Block

_DESCRIPTION = 40  # characters from which on the cells below a row of names describe what they name
_DASHES = re.compile(r":?-+:?|")
_FEW_COLUMNS = 2  # in which a cell alone may lack nothing but the other
_LABEL = 60  # characters; a longer cell is no column label
_NAME = re.compile(r"[^\W\d_]{2}")
_YEAR = re.compile(r"(?:19|20)\d\d")


def row_block(cells: Sequence[tuple[str, str]]) -> Block | None:
    """One row with its labels; empty cells are left out, None where nothing is left."""
    filled = tuple((label, value) for label, value in cells if value)
    if not filled:
        return None
    return Block("\n".join(f"{label}: {value}" if label else value for label, value in filled), "row", cells=filled)


def table_blocks(rows: Sequence[Row], *, marked: int = 0, certain: bool = True) -> Iterator[Block]:
    """The blocks of a table: its title, then rows under their labels, or pairs of a label and what it says.

    ``marked`` rows at the top are labels, as the format says; some formats mark the first row of any table, which is
    not ``certain``. A cell that goes on from the left is empty, one that goes on from above says the same.
    """
    rows = [row for row in rows if any(row) and not _is_buttons(row)]
    titles = _titles(rows)
    yield from (Block(row[0]) for row in rows[:titles])
    rows, marked = rows[titles:], max(0, marked - titles)
    facts = pairs(rows)
    if facts and (len(facts) < len(rows) or not (marked and certain)):
        yield from filter(None, map(row_block, records(facts)))
    elif not marked and _is_names_and_descriptions(rows):
        yield from _columns(rows)
    else:
        yield from _rows(rows, min(marked, len(rows) - 1))


def _titles(rows: Sequence[Row]) -> int:
    """How many rows at the top are one cell, above others of several."""
    first = next((at for at, row in enumerate(rows) if any(row[1:])), 0)
    return first if all(len(row) > 1 and row[0] for row in rows[:first]) else 0


def _rows(rows: Sequence[Row], marked: int) -> Iterator[Block]:
    labels: Sequence[str] = ()
    numbered = [NumberedRow(at, row) for at, row in enumerate(rows)]
    if len(rows) > 1 and (marked or is_header(rows) or parts_further(*numbered[:2])):
        top = header_at_top(numbered, max(1, marked))
        labels, rows = top.labels, rows[top.end :]
    grouped = len(labels) > _FEW_COLUMNS and are_grouped(rows)
    for row in rows:
        if grouped and is_alone(row):
            yield Block(row[0])
            continue
        told = [labels[at] if at < len(labels) else "" for at in range(len(row))]
        block = row_block(list(zip(told, row, strict=True)))
        if block:
            yield block


def are_grouped(rows: Sequence[Row]) -> bool:
    """Is the first row one cell alone, as the name of a group is, above others that say more?"""
    return any(is_alone(row) and _NAME.search(row[0]) for row in rows[:1]) and not all(map(is_alone, rows))


def is_alone(row: Row) -> bool:
    """Is its first cell the only one that says something?"""
    return any(row[:1]) and not any(row[1:])


def line_table(rows: Sequence[Row]) -> Iterator[Block]:
    """The blocks of a table written in lines: a line of dashes below the first row makes that the header."""
    ruled = len(rows) > 1 and all(_DASHES.fullmatch(cell) for cell in rows[1])
    if ruled:
        yield from table_blocks([rows[0], *rows[2:]], marked=int(any(rows[0])), certain=False)
    else:
        yield from table_blocks(rows)


def is_header(rows: Sequence[Row]) -> bool:
    """Whether the first row labels the columns: short, distinct words without figures, above other rows."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return False
    labels = [label for label in rows[0] if label]
    words = all(len(label) <= _LABEL and not label[0].isdigit() for label in labels) or _is_of_years(rows[0])
    return len(labels) >= max(1, len(rows[0]) - 1) and len(set(labels)) == len(labels) and words


def _is_of_years(row: Row) -> bool:
    """A column of names and one for each year: "Figure | 2023 | 2024"."""
    return not _YEAR.fullmatch(row[0]) and all(map(_YEAR.fullmatch, row[1:]))


def _is_buttons(row: Row) -> bool:
    """The same word in every column is a row of links, such as "Explore"."""
    filled = [cell for cell in row if cell]
    return len(row) > 2 and len(filled) > 2 and len(set(filled)) == 1 and len(filled[0]) < 20


def _is_names_and_descriptions(rows: Sequence[Row]) -> bool:
    if len(rows) != 2 or not is_header(rows):
        return False
    below = [cell for cell in rows[1] if cell]
    return len(below) >= 2 and sum(map(len, below)) / len(below) > _DESCRIPTION


def _columns(rows: Sequence[Row]) -> Iterator[Block]:
    for at, name in enumerate(rows[0]):
        value = rows[1][at] if at < len(rows[1]) else ""
        block = row_block([(name, value)] if value else [("", name)])
        if block:
            yield block

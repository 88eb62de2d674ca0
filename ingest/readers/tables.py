"""Tables to row blocks: each value with the label of its column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.structure import Block

_DESCRIPTION = 40  # characters from which on the cells below a row of names describe what they name
_DASHES = re.compile(r":?-+:?|")
_LABEL = 60  # characters; a longer cell is no column label
_YEAR = re.compile(r"(?:19|20)\d\d")


def row_block(cells: Sequence[tuple[str, str]]) -> Block | None:
    """One row with its labels; empty cells are left out, None where nothing is left."""
    filled = tuple((label, value) for label, value in cells if value)
    if not filled:
        return None
    return Block("\n".join(f"{label}: {value}" if label else value for label, value in filled), "row", cells=filled)


def table_blocks(rows: Sequence[Sequence[str]], *, has_header: bool | None = None) -> Iterator[Block]:
    """The blocks of a table: rows under a header, or, in a table of two rows, names and what describes them."""
    rows = [row for row in rows if any(row) and not _is_buttons(row)]
    if has_header is None and _is_names_and_descriptions(rows):
        yield from _columns(rows)
        return
    header: Sequence[str] = ()
    if rows and (has_header or (has_header is None and is_header(rows))):
        header, rows = rows[0], rows[1:]
        if not rows:
            rows, header = [header], ()
    for row in rows:
        labels = [header[at] if at < len(header) else "" for at in range(len(row))]
        block = row_block(list(zip(labels, row, strict=True)))
        if block:
            yield block


def line_table(rows: Sequence[Sequence[str]]) -> Iterator[Block]:
    """The blocks of a table written in lines: a line of dashes below the first row makes that the header."""
    ruled = len(rows) > 1 and all(_DASHES.fullmatch(cell) for cell in rows[1])
    if ruled:
        yield from table_blocks([rows[0], *rows[2:]], has_header=True)
    else:
        yield from table_blocks(rows)


def is_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row labels the columns: short, distinct words without figures, above other rows."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return False
    labels = [label for label in rows[0] if label]
    words = all(len(label) <= _LABEL and not label[0].isdigit() for label in labels) or _is_of_years(rows[0])
    return len(labels) >= max(1, len(rows[0]) - 1) and len(set(labels)) == len(labels) and words


def _is_of_years(row: Sequence[str]) -> bool:
    """A column of names and one for each year: "Figure | 2023 | 2024"."""
    return not _YEAR.fullmatch(row[0]) and all(map(_YEAR.fullmatch, row[1:]))


def _is_buttons(row: Sequence[str]) -> bool:
    """The same word in every column is a row of links, such as "Explore"."""
    filled = [cell for cell in row if cell]
    return len(row) > 2 and len(filled) > 2 and len(set(filled)) == 1 and len(filled[0]) < 20


def _is_names_and_descriptions(rows: Sequence[Sequence[str]]) -> bool:
    if len(rows) != 2 or not is_header(rows):
        return False
    below = [cell for cell in rows[1] if cell]
    return len(below) >= 2 and sum(map(len, below)) / len(below) > _DESCRIPTION


def _columns(rows: Sequence[Sequence[str]]) -> Iterator[Block]:
    for at, name in enumerate(rows[0]):
        value = rows[1][at] if at < len(rows[1]) else ""
        block = row_block([(name, value)] if value else [("", name)])
        if block:
            yield block

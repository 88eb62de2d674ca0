"""Where a table's labels stand: below a title, in one row or in several under common labels ("Stage 2 – Deadline")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest import labels as known_labels

_TELLING = frozenset({"title", "topic_id", "deadline"})
_LOOKED_AT = 30  # rows in which the labels are looked for
_LONGEST = 60  # characters of a label
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIGURES = re.compile(r"\d{2}")
_MOST_ROWS = 3  # of labels
JOINT = " – "

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class NumberedRow:
    """The cells of a row and the number a reader finds it by; ``joined`` are columns that go on with the cell before.

    Only formats that say so have any; elsewhere such columns are empty.
    """

    number: int
    cells: Row
    joined: frozenset[int] = frozenset()

    def at(self, column: int) -> str:
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Header:
    """The rows from ``start`` up to ``end`` that label the columns, and what they say; empty labels stay so."""

    start: int
    end: int
    labels: tuple[str, ...]


def header(rows: Sequence[NumberedRow]) -> Header:
    """The labels of a table: the row that names fields of calls, else the first that fills nearly all columns."""
    width = _width(rows)
    found = _start(rows, width)
    start, end = _top(rows, found, width), found
    if start == found:
        end = _bottom(rows, found, width)
    return _labelled(rows, start, end, width)


def header_at_top(rows: Sequence[NumberedRow], marked: int) -> Header:
    """The labels of a table that begins with at least so many rows of them."""
    width = _width(rows)
    return _labelled(rows, 0, _bottom(rows, marked - 1, width), width)


def parts_further(upper: NumberedRow, lower: NumberedRow) -> bool:
    """Are these two rows of labels, those of the first above several of the second?"""
    return _groups(upper, lower, max(len(upper.cells), len(lower.cells)))


def _labelled(rows: Sequence[NumberedRow], start: int, end: int, width: int) -> Header:
    levels = [_level(row, width, below=row is not rows[end]) for row in rows[start : end + 1]]
    size = max(len(level) for level in levels)
    said = [[level[at] for level in levels if at < len(level) and level[at]] for at in range(size)]
    return Header(start, end + 1, tuple(JOINT.join(dict.fromkeys(parts)) for parts in said))


def _top(rows: Sequence[NumberedRow], at: int, width: int) -> int:
    least = max(0, at - _MOST_ROWS + 1)
    while at > least and _groups(rows[at - 1], rows[at], width):
        at -= 1
    return at


def _bottom(rows: Sequence[NumberedRow], at: int, width: int) -> int:
    """Down to where data begin; at least one row of it is left."""
    most = min(len(rows) - 2, at + _MOST_ROWS - 1)
    while at < most and _groups(rows[at], rows[at + 1], width):
        at += 1
    return at


def _start(rows: Sequence[NumberedRow], width: int) -> int:
    named = [_named(row) for row in rows[:_LOOKED_AT]]
    most = max(named, default=0)
    if most > 1 and 2 * most >= _filled(rows[named.index(most)].cells):
        return named.index(most)
    return next((at for at, row in enumerate(rows) if _may_label(row.cells, width)), 0)


def _named(row: NumberedRow) -> int:
    """How many fields of calls a row names, if one of them tells which call or until when."""
    fields = known_labels.known_fields(tuple((cell, "") for cell in row.cells if cell))
    return len(fields) if fields & _TELLING else 0


def _may_label(row: Row, width: int) -> bool:
    """A cell that stands alone at the left is a title."""
    filled = _filled(row)
    return filled >= max(1, width - 1) and (filled > 1 or width == 1 or not row[0])


def _groups(upper: NumberedRow, lower: NumberedRow, width: int) -> bool:
    """Does a row hold labels that the next row parts further, and is that no data?"""
    spans = list(_spans(upper, width))
    parted = [span for span in spans if sum(bool(lower.at(column)) for column in span) > 1]
    alone = [span for span in spans if span not in parted]
    if not parted or (len(spans) == 1 and (not upper.joined or spans[0].start == 0)):
        return False
    if any(lower.at(column) not in ("", upper.at(span.start)) for span in alone for column in span):
        return False
    if not upper.joined and alone and spans[0] in parted:  # more likely a column without a label
        return False
    return all(_is_label(cell, certain=bool(upper.joined)) for cell in lower.cells if cell)


def _is_label(cell: str, *, certain: bool) -> bool:
    return len(cell) <= _LONGEST and not (_DAY.search(cell) if certain else _FIGURES.search(cell))


def _spans(row: NumberedRow, width: int) -> Iterator[range]:
    """The columns below each label: those joined to it, or those up to the next label where the format tells none."""
    starts = [column for column in range(len(row.cells)) if row.at(column) and column not in row.joined]
    for start, following in zip(starts, [*starts[1:], max(width, len(row.cells))], strict=True):
        end = start + 1
        while end < following and (end in row.joined or not row.joined):
            end += 1
        yield range(start, end)


def _level(row: NumberedRow, width: int, *, below: bool) -> list[str]:
    """The labels of one row; where others stand below it, each for all its columns."""
    if not below:
        return [row.at(column) for column in range(max(width, len(row.cells)))]
    labels = [""] * max(width, len(row.cells))
    for span in _spans(row, width):
        for column in span:
            labels[column] = row.at(span.start)
    return labels


def _width(rows: Sequence[NumberedRow]) -> int:
    widths = Counter(len(row.cells) for row in rows)
    return max(widths, key=lambda width: (widths[width] * (width > 1), width), default=1)


def _filled(row: Row) -> int:
    return sum(bool(cell) for cell in row)

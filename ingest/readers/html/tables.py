"""Tables of a page with every cell in its column: what spans several rows or columns is written out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_CELLS = ("td", "th")
_MOST_COLUMNS = 100  # that one cell may claim
_MOST_CELLS = 50_000  # of one table written out; larger ones stay as they are


def write_out_spans(page: Any) -> None:
    """A cell over several rows says the same in each of them; one over several columns stands in the first."""
    for group in page.xpath("//tr[td[@rowspan or @colspan] or th[@rowspan or @colspan]]/.."):
        rows = group.findall("tr")
        if sum(_width(cell) for row in rows for cell in _cells(row)) <= _MOST_CELLS:
            _write_out(rows)


def _write_out(rows: Sequence[Any]) -> None:
    above: dict[int, tuple[Any, int]] = {}  # column → the cell that reaches down to it, and for how many rows
    for row in rows:
        column = 0
        for cell in _cells(row):
            column = _go_on(row, row.index(cell), above, column)
            above |= {at: (cell, _height(cell) - 1) for at in range(column, column + _width(cell))}
            for at in range(1, _width(cell)):
                row.insert(row.index(cell) + at, cell.makeelement(cell.tag))
            column += _width(cell)
        _go_on(row, len(row), above, column)
    for cell in (cell for row in rows for cell in _cells(row)):
        cell.attrib.pop("colspan", None)  # trafilatura pads rows by them too
        cell.attrib.pop("rowspan", None)


def _go_on(row: Any, place: int, above: dict[int, tuple[Any, int]], column: int) -> int:
    """Put what reaches down from the rows above where it belongs; the column behind it."""
    before: Any = None
    while above.get(column, (None, 0))[1] > 0:
        cell, left = above[column]
        copy = cell.makeelement(cell.tag)
        copy.text = cell.text_content() if cell is not before else ""
        row.insert(place, copy)
        above[column] = cell, left - 1
        before, place, column = cell, place + 1, column + 1
    return column


def _cells(row: Any) -> list[Any]:
    return [cell for cell in row if cell.tag in _CELLS]


def _width(cell: Any) -> int:
    return min(_MOST_COLUMNS, max(1, _number(cell.get("colspan"))))


def _height(cell: Any) -> int:
    """In rows; 0 means all that follow."""
    return _number(cell.get("rowspan")) or _MOST_CELLS


def _number(said: str | None) -> int:
    return int(said) if said and said.strip().isdecimal() and len(said) < 6 else 1

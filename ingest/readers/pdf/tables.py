"""Tables of a PDF page that are drawn with lines: the lines of text in each of their cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from ingest.readers.pdf.aligned import Sheet, aligned_grids
from ingest.readers.pdf.columns import unwoven
from ingest.readers.pdf.grids import Cell, Grid, page_grids
from ingest.readers.pdf.lines import Box, PageText, PdfLine, Span, spans, word_box

_LOWEST_ROW = 6.0  # points; between closer lines no text stands
_SPACE = 0.35  # of a line's height; a narrower gap parts words, not cells
_FILLED = 0.5  # share of the rows that hold text; fewer are the grid of a chart


@dataclass(frozen=True, slots=True)
class PdfTable:
    """What stands in the cells of a grid, those without text left out; ``top`` as that of a line."""

    grid: Grid
    cells: Mapping[Cell, Sequence[PdfLine]]

    @property
    def lines(self) -> list[PdfLine]:
        """All its lines, cell by cell."""
        return [line for lines in self.cells.values() for line in lines]

    @property
    def top(self) -> float:
        return min(line.top for line in self.lines)

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    def row(self, at: int) -> list[Cell]:
        """The filled cells that cross a row, tall ones too, from left to right."""
        return [cell for cell in self.grid.rows[at] if cell in self.cells]

    def begins(self, at: int) -> bool:
        """Does a filled cell begin in the row? A row of tall cells alone says nothing new."""
        return any(cell.top == at for cell in self.row(at))

    def spans_all(self, at: int) -> bool:
        """Is the row one cell as wide as the table?"""
        (first, *more) = self.grid.rows[at]
        return not more and first.end - first.start == self.grid.width


PageItem = PdfLine | PdfTable


def page_items(page: Any, text: PageText, before: Grid | None) -> list[PageItem]:
    """The lines and tables of a page, in the order in which the file writes them.

    ``before`` is the last grid of the page before: a table that goes on may have one row only.
    """
    drawn = page_grids(page)
    found = [(span, line) for span in spans(text.textpage) if (line := text.line(span)).text]
    grids = [*drawn, *aligned_grids(text.textpage, found, Sheet(page.get_width(), text.height, drawn, before))]
    found = found if grids else unwoven(text, found)
    lines = [(line, list(_parts(text, span, line, grids))) for span, line in found]
    return list(_items(lines, _tables(grids, [part for _, parts in lines for part in parts], before)))


@dataclass(frozen=True, slots=True)
class _Part:
    """Words of one line that stand in one cell; ``grid`` counts those of the page, None for words beside all."""

    line: PdfLine
    grid: int | None = None
    cell: Cell | None = None


def _parts(text: PageText, span: Span, line: PdfLine, grids: Sequence[Grid]) -> Iterator[_Part]:
    """A line cut where cells end, but not within a word or at a blank; no part where it stands beside all grids."""
    up = text.height - (line.top + line.bottom) / 2
    crossed = [(at, grid) for at, grid in enumerate(grids) if grid.crosses(line.left, line.right, up)]
    if not crossed:
        return
    ends = [_place(crossed, across, up) for across in (line.left, line.right)]
    if ends[0] == ends[1] and ends[0][1]:
        yield _Part(line, *ends[0])
        return
    yield from _cut(text, span, crossed)


def _cut(text: PageText, span: Span, grids: Sequence[tuple[int, Grid]]) -> Iterator[_Part]:
    start, characters = span
    words = list(re.finditer(r"\S+", characters))
    boxes = [word_box(text.textpage, start + word.start(), start + word.end() - 1) for word in words]
    places = [_place(grids, (left + right) / 2, (bottom + top) / 2) for left, bottom, right, top in boxes]
    if any(len({places[at] for at in phrase}) > 1 for phrase in _unparted(boxes)):
        return  # what is written across the lines is none of the table's
    for place, run in groupby(zip(places, words, strict=True), key=lambda each: each[0]):
        found = [word for _, word in run]
        begin, end = found[0].start(), found[-1].end()
        yield _Part(text.line((start + begin, characters[begin:end])), *place)


def _unparted(boxes: Sequence[Box]) -> Iterator[range]:
    """The words between which there are mere blanks."""
    begin = 0
    for at, (one, other) in enumerate(pairwise(boxes), start=1):
        if other[0] - one[2] >= _SPACE * (one[3] - one[1]):
            yield range(begin, at)
            begin = at
    yield range(begin, len(boxes))


def _place(grids: Sequence[tuple[int, Grid]], across: float, up: float) -> tuple[int | None, Cell | None]:
    found = ((at, grid.cell_at(across, up)) for at, grid in grids)
    return next(((at, cell) for at, cell in found if cell), (None, None))


def _tables(grids: Sequence[Grid], parts: Sequence[_Part], before: Grid | None) -> dict[int, PdfTable]:
    found = {}
    for at, grid in enumerate(grids):
        cells: dict[Cell, list[PdfLine]] = {}
        for part in parts:
            if part.grid == at and part.cell and part.line.text:
                cells.setdefault(part.cell, []).append(part.line)
        table = PdfTable(grid, cells)
        if _is_table(table, goes_on=at == 0 and before is not None and grid.parts_as(before)):
            found[at] = table
    return found


def _is_table(table: PdfTable, *, goes_on: bool) -> bool:
    """Rows of several cells, and not the empty ones of a chart or the boxes of a drawing."""
    edges = table.grid.edges
    high = [at for at in range(len(edges) - 1) if edges[at] - edges[at + 1] >= _LOWEST_ROW]
    told = [at for at in high if table.row(at)]
    parted = any(len(table.row(at)) > 1 for at in told)
    return parted and len(told) >= (1 if goes_on else 2) and len(told) >= _FILLED * len(high)


def _items(lines: Sequence[tuple[PdfLine, list[_Part]]], tables: Mapping[int, PdfTable]) -> Iterator[PageItem]:
    """Each table where its first line stands."""
    told: set[int] = set()
    for line, parts in lines:
        if not any(part.grid in tables for part in parts):
            yield line
            continue
        for part in parts:
            if part.grid is None or part.grid not in tables:
                yield part.line
            elif part.grid not in told:
                told.add(part.grid)
                yield tables[part.grid]

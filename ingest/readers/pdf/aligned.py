"""Tables that no line frames: columns told by gaps that stand above each other, rows by the order of writing.

Files write a table row by row, and what only looks like one (cards side by side, columns of prose) column by column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ingest.readers.pdf.grids import Cell, Grid
from ingest.readers.pdf.lines import PdfLine, Span
from ingest.readers.pdf.phrases import Level, across, phrases
from ingest.readers.pdf.runs import Run, runs, with_rest
from ingest.readers.pdf.table_signs import is_table
from ingest.readers.pdf.written_rows import WrittenRow, written_rows

_LEAST_ROWS = 3
_MANY_GAPS = 2  # between columns; what has only one is looked for between tables that have more
_TOP = 4  # lines of a page, among which a table that goes on begins


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's size in points, the grids drawn on it, and the one that the page before ends with."""

    width: float
    height: float
    drawn: Sequence[Grid]
    before: Grid | None

    def is_drawn(self, line: PdfLine) -> bool:
        """Does a line stand in a drawn table?"""
        up = self.height - (line.top + line.bottom) / 2
        return any(grid.crosses(line.left, line.right, up) for grid in self.drawn)


def aligned_grids(textpage: Any, lines: Sequence[tuple[Span, PdfLine]], sheet: Sheet) -> list[Grid]:
    """The grids of a page's tables without lines, from top to bottom."""
    levels = across(phrases(textpage, [(span, line) for span, line in lines if not sheet.is_drawn(line)]))
    return list(_grids(levels, sheet, levels[:_TOP], _MANY_GAPS))


def _grids(levels: Sequence[Level], sheet: Sheet, top: Sequence[Level], least: int) -> Iterator[Grid]:
    """Of the tables with at least so many gaps; between them, of those with one."""
    begin = 0
    for run in runs(levels, least):
        before = sheet.before if run.levels[0] in top and _parts_alike(run, sheet.before) else None
        run = with_rest(run, levels) if before else run
        rows = written_rows(run)
        if is_table(rows, len(run.gaps) + 1, least=1 if before else _LEAST_ROWS):
            first = levels.index(run.levels[0])
            yield from _grids(levels[begin:first], sheet, top, 1) if least > 1 else ()
            yield _grid(rows, run, sheet, before)
            begin = first + len(run.levels)
    yield from _grids(levels[begin:], sheet, top, 1) if least > 1 else ()


def _parts_alike(run: Run, before: Grid | None) -> bool:
    """Does a run leave the gaps of the table before it blank?"""
    if before is None or before.width != len(run.gaps) + 1:
        return False
    return all(start <= at <= end for at, (start, end) in zip(before.columns[1:-1], run.gaps, strict=True))


def _grid(rows: Sequence[WrittenRow], run: Run, sheet: Sheet, before: Grid | None) -> Grid:
    """As wide as the page, parted as the table before it or in the middle of what is blank.

    A row of one cell is as wide as the table, but for the rest of one that the page before begins.
    """
    parted = before.columns[1:-1] if before else [sum(gap) / 2 for gap in run.gaps]
    edges = [(above.lowest + below.highest) / 2 for above, below in pairwise(rows)]
    top, bottom = min(line.top for line in rows[0].lines), max(line.bottom for line in rows[-1].lines)
    whole = [len(row.cells) == 1 and not (before and at == 0) for at, row in enumerate(rows)]
    return Grid(
        columns=(0.0, *parted, sheet.width),
        edges=tuple(sheet.height - edge for edge in (top, *edges, bottom)),
        rows=tuple(_cells(at, len(parted) + 1, 0 if alone else 1) for at, alone in enumerate(whole)),
    )


def _cells(at: int, width: int, step: int) -> tuple[Cell, ...]:
    return tuple(Cell(at, at + 1, column, column + (step or width)) for column in range(0, width, step or width))

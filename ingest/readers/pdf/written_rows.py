"""The rows of a table that no line frames, by the order in which the file writes its cells.

Files write a table row by row, most of them cell by cell, some line by line across the cells.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.readers.pdf.phrases import Phrase
from ingest.readers.pdf.runs import Run

_NEAR = 0.6  # of a line's height; what lies so close below a line may go on with it


@dataclass(slots=True)
class WrittenRow:
    """The lines in each of its columns, by their places from the left."""

    cells: dict[int, list[Phrase]] = field(default_factory=dict)

    @property
    def lines(self) -> list[Phrase]:
        return [line for cell in self.cells.values() for line in cell]

    @property
    def highest(self) -> float:
        """The middle of its first line, in points from the top."""
        return min(line.middle for line in self.lines)

    @property
    def lowest(self) -> float:
        return max(line.middle for line in self.lines)

    def add(self, column: int, phrase: Phrase) -> None:
        """What stands beside a line of the same cell is of that line."""
        cell = self.cells.setdefault(column, [])
        if cell and cell[-1].is_level_with(phrase):
            cell[-1] = cell[-1].with_more(phrase)
        else:
            cell.append(phrase)


def written_rows(run: Run) -> list[WrittenRow]:
    """From top to bottom; a single cell below the last row is none of the table's."""
    rows: list[WrittenRow] = []
    beside = {id(phrase): len(level) for level in run.levels for phrase in level}
    for phrase in sorted((phrase for level in run.levels for phrase in level), key=lambda each: each.order):
        if not rows or not _is_next(rows[-1], phrase, run, beside):
            rows.append(WrittenRow())
        rows[-1].add(run.column_of(phrase), phrase)
    whole = _gathered(rows, run)
    while whole and len(whole[-1].cells) == 1:
        whole.pop()
    return whole


def _is_next(row: WrittenRow, phrase: Phrase, run: Run, beside: Mapping[int, int]) -> bool:
    """Is a phrase in the next cell of a row, or the next line of its last cell?"""
    column, last = run.column_of(phrase), max(row.cells)
    line = row.cells[last][-1]
    if run.is_crossed(line) or run.is_crossed(phrase) or column < last:
        return False
    if column > last:
        return phrase.middle <= row.lowest + phrase.height
    names_group = beside.get(id(line)) == 1 and beside[id(phrase)] > 1
    return line.is_level_with(phrase) or (_is_near(line, phrase) and not names_group)


def _is_near(line: Phrase, phrase: Phrase) -> bool:
    return line.middle < phrase.middle and phrase.top - line.bottom <= _NEAR * phrase.height


def _gathered(rows: list[WrittenRow], run: Run) -> list[WrittenRow]:
    whole: list[WrittenRow] = []
    for row in rows:
        if whole and _goes_on(whole[-1], row, run):
            for column, cell in row.cells.items():
                whole[-1].cells.setdefault(column, []).extend(cell)
        else:
            whole.append(row)
    return whole


def _goes_on(above: WrittenRow, row: WrittenRow, run: Run) -> bool:
    """Is a line the rest of a row that was written line by line?"""
    first = row.lines[0]
    if any(run.is_crossed(line) for line in (*above.lines, *row.lines)):
        return False
    near = first.top - max(line.bottom for line in above.lines) <= _NEAR * first.height
    return near and (0 not in row.cells or first.text[:1].islower())

"""The labels of a table's columns on a PDF page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.labels import is_known
from ingest.readers.pdf.tables import PdfTable
from ingest.readers.table_header import JOINT

_DEEPEST = 3  # rows
_LONGEST = 60  # characters of a label
_WORD = re.compile(r"[^\W\d_]{2}")
_FIGURES = re.compile(r"\b(?!(?:19|20)\d\d\b)\d{2}|\d\.?\s+[^\W\d_]+\s+\d{4}")  # other than a year

Labels = tuple[str, ...]
"""One for each column, empty where none stands above it."""


def header(table: PdfTable, before: Labels) -> tuple[Labels, range]:
    """The labels of the columns, those of several rows joined downwards, and the rows that they take; or none.

    A table that goes on has the labels it had, repeated or not.
    """
    first = next((at for at in range(len(table.grid.rows)) if table.row(at) and not table.spans_all(at)), None)
    if first is None:
        return before, range(0)
    rows = range(first, min(_end(table, first), first + _DEEPEST))
    labels = tuple(_label(table, column, rows) for column in range(table.grid.width))
    if before:
        return before, rows if labels == before else range(0)
    below = [at for at in range(rows.stop, len(table.grid.rows)) if table.begins(at) and not table.spans_all(at)]
    return (labels, rows) if _are_labels(table, labels, rows, below) else ((), range(0))


def _end(table: PdfTable, first: int) -> int:
    """A header goes down to where its tall cells end, and one row further below a label of several columns."""
    end = max(cell.bottom for cell in table.row(first))
    above = table.row(end - 1)
    return end + 1 if any(cell.end - cell.start > 1 for cell in above) and end < len(table.grid.rows) else end


def _label(table: PdfTable, column: int, rows: range) -> str:
    cells = dict.fromkeys(cell for at in rows for cell in table.row(at) if cell.start <= column < cell.end)
    return JOINT.join(dict.fromkeys(" ".join(line.text for line in table.cells[cell]) for cell in cells))


def _are_labels(table: PdfTable, labels: Labels, rows: range, below: Sequence[int]) -> bool:
    """Bold above what is not, or short words that differ; over two columns, names of fields of calls."""
    used = {column for at in below for cell in table.row(at) for column in range(cell.start, cell.end)}
    told = list(dict.fromkeys(filter(None, labels)))
    if not below or len(told) < max(2, len(used) - 1):
        return False
    if _is_bold(table, rows) and not _is_bold(table, below[:1]):
        return True
    if len(labels) == 2:
        return all(map(is_known, told))
    short = all(len(label) <= _LONGEST and _WORD.search(label) for label in told)
    return len(told) > 1 and short and not _tell_figures(table, rows, below)


def _tell_figures(table: PdfTable, rows: range, below: Sequence[int]) -> bool:
    """Does a row tell a day or an amount, as the rows below it do in the same column?"""
    return any(_has_figures(table, rows, at) and _has_figures(table, below, at) for at in range(table.grid.width))


def _has_figures(table: PdfTable, rows: Sequence[int], column: int) -> bool:
    """In most of the cells of a column."""
    cells = [cell for at in rows for cell in table.row(at) if cell.start == column]
    return 2 * sum(bool(_FIGURES.search(line.text)) for cell in cells for line in table.cells[cell][:1]) > len(cells)


def _is_bold(table: PdfTable, rows: Sequence[int]) -> bool:
    return all(line.bold for at in rows for cell in table.row(at) for line in table.cells[cell])

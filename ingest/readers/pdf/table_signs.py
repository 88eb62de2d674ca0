"""What tells rows of a table that no line frames from lists, columns of prose and tables of contents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import mean, median

from ingest.readers.pdf.phrases import Phrase
from ingest.readers.pdf.written_rows import WrittenRow

_FILLED = 3  # cells of a row, from which on it counts; in two columns both
_SHORT = 40  # characters of a cell
_WORDY, _FULL = 20, 0.7  # characters of a line of prose, and the share of its column that it fills
_WORD = re.compile(r"[^\W\d_]{2}")
_COUNT = re.compile(r"\W{0,2}(?:\d{0,3}|[a-z]|[ivxlc]+)\W{0,2}")  # of a list or of pages

Column = Sequence[Sequence[Phrase]]
"""The lines of each of its cells."""


def is_table(rows: Sequence[WrittenRow], width: int, *, least: int) -> bool:
    """Are there so many rows of several cells, one below the other, and are their columns none of prose?"""
    filled = sum(len(row.cells) >= min(_FILLED, width) for row in rows)
    if filled < least or any(above.lowest >= below.highest for above, below in pairwise(rows)):
        return False
    columns = [found for at in range(width) if (found := [row.cells[at] for row in rows if at in row.cells])]
    return _are_of_pairs(columns) if len(columns) == 2 else _are_of_table(columns)


def _are_of_table(columns: Sequence[Column]) -> bool:
    """Numbers and those of pages beside words are a table of contents."""
    short, prose, words = (sum(map(each, columns)) for each in (_is_short, _is_prose, _has_words))
    return short > 1 and prose < 2 and words > 1


def _are_of_pairs(columns: Sequence[Column]) -> bool:
    """Does the left column name what stands in the right one? Marks and numbers of lists name nothing."""
    left, right = columns
    return _is_short(left) and not _is_count(left) and not _is_count(right)


def _is_short(column: Column) -> bool:
    return mean(sum(len(line.text) for line in cell) for cell in column) <= _SHORT


def _has_words(column: Column) -> bool:
    return any(_WORD.search(line.text) and not _COUNT.fullmatch(line.text) for cell in column for line in cell)


def _is_count(column: Column) -> bool:
    counts = sum(bool(_COUNT.fullmatch(line.text)) for cell in column for line in cell[:1])
    return 2 * counts > len(column)


def _is_prose(column: Column) -> bool:
    lines = [line for cell in column for line in cell]
    width = max(line.right for line in lines) - min(line.left for line in lines)
    filled = median(line.right - line.left for line in lines)
    return median(len(line.text) for line in lines) >= _WORDY and filled >= _FULL * width

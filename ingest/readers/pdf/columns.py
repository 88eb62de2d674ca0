"""Columns of text that a PDF writes line by line across them: each is read to its end, as people do.

Most files write one column after the other, and are read in the order they are written in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.readers.pdf.lines import Box, PageText, PdfLine, Span, word_box

_LEAST = 6  # lines of each column
_GAP = 0.9  # of a line's height; more between two words may be the gap between columns
_MOSTLY = 0.8  # of the lines over a gap have no character there; others are titles
_FULL = 0.7  # of a column that its lines fill; those of a table's columns are shorter
_WORDY = 20  # characters of a column's line

Placed = tuple[Span, PdfLine]


@dataclass(frozen=True, slots=True)
class _Page:
    text: PageText

    def line(self, span: Span) -> Placed:
        return span, self.text.line(span)

    def words(self, placed: Placed) -> list[tuple[int, int, Box]]:
        """The words of a line: where they begin and end in it, and their boxes."""
        start, characters = placed[0]
        found = [match.span() for match in re.finditer(r"\S+", characters)]
        return [(a, b, word_box(self.text.textpage, start + a, start + b - 1)) for a, b in found]

    def is_blank(self, across: float, line: PdfLine) -> bool:
        """Is there no character of a line at this place?"""
        import pypdfium2.raw as pdfium

        up = self.text.height - (line.top + line.bottom) / 2
        return bool(pdfium.FPDFText_GetCharIndexAtPos(self.text.textpage.raw, across, up, 1.0, 1.0) < 0)


def unwoven(text: PageText, lines: Sequence[Placed]) -> list[Placed]:
    """The lines of a page in reading order, those that go over two columns or more in their parts."""
    return _columns(_Page(text), lines)


def _columns(page: _Page, lines: Sequence[Placed]) -> list[Placed]:
    across = _gap(page, lines)
    if across is None:
        return list(lines)
    pieces = [piece for placed in lines for piece in _halves(page, placed, across)]
    sides = [line for _, line in pieces if line.right <= across], [line for _, line in pieces if line.left >= across]
    if not all(len(side) >= _LEAST and _is_text(side) for side in sides):
        return list(lines)
    return _one_after_the_other(page, pieces, across)


def _one_after_the_other(page: _Page, pieces: Sequence[Placed], across: float) -> list[Placed]:
    """The left column before the right one; a title over both ends what stands above it."""
    ordered: list[Placed] = []
    left: list[Placed] = []
    right: list[Placed] = []
    for piece in pieces:
        if piece[1].right <= across:
            left.append(piece)
        elif piece[1].left >= across:
            right.append(piece)
        else:
            ordered += [*_columns(page, left), *_columns(page, right), piece]
            left, right = [], []
    return [*ordered, *_columns(page, left), *_columns(page, right)]


def _gap(page: _Page, lines: Sequence[Placed]) -> float | None:
    """A place between words that most of the lines that go over it leave blank."""
    wide = _wide(lines)
    if len(wide) < _LEAST:
        return None
    one, other = (_gaps(page, wide[len(wide) * part // 3]) for part in (1, 2))
    common = [(max(a, c), min(b, d)) for a, b in one for c, d in other if min(b, d) - max(a, c) > 2]
    middles = ((begin + end) / 2 for begin, end in common)
    return next((middle for middle in middles if _is_left_blank(page, middle, lines)), None)


def _wide(lines: Sequence[Placed]) -> list[Placed]:
    """Lines that go over most of what is written."""
    left = min((line.left for _, line in lines), default=0.0)
    right = max((line.right for _, line in lines), default=0.0)
    return [placed for placed in lines if placed[1].right - placed[1].left > 0.6 * (right - left)]


def _gaps(page: _Page, placed: Placed) -> list[tuple[float, float]]:
    boxes = [box for *_, box in page.words(placed)]
    least = _GAP * (placed[1].bottom - placed[1].top)
    return [(one[2], other[0]) for one, other in pairwise(boxes) if other[0] - one[2] > least]


def _is_left_blank(page: _Page, across: float, lines: Sequence[Placed]) -> bool:
    over = [line for _, line in lines if line.left < across < line.right]
    blank = sum(page.is_blank(across, line) for line in over)
    return blank >= max(_LEAST, _MOSTLY * len(over))


def _halves(page: _Page, placed: Placed, across: float) -> tuple[Placed, ...]:
    """A line in two where it goes over the gap and has no character there."""
    (start, characters), line = placed
    if not line.left < across < line.right or not page.is_blank(across, line):
        return (placed,)
    first = next(begin for begin, _, box in page.words(placed) if (box[0] + box[2]) / 2 > across)
    return page.line((start, characters[:first].rstrip())), page.line((start + first, characters[first:]))


def _is_text(lines: Sequence[PdfLine]) -> bool:
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    filled = median(line.right - left for line in lines)
    return median(len(line.text) for line in lines) >= _WORDY and filled >= _FULL * (right - left)

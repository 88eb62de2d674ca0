"""Words of a PDF page that stand together, and the phrases that stand on one line across it, whoever wrote them when.

A cell of a table that no line frames is such a phrase, or several below each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from ctypes import byref
from dataclasses import dataclass, replace
from typing import Any

from ingest.readers.pdf.lines import PdfLine, Span

_SPACE, _WIDE = 0.35, 0.9  # of a line's height; what is narrower parts words, what is wider parts phrases
_EVEN = 1.6  # times the narrowest blank of its line; what is wider in between parts phrases too
_LEVEL = 0.35  # of a line's height by which phrases on one line may lie apart
_BLANKS = re.compile(r"(?<=\S)\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Phrase:
    """``order`` counts the phrases as the file writes them; places are points from the left and from the top."""

    order: int
    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def is_level_with(self, other: Phrase) -> bool:
        """Do both stand on one line across the page?"""
        return abs(self.middle - other.middle) <= _LEVEL * self.height

    def with_more(self, other: Phrase) -> Phrase:
        """This and what follows it on the line as one."""
        return replace(self, text=f"{self.text} {other.text}", right=max(self.right, other.right))


Level = Sequence[Phrase]
"""The phrases on one line across the page, from left to right."""


def phrases(textpage: Any, lines: Sequence[tuple[Span, PdfLine]]) -> list[Phrase]:
    """The lines of a page, cut where there is more than a blank."""
    found: list[Phrase] = []
    for span, line in lines:
        for text, left, right in _cut(textpage, span, line):
            found.append(Phrase(len(found), text, left, right, line.top, line.bottom))
    return found


def _cut(textpage: Any, span: Span, line: PdfLine) -> Iterator[tuple[str, float, float]]:
    """The phrases of a line with their ends."""
    characters = span[1]
    blanks = list(_blanks(textpage, span))
    least = _least_gap([other - one for _, one, other in blanks], line.bottom - line.top)
    begin, left = 0, line.left
    for blank, one, other in blanks:
        if other - one >= least:
            yield characters[begin : blank.start()], left, one
            begin, left = blank.end(), other
    yield characters[begin:], left, line.right


def _least_gap(widths: Sequence[float], height: float) -> float:
    """The blanks of a line that is set to its full width are wide, but all alike."""
    return max(_SPACE * height, min(_EVEN * min(widths, default=0.0), _WIDE * height))


def _blanks(textpage: Any, span: Span) -> Iterator[tuple[re.Match[str], float, float]]:
    """The blanks of a line and where they begin and end; in PDFium's own words, as there are many on a page."""
    import pypdfium2.raw as pdfium

    start, characters = span
    box = pdfium.FS_RECTF()
    for blank in _BLANKS.finditer(characters):
        pdfium.FPDFText_GetLooseCharBox(textpage.raw, start + blank.start() - 1, byref(box))
        left = box.right
        pdfium.FPDFText_GetLooseCharBox(textpage.raw, start + blank.end(), byref(box))
        yield blank, left, box.left


def across(found: Sequence[Phrase]) -> list[Level]:
    """The phrases on each line across the page, from top to bottom."""
    rows: list[list[Phrase]] = []
    for phrase in sorted(found, key=lambda each: each.middle):
        if rows and rows[-1][0].is_level_with(phrase):
            rows[-1].append(phrase)
        else:
            rows.append([phrase])
    return [sorted(row, key=lambda each: each.left) for row in rows]

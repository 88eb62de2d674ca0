"""The lines of a PDF page, in the order in which the file writes them, with the size and weight of their type.

PDFium reads a page in about three milliseconds, some eighty times as fast as pdfminer.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from ingest.readers.inline import clean
from ingest.structure import Block

_TITLE_LINES = 3  # lines at the top of a slide that may be its title
_OPEN = re.compile(r"-[^\W\d_]")
_END = 2  # characters of a line's end
_LEADER = re.compile(r"(?:\.\s?){4,}\s*\d*\s*$|\.{2,}\s*\d+$")
_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-", "\x00": None, "\r": None, "\n": None})
_REST_OF_WORD = re.compile(r"\w+")
_BOLD_WEIGHT = 600
_PART = 12  # characters of a word that stands in the address it links to
_NAME_BYTES = 128


@dataclass(frozen=True, slots=True)
class PdfLine:
    """One line: where it lies (points from the top left of the page), its type size and whether it is bold.

    A line that stands for a row of a table, or for what one of its cells holds, has that as ``block``.
    """

    text: str
    top: float
    bottom: float
    left: float
    right: float
    size: float
    bold: bool
    block: Block | None = None


Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points from the lower left."""
Span = tuple[int, str]
"""Where characters of a page begin, by PDFium's count, and the characters."""


def spans(textpage: Any) -> Iterator[Span]:
    """Each line with words; those of a table of contents are left out, the headings themselves stand below."""
    characters = _characters(textpage)
    found = _lines(characters)
    for span in _mended(textpage, found) if "\r\n-" in characters else found:
        if span[1].isdigit():
            yield from _unstacked(textpage, span)
        elif span[1].count(".") < 2 or not _LEADER.search(span[1]):
            yield span


def _mended(textpage: Any, found: Iterable[Span]) -> Iterator[Span]:
    """PDFium may begin a line before a hyphen that stands within a word."""
    before: Span | None = None
    for start, characters in found:
        if before and _OPEN.match(characters) and _touches(textpage, sum((before[0], len(before[1]))) - 1, start):
            before = (before[0], f"{before[1]}\r\n{characters}")
            continue
        if before:
            yield before
        before = (start, characters)
    if before:
        yield before


def _touches(textpage: Any, last: int, first: int) -> bool:
    """Do two characters with a line's end between them stand in one word?"""
    one, other = box_of(textpage, last), box_of(textpage, first)
    return first - last == _END + 1 and abs(one[2] - other[0]) < 1 and abs(one[1] - other[1]) < 1


def _unstacked(textpage: Any, span: Span) -> Iterator[Span]:
    """Figures that stand above each other, such as the numbers of an agenda, are several lines."""
    start, characters = span
    boxes = [box_of(textpage, start + at) for at in range(len(characters))]
    begin = 0
    for at, (one, other) in enumerate(pairwise(boxes), start=1):
        if abs(one[1] - other[1]) > one[3] - one[1]:
            yield start + begin, characters[begin:at]
            begin = at
    yield start + begin, characters[begin:]


def _characters(textpage: Any) -> str:
    """One character for every index of PDFium, which the string that it decodes at once does not always hold."""
    import pypdfium2.raw as pdfium

    count: int = textpage.count_chars()
    text: str = textpage.get_text_range(errors="replace")
    if len(text) == count:
        return text
    codes = (pdfium.FPDFText_GetUnicode(textpage.raw, at) for at in range(count))
    return "".join(chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else " " for code in codes)


def _lines(characters: str) -> Iterator[Span]:
    """PDFium runs a line on after a hyphen at its end."""
    for match in re.finditer(r"[^\r\n\x02\ufffe]+[\x02\ufffe]?", characters):
        if match.group().strip():
            blank = len(match.group()) - len(match.group().lstrip())
            yield match.start() + blank, match.group().strip()


@dataclass(frozen=True, slots=True)
class PageText:
    """PDFium's text of a page, the page's height in points, and which characters end words that link somewhere."""

    textpage: Any
    height: float
    linked: Mapping[int, str] = field(default_factory=dict)

    def line(self, span: Span) -> PdfLine:
        """A line by its first, middle and last characters; its ``text`` is empty where none of them is legible."""
        start, characters = span
        first, last = 0, len(characters) - 1
        middle = last - len(characters[last // 2 :].lstrip()) + 1
        boxes = [box_of(self.textpage, start + at) for at in {first, middle, last}]
        sizes = [_size(self.textpage, start + at) for at in (first, middle, last)]
        return PdfLine(
            text=clean(self._with_addresses(span).translate(_HYPHENS)),
            top=self.height - max(box[3] for box in boxes),
            bottom=self.height - min(box[1] for box in boxes),
            left=min(box[0] for box in boxes),
            right=max(box[2] for box in boxes),
            size=Counter(sizes).most_common(1)[0][0],
            bold=all(_is_bold(self.textpage, start + at) for at in {first, middle, last}),
        )

    def _with_addresses(self, span: Span) -> str:
        """Linked words with their address behind them, unless they are it."""
        start, characters = span
        for at in range(start + len(characters) - 1, start - 1, -1) if self.linked else ():
            address = self.linked.get(at, "")
            if address and not _is_written(address, characters):
                rest = _REST_OF_WORD.match(characters, at - start)
                behind = rest.end() if rest else at - start + 1
                characters = f"{characters[:behind]} ({address}){characters[behind:]}"
        return characters


def _is_written(address: str, characters: str) -> bool:
    """Does a line hold an address, or a part of it that goes on elsewhere?"""
    address, said = address.casefold(), characters.casefold()
    bare = address.partition("://")[2].removeprefix("www.").rstrip("/")
    return bare in said or any(len(word) > _PART and word in address for word in said.split())


def box_of(textpage: Any, at: int) -> Box:
    """A character's cell."""
    box: Box = textpage.get_charbox(at, loose=True)
    return box


def word_box(textpage: Any, first: int, last: int) -> Box:
    """From the first to the last character of a word."""
    left, bottom, *_ = box_of(textpage, first)
    *_, right, top = box_of(textpage, last)
    return left, bottom, right, top


def _size(textpage: Any, at: int) -> float:
    """The size as it is seen, to half a point: the nominal one times the scale of its matrix."""
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    nominal: float = pdfium.FPDFText_GetFontSize(textpage.raw, at)
    if pdfium.FPDFText_GetMatrix(textpage.raw, at, matrix):
        nominal *= math.hypot(matrix.b, matrix.d) or 1.0
    return round(nominal * 2) / 2


def _is_bold(textpage: Any, at: int) -> bool:
    import pypdfium2.raw as pdfium

    if pdfium.FPDFText_GetFontWeight(textpage.raw, at) >= _BOLD_WEIGHT:
        return True
    name = ctypes.create_string_buffer(_NAME_BYTES)
    pdfium.FPDFText_GetFontInfo(textpage.raw, at, name, _NAME_BYTES, None)
    return b"bold" in name.value.lower() or b"black" in name.value.lower()


def titles_first(page: Sequence[PdfLine]) -> list[PdfLine]:
    """The lines of a slide with its title first; slides are often written with their title last."""
    largest = max((line.size for line in page), default=0.0)
    top = sorted(page, key=lambda line: line.top)[:_TITLE_LINES]
    titles = [line for line in top if line.size >= 0.95 * largest]
    return [*titles, *(line for line in page if line not in titles)]

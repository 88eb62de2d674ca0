"""The lines of a PDF page, in the order in which the file writes them, with the size and weight of their type.

PDFium reads a page in about three milliseconds, some eighty times as fast as pdfminer (and pdfplumber above it).
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.readers.inline import clean

_EDGE_LINES = 3  # lines at the top and the bottom of a page that may run through the document
_PAGE_NUMBER = re.compile(
    r"(?:page|seite|p\.?|strona|pagina|página)?\s*[-–|]?\s*(?:\d{1,4}|[ivxlc]{1,6})\s*[-–|]?"
    r"(?:\s*(?:/|of|von|de|sur|di|z)\s*\d{1,4})?",
    re.IGNORECASE,
)
_LEADER = re.compile(r"(?:\.\s?){4,}\s*\d*\s*$|\.{2,}\s*\d+$")
_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-", "\x00": None})
_BOLD_WEIGHT = 600
_NAME_BYTES = 128


@dataclass(frozen=True, slots=True)
class PdfLine:
    """One line: where it lies (points from the top left of the page), its type size and whether it is bold."""

    text: str
    top: float
    bottom: float
    left: float
    right: float
    size: float
    bold: bool


def page_lines(page: Any) -> list[PdfLine]:
    """The lines of a page; lines of a table of contents are left out, the headings themselves stand below."""
    textpage = page.get_textpage()
    try:
        height = page.get_height()
        lines = [_line(textpage, span, height) for span in _spans(_characters(textpage))]
    finally:
        textpage.close()
    return [line for line in lines if line.text and not _LEADER.search(line.text)]


def _characters(textpage: Any) -> str:
    """One character for every index of PDFium, which the string that it decodes at once does not always hold."""
    import pypdfium2.raw as pdfium

    count: int = textpage.count_chars()
    text: str = textpage.get_text_range(errors="replace")
    if len(text) == count:
        return text
    codes = (pdfium.FPDFText_GetUnicode(textpage.raw, at) for at in range(count))
    return "".join(chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else " " for code in codes)


def _spans(characters: str) -> Iterator[tuple[int, str]]:
    """Where each line with words begins, and its characters; PDFium runs a line on after a hyphen at its end."""
    for match in re.finditer(r"[^\r\n\x02\ufffe]+[\x02\ufffe]?", characters):
        if match.group().strip():
            blank = len(match.group()) - len(match.group().lstrip())
            yield match.start() + blank, match.group().strip()


def _line(textpage: Any, span: tuple[int, str], height: float) -> PdfLine:
    start, characters = span
    first, last = 0, len(characters) - 1
    middle = last - len(characters[last // 2 :].lstrip()) + 1
    boxes = [_box(textpage, start + at) for at in {first, middle, last}]
    sizes = [_size(textpage, start + at) for at in (first, middle, last)]
    return PdfLine(
        text=clean(characters.translate(_HYPHENS)),
        top=height - max(box[3] for box in boxes),
        bottom=height - min(box[1] for box in boxes),
        left=min(box[0] for box in boxes),
        right=max(box[2] for box in boxes),
        size=Counter(sizes).most_common(1)[0][0],
        bold=all(_is_bold(textpage, start + at) for at in {first, middle, last}),
    )


def _box(textpage: Any, at: int) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a character's cell."""
    box: tuple[float, float, float, float] = textpage.get_charbox(at, loose=True)
    return box


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


def without_running_lines(pages: Sequence[Sequence[PdfLine]]) -> list[list[PdfLine]]:
    """Pages without their page numbers; headers and footers that run through them stay where they first stand."""
    counts = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    often = max(3, len(pages) // 5)
    running = {key for key, count in counts.items() if count >= often}
    seen: set[str] = set()
    kept: list[list[PdfLine]] = []
    for page in pages:
        edges = {id(line) for line in _edges(page)}
        lines: list[PdfLine] = []
        for line in page:
            key = _key(line)
            if id(line) in edges and (_PAGE_NUMBER.fullmatch(line.text) or (key in running and key in seen)):
                continue
            seen.add(key)
            lines.append(line)
        kept.append(lines)
    return kept


def titles_first(page: Sequence[PdfLine]) -> list[PdfLine]:
    """The lines of a slide with its title first; slides are often written with their title last."""
    largest = max((line.size for line in page), default=0.0)
    top = sorted(page, key=lambda line: line.top)[:_EDGE_LINES]
    titles = [line for line in top if line.size >= 0.95 * largest]
    return [*titles, *(line for line in page if line not in titles)]


def _edges(page: Sequence[PdfLine]) -> list[PdfLine]:
    by_height = sorted(page, key=lambda line: line.top)
    return [*by_height[:_EDGE_LINES], *by_height[-_EDGE_LINES:]]


def _key(line: PdfLine) -> str:
    return re.sub(r"\d+", "#", line.text.casefold())

"""PDF: pages as locators, headings by size and weight of their type, running headers and page numbers dropped.

Pages that are pictures are read by OCR, marked as such.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ingest.errors import ReaderError
from ingest.options import READING, Reading
from ingest.readers.decoding import read_bytes
from ingest.readers.metadata import day_in_name, first_day, language_of
from ingest.readers.ocr import PictureReader
from ingest.readers.pdf.counts import with_numbers
from ingest.readers.pdf.grids import Grid
from ingest.readers.pdf.lines import PageText, PdfLine, titles_first
from ingest.readers.pdf.links import linked
from ingest.readers.pdf.outline import sections
from ingest.readers.pdf.paragraphs import paragraphs
from ingest.readers.pdf.pictures import seen
from ingest.readers.pdf.rows import with_rows
from ingest.readers.pdf.running import without_running_lines
from ingest.readers.pdf.tables import PageItem, PdfTable, page_items
from ingest.readers.pdf.turned import upright
from ingest.structure import ReadDocument, ReadSection


def read(path: Path, reading: Reading = READING) -> tuple[ReadDocument, ...]:
    """One document; ReaderError where the file is no PDF, needs a password, or holds no text."""
    if b"%PDF" not in read_bytes(path)[:2048]:
        raise ReaderError(path.name, "is no PDF.")
    eyes = PictureReader(reading.ocr)
    items, wide, pictured = _pages(path, eyes)
    pages = with_rows(items)
    if not any(pages) and not pictured:
        raise ReaderError(path.name, "holds no text.")
    return (_document(pages, pictured, path, eyes, is_deck=wide * 2 > len(pages)),)


def _pages(path: Path, eyes: PictureReader) -> tuple[list[list[PageItem]], int, list[ReadSection]]:
    """Lines and tables of every page, how many are wider than high, and what was read from pictures of others."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as pdf:
            wide = sum(width > height for width, height in map(pdf.get_page_size, range(len(pdf))))
            pages: list[list[PageItem]] = []
            for at in range(len(pdf)):
                pages.append(_page(pdf, at, _last_grid(pages)))
            own = without_running_lines(pages)
            return own, wide, seen(pdf, pages, own, eyes)
    except pypdfium2.PdfiumError as error:
        protected = "password" in str(error).lower() or "security" in str(error).lower()
        raise ReaderError(path.name, "is protected by a password." if protected else "is a broken PDF.") from error


def _last_grid(pages: Sequence[Sequence[PageItem]]) -> Grid | None:
    tables = [item for page in pages[-1:] for item in page if isinstance(item, PdfTable)]
    return tables[-1].grid if tables else None


def _page(pdf: Any, at: int, before: Grid | None) -> list[PageItem]:
    """The lines and tables of one page; a page that PDFium cannot load has none."""
    import pypdfium2

    try:
        page, textpage = upright(pdf, at)
    except pypdfium2.PdfiumError:
        return []
    try:
        return with_numbers(
            page_items(page, PageText(textpage, page.get_height(), linked(pdf, page, textpage)), before)
        )
    finally:
        textpage.close()
        page.close()  # the layout of a page takes megabytes


def _document(
    pages: Sequence[Sequence[PdfLine]],
    pictured: Sequence[ReadSection],
    path: Path,
    eyes: PictureReader,
    *,
    is_deck: bool,
) -> ReadDocument:
    ordered = [titles_first(page) for page in pages] if is_deck else pages
    told = sections(list(paragraphs(ordered)), is_deck=is_deck)
    above = {section.locator.value: section.heading_path for section in told}
    headed = (replace(s, heading_path=(*above.get(s.locator.value, ()), *s.heading_path)) for s in pictured)
    found = tuple(sorted((*told, *headed), key=lambda section: int(section.locator.value)))
    text = " ".join(block.text for section in found[:20] for block in section.blocks)
    language = language_of(text)
    opening = [line.text for page in pages[:1] for line in page][:15]
    return ReadDocument(
        title=_title(pages, path),
        sections=found,
        media_type="application/pdf",
        language=language,
        published=day_in_name(path.name) or first_day(opening, language),
        remarks=eyes.remarks("pages"),
    )


def _title(pages: Sequence[Sequence[PdfLine]], path: Path) -> str:
    """The lines of the largest type on the first page with text."""
    lines = [line for line in next(filter(None, pages), ()) if not line.block]
    if not lines:
        return path.stem
    largest = max(line.size for line in lines)
    title = " ".join(line.text for line in lines[:15] if line.size >= 0.98 * largest)
    return title if 3 < len(title) <= 200 and largest > min(line.size for line in lines) else path.stem

"""PDF: pages as locators, headings by size and weight of their type, running headers and page numbers dropped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ingest.errors import ReaderError
from ingest.readers.decoding import read_bytes
from ingest.readers.metadata import day_in_name, first_day, language_of
from ingest.readers.pdf_lines import PdfLine, page_lines, titles_first, without_running_lines
from ingest.readers.pdf_outline import sections
from ingest.readers.pdf_paragraphs import paragraphs
from ingest.structure import ReadDocument


def read(path: Path) -> tuple[ReadDocument, ...]:
    """One document; ReaderError where the file is no PDF, needs a password, or holds no text."""
    if b"%PDF" not in read_bytes(path)[:2048]:
        raise ReaderError(path.name, "is no PDF.")
    pages, wide = _pages(path)
    pages = without_running_lines(pages)
    if not any(pages):
        raise ReaderError(path.name, "holds no text; scanned pages are not read.")
    return (_document(pages, path, is_deck=wide * 2 > len(pages)),)


def _pages(path: Path) -> tuple[list[list[PdfLine]], int]:
    """The lines of every page, and how many pages are wider than high."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as pdf:
            wide = sum(width > height for width, height in map(pdf.get_page_size, range(len(pdf))))
            return [_page(pdf, at) for at in range(len(pdf))], wide
    except pypdfium2.PdfiumError as error:
        protected = "password" in str(error).lower() or "security" in str(error).lower()
        raise ReaderError(path.name, "is protected by a password." if protected else "is a broken PDF.") from error


def _page(pdf: Any, at: int) -> list[PdfLine]:
    """The lines of one page; a page that PDFium cannot load has none."""
    import pypdfium2

    try:
        page = pdf[at]
    except pypdfium2.PdfiumError:
        return []
    try:
        return page_lines(page)
    finally:
        page.close()  # the layout of a page takes megabytes


def _document(pages: Sequence[Sequence[PdfLine]], path: Path, *, is_deck: bool) -> ReadDocument:
    ordered = [titles_first(page) for page in pages] if is_deck else pages
    found = sections(list(paragraphs(ordered)), is_deck=is_deck)
    text = " ".join(block.text for section in found[:20] for block in section.blocks)
    language = language_of(text)
    opening = [line.text for page in pages[:1] for line in page][:15]
    return ReadDocument(
        title=_title(pages, path),
        sections=found,
        media_type="application/pdf",
        language=language,
        published=day_in_name(path.name) or first_day(opening, language),
    )


def _title(pages: Sequence[Sequence[PdfLine]], path: Path) -> str:
    """The lines of the largest type on the first page with text."""
    lines = next(page for page in pages if page)
    largest = max(line.size for line in lines)
    title = " ".join(line.text for line in lines[:15] if line.size >= 0.98 * largest)
    return title if 3 < len(title) <= 200 and largest > min(line.size for line in lines) else path.stem

"""PDF: pages as locators, headings by size and weight of their type, running headers and page numbers dropped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ingest.errors import ReaderError
from ingest.readers.decoding import read_bytes
from ingest.readers.metadata import day_in_name, first_day, language_of
from ingest.readers.pdf_lines import PdfLine, page_lines, without_running_lines
from ingest.readers.pdf_paragraphs import PdfHeading, paragraphs
from ingest.structure import Block, ReadDocument, ReadSection
from vectorstore.records import Locator

_DEEPEST = 3  # headings in a path


def read(path: Path) -> tuple[ReadDocument, ...]:
    """One document; ReaderError where the file is no PDF, needs a password, or holds no text."""
    data = read_bytes(path)
    if b"%PDF" not in data[:2048]:
        raise ReaderError(path.name, "is no PDF.")
    pages = _pages(path)
    pages = without_running_lines(pages)
    if not any(pages):
        raise ReaderError(path.name, "holds no text; scanned pages are not read.")
    return (_document(pages, path),)


def _pages(path: Path) -> list[list[PdfLine]]:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as pdf:
            return [_page(pdf, at) for at in range(len(pdf))]
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


def _document(pages: Sequence[Sequence[PdfLine]], path: Path) -> ReadDocument:
    sections = tuple(_sections(pages))
    text = " ".join(block.text for section in sections[:20] for block in section.blocks)
    language = language_of(text)
    opening = [line.text for page in pages[:1] for line in page][:15]
    return ReadDocument(
        title=_title(pages, path),
        sections=sections,
        media_type="application/pdf",
        language=language,
        published=day_in_name(path.name) or _opening_day(opening, language),
    )


def _opening_day(lines: Sequence[str], language: str) -> date | None:
    return first_day(lines, language)


def _title(pages: Sequence[Sequence[PdfLine]], path: Path) -> str:
    """The lines of the largest type on the first page with text."""
    lines = next(page for page in pages if page)
    largest = max(line.size for line in lines)
    title = " ".join(line.text for line in lines[:15] if line.size >= 0.98 * largest)
    return title if 3 < len(title) <= 200 and largest > min(line.size for line in lines) else path.stem


def _sections(pages: Sequence[Sequence[PdfLine]]) -> Iterator[ReadSection]:
    """For every page its sections; a page begins under the heading that the page before it ended with."""
    stack: list[PdfHeading] = []
    for number, elements in enumerate(paragraphs(pages), start=1):
        locator = Locator("page", str(number))
        blocks: list[Block] = []
        lone: list[PdfHeading] = []  # headings above no text yet
        for element in elements:
            if isinstance(element, Block):
                blocks.append(element)
                lone = []
                continue
            if blocks:
                yield _section(locator, stack, blocks)
                blocks = []
            while stack and stack[-1].size <= element.size:
                gone = stack.pop()
                if gone in lone:
                    yield _section(locator, [*stack, gone], [])
            stack = [*stack, element][-_DEEPEST:]
            lone.append(element)
        if blocks or lone:
            yield _section(locator, stack, blocks)


def _section(locator: Locator, stack: Sequence[PdfHeading], blocks: Sequence[Block]) -> ReadSection:
    return ReadSection(locator, tuple(heading.text for heading in stack), tuple(blocks))

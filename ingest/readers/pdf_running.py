"""What runs through the pages of a PDF: headers, footers, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.readers.pdf_lines import PdfLine
from ingest.readers.pdf_tables import PageItem

_EDGE = 3  # lines and tables at the top and the bottom of a page that may run through the document
_PAGE_NUMBER = re.compile(
    r"(?:page|seite|p\.?|strona|pagina|página)?\s*[-–|]?\s*(?:\d{1,4}|[ivxlc]{1,6})\s*[-–|]?"
    r"(?:\s*(?:/|of|von|de|sur|di|z)\s*\d{1,4})?",
    re.IGNORECASE,
)


def without_running_lines(pages: Sequence[Sequence[PageItem]]) -> list[list[PageItem]]:
    """Pages without their page numbers; headers and footers that run through them stay where they first stand."""
    counts = Counter(key for page in pages for key in {_key(item) for item in _edges(page)})
    lines, tables = max(3, len(pages) // 5), max(3, len(pages) // 2)
    seen: set[str] = set()
    kept: list[list[PageItem]] = []
    for page in pages:
        edges = {id(item) for item in _edges(page)}
        items: list[PageItem] = []
        for item in page:
            key = _key(item)
            runs = key in seen and counts[key] >= (lines if isinstance(item, PdfLine) else tables)
            if id(item) in edges and (runs or _PAGE_NUMBER.fullmatch(item.text)):
                continue
            seen.add(key)
            items.append(item)
        kept.append(items)
    return kept


def _edges(page: Sequence[PageItem]) -> list[PageItem]:
    by_height = sorted(page, key=lambda item: item.top)
    return [*by_height[:_EDGE], *by_height[-_EDGE:]]


def _key(item: PageItem) -> str:
    return re.sub(r"\d+", "#", item.text.casefold())

"""What runs through the pages of a PDF: headers, footers, page numbers."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.readers.pdf.lines import PdfLine
from ingest.readers.pdf.tables import PageItem, PdfTable

_EDGE = 3  # lines and tables at the top and the bottom of a page that may run through the document
_LARGER = 1.12  # times the size of a page's text; what is larger is a title
_APART = 12.0  # points between a header of two pages and their text
_NEAR = 2.0  # points by which a header of two pages may lie apart
_NUMBER = r"(?:\d{1,4}|[ivxlc]{1,6})"
_PAGE = rf"(?:(?:page|seite|p\.?|strona|pagina|página)\s*)?{_NUMBER}(?:\s*(?:/|of|von|de|sur|di|z)\s*\d{{1,4}})?"
_PAGE_NUMBER = re.compile(rf"(?:page|seite|p\.?|strona|pagina|página)?\s*[-–|]?\s*{_PAGE}\s*[-–|]?", re.IGNORECASE)
# What browsers print on pages: the day and hour of printing with the title, the address with the page's number.
_PRINTED = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d\d(?::\d\d)?(?:\s?[AP]M)?(?:\s.*)?|(?:https?|file)://\S+\s+\d+/\d+"
)
_AT_AN_END = re.compile(rf"^{_PAGE}\s*[-–|]?\s+(?=\S)|\s+[-–|]?\s*{_PAGE}\s*[-–|]?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Place:
    """An item at an edge of a page, by the page's place among the others.

    ``large`` is a table or a title's type; ``apart`` is how far from what stands next to it, in points.
    """

    page: int
    item: PageItem
    large: bool
    apart: float

    @property
    def number(self) -> int | None:
        """What stands at an end of a line and may count its page."""
        found = _AT_AN_END.search(self.item.text)
        figures = re.search(r"\d+", found[0]) if found else None
        return int(figures[0]) if figures else None


def without_running_lines(pages: Sequence[Sequence[PageItem]]) -> list[list[PageItem]]:
    """Pages without their page numbers; headers and footers that run through them stay where they first stand."""
    places: dict[str, list[_Place]] = {}
    title = _LARGER * _text_size(pages)
    for at, page in enumerate(pages):
        for item in _edges(page, 1 if len(pages) == 2 else _EDGE):
            large = not isinstance(item, PdfLine) or item.size >= title
            places.setdefault(_key(item), []).append(_Place(at, item, large, _apart(item, page)))
    running = [found for found in places.values() if _runs(found, len(pages))]
    kept = {id(found[0].item): _first(found) for found in running}
    gone = {id(place.item) for _, *others in running for place in others}
    gone |= {id(item) for page in pages for item in _edges(page, _EDGE) if _is_of_paper(item.text)}
    return [[kept.get(id(item), item) for item in page if id(item) not in gone] for page in pages]


def _is_of_paper(text: str) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(text) or _PRINTED.fullmatch(text))


def _edges(page: Sequence[PageItem], deep: int) -> list[PageItem]:
    by_height = sorted(page, key=lambda item: item.top)
    return list({id(item): item for item in (*by_height[:deep], *by_height[-deep:])}.values())


def _apart(item: PageItem, page: Sequence[PageItem]) -> float:
    others = [other for other in page if other is not item]
    return min((max(other.top - _bottom(item), item.top - _bottom(other)) for other in others), default=math.inf)


def _bottom(item: PageItem) -> float:
    return item.bottom if isinstance(item, PdfLine) else max(line.bottom for line in item.lines)


def _text_size(pages: Sequence[Sequence[PageItem]]) -> float:
    """That of most characters."""
    sizes = Counter[float]()
    for page in pages:
        for item in page:
            for line in item.lines if isinstance(item, PdfTable) else [item]:
                sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _runs(found: Sequence[_Place], pages: int) -> bool:
    """Does it stand on many pages, count them, or stand at one height of both?"""
    on = len({place.page for place in found})
    if any(place.large for place in found):
        return on >= max(3, (pages + 1) // 2)
    return on >= max(3, pages // 5) or (on > 1 and (_count_pages(found) or (pages == 2 and _stand_apart(found))))


def _stand_apart(found: Sequence[_Place]) -> bool:
    """Are they at one height, away from what else their pages say?"""
    tops = [place.item.top for place in found]
    return max(tops) - min(tops) <= _NEAR and all(place.apart >= _APART for place in found)


def _count_pages(found: Sequence[_Place]) -> bool:
    numbers = [place.number - place.page for place in found if place.number is not None]
    return len(numbers) == len(found) and len(set(numbers)) == 1


def _first(found: Sequence[_Place]) -> PageItem:
    """Without the page's number."""
    item = found[0].item
    if not isinstance(item, PdfLine) or not _count_pages(found):
        return item
    return replace(item, text=_AT_AN_END.sub("", item.text))


def _key(item: PageItem) -> str:
    return re.sub(r"\d+", "#", _AT_AN_END.sub(" # ", item.text.casefold()))

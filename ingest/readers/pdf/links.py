"""Where words of a PDF page link to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from ctypes import byref, c_int, create_string_buffer
from typing import Any

_MOST = 500  # links of a page
_LONGEST = 600  # bytes of an address
_REACH = 1.0  # points around a character in which a link's corner may find it

Corners = tuple[float, float, float, float]
"""Left, bottom, right and top, in points from the lower left."""


def linked(pdf: Any, page: Any, textpage: Any) -> Mapping[int, str]:
    """The last character of each linked phrase, by PDFium's count, and the address on the web behind it.

    A link over several lines is as many to PDFium.
    """
    found: dict[int, str] = {}
    before: tuple[int, str] | None = None
    for corners, address in _links(pdf, page):
        last = _last_character(textpage, corners)
        if last is None:
            continue
        if before and before[1] == address:
            found.pop(before[0], None)
        found[last] = address
        before = last, address
    return found


def _links(pdf: Any, page: Any) -> Iterator[tuple[Corners, str]]:
    import pypdfium2.raw as pdfium

    place, link = c_int(0), pdfium.FPDF_LINK()
    for _ in range(_MOST):
        if not pdfium.FPDFLink_Enumerate(page.raw, byref(place), byref(link)):
            return
        corners = pdfium.FS_RECTF()
        address = _address(pdf, link)
        if address and pdfium.FPDFLink_GetAnnotRect(link, byref(corners)):
            yield (corners.left, corners.bottom, corners.right, corners.top), address


def _address(pdf: Any, link: Any) -> str:
    """Empty where a link leads to another page, a file or a mailbox."""
    import pypdfium2.raw as pdfium

    action = pdfium.FPDFLink_GetAction(link)
    if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
        return ""
    written = create_string_buffer(_LONGEST)
    size = pdfium.FPDFAction_GetURIPath(pdf.raw, action, written, _LONGEST)
    address = written.value.decode("utf-8", "replace") if size <= _LONGEST else ""
    return address if address.startswith(("http://", "https://")) and " " not in address else ""


def _last_character(textpage: Any, corners: Corners) -> int | None:
    """The last one whose middle stands within the corners; a link beside all words has none."""
    import pypdfium2.raw as pdfium

    left, bottom, right, top = corners
    middle = (bottom + top) / 2
    width = right
    while width > left:
        at = pdfium.FPDFText_GetCharIndexAtPos(textpage.raw, width - _REACH, middle, _REACH, _REACH)
        if at >= 0:
            return int(at)
        width -= 2 * _REACH
    return None

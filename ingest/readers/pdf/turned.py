"""Pages whose words run sideways in the file, on the screen too or not, turned so that they run from left to right."""

from __future__ import annotations

import math
from typing import Any

_SAMPLE = 40  # characters that show how a page runs

Matrix = tuple[float, float, float, float, float, float]


def upright(pdf: Any, at: int) -> tuple[Any, Any]:
    """A page of an open file and its text, the words from left to right; PdfiumError where it cannot be loaded."""
    page = pdf[at]
    textpage = page.get_textpage()
    quarters = _quarters(textpage)
    if quarters:
        textpage.close()
        _turn(page, quarters)
        page.close()
        page = pdf[at]
        textpage = page.get_textpage()
    return page, textpage


def _quarters(textpage: Any) -> int:
    """By how many quarters, clockwise, most of the words run away from the left-to-right of the file."""
    import pypdfium2.raw as pdfium

    count = textpage.count_chars()
    sample = range(0, count, max(1, count // _SAMPLE))
    angles = [pdfium.FPDFText_GetCharAngle(textpage.raw, at) for at in sample]
    found = [round(angle / (math.pi / 2)) % 4 for angle in angles if angle >= 0]
    return max(set(found), key=found.count, default=0)


def _turn(page: Any, quarters: int) -> None:
    import pypdfium2.raw as pdfium

    left, bottom, right, top = page.get_mediabox()
    width, height = right - left, top - bottom
    matrices: dict[int, Matrix] = {
        1: (0, 1, -1, 0, top, -left),
        2: (-1, 0, 0, -1, right, top),
        3: (0, -1, 1, 0, -bottom, right),
    }
    pdfium.FPDFPage_TransFormWithClip(page.raw, pdfium.FS_MATRIX(*matrices[quarters]), None)
    box = (0, 0, width, height) if quarters == 2 else (0, 0, height, width)
    page.set_mediabox(*box)
    page.set_cropbox(*box)
    page.set_rotation(0)

"""What OCR reads on PDF pages that are pictures: scans, slides exported as images, large figures with hardly a word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from typing import Any

from ingest.readers.ocr import LONG_SIDE, MARK, PictureReader
from ingest.readers.pdf.tables import PageItem
from ingest.structure import Block, ReadSection
from vectorstore.records import Locator

_FEW = 10  # words beside a picture that is read; more are the page's text
_LARGE, _WHOLE = 0.5, 0.8  # of the page that such a picture covers; one that covers more lies behind the words
_DEEPEST = 3  # forms within forms


def seen(
    pdf: Any, written: Sequence[Sequence[PageItem]], own: Sequence[Sequence[PageItem]], eyes: PictureReader
) -> list[ReadSection]:
    """A section for each page on which something is read, pages without any words of their ``own`` before others.

    ``written`` is all that the pages hold, lines that run through the document too.
    """
    words = [frozenset(re.findall(r"\w+", " ".join(item.text for item in page).casefold())) for page in own]
    few = sorted((at for at in range(len(own)) if len(words[at]) < _FEW), key=lambda at: len(words[at]))
    wanted = [at for at in few if not written[at] or _has_large_picture(pdf, at, worded=bool(words[at]))]
    return [section for at in wanted if eyes.enabled for section in _section(pdf, at, words[at], eyes)]


def _section(pdf: Any, at: int, words: frozenset[str], eyes: PictureReader) -> Iterator[ReadSection]:
    """What is written on the page already is left out."""
    blocks = eyes.of_images(str(at + 1), _image(pdf, at))
    lines = [line for block in blocks for line in block.text.split("\n")]
    fresh = [line for line in lines if not set(re.findall(r"\w+", line.casefold())) <= words]
    if fresh:
        yield ReadSection(Locator("page", str(at + 1)), (MARK,), (Block("\n".join(fresh)),))


def _image(pdf: Any, at: int) -> Iterator[Any]:
    """A page as a picture; none of one that is of one colour or that PDFium cannot load."""
    import pypdfium2

    with suppress(pypdfium2.PdfiumError), closing(pdf[at]) as page:
        image = page.render(scale=LONG_SIDE / max(1, *page.get_size())).to_pil().convert("RGB")
        if any(low != high for low, high in image.getextrema()):
            yield image


def _has_large_picture(pdf: Any, at: int, *, worded: bool) -> bool:
    import pypdfium2.raw as pdfium

    with closing(pdf[at]) as page:
        width, height = page.get_size()
        pictures = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEPEST)
        share = max((_covered(picture, width, height) for picture in pictures), default=0.0) / max(1.0, width * height)
    return share >= _LARGE and not (worded and share >= _WHOLE)


def _covered(picture: Any, width: float, height: float) -> float:
    left, bottom, right, top = picture.get_bounds()
    return float(max(0.0, min(right, width) - max(left, 0.0)) * max(0.0, min(top, height) - max(bottom, 0.0)))

"""The pages of a PDF as pictures, made in the sandbox: ``render`` is the function that its process calls."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.errors import ReaderError
from ingest.options import Reading
from vectorstore.records import Locator, Picture

LONG_SIDE = 1280  # pixels
_QUALITY = 75  # of JPEG: text stays sharp, a page takes about 100 kB
_MOST = 500  # pages of a document
_MOST_BYTES = 40_000_000  # of a document's pictures together
_LONGEST = 40.0  # seconds, after which the rest is left out


def render(path: Path, reading: Reading) -> tuple[Picture, ...]:  # noqa: ARG001  the sandbox's signature
    """A picture of each page until a limit is reached; a slide of a deck exported page by page is a page here."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as pdf:
            return tuple(_within_limits(_pages(pdf)))
    except pypdfium2.PdfiumError as error:
        raise ReaderError(path.name, "is a broken PDF.") from error


def _within_limits(pictures: Iterator[Picture]) -> Iterator[Picture]:
    begun, taken = time.monotonic(), 0
    for picture in pictures:
        taken += len(picture.data)
        if taken > _MOST_BYTES or time.monotonic() - begun > _LONGEST:
            return
        yield picture


def _pages(pdf: Any) -> Iterator[Picture]:
    import pypdfium2

    for at in range(min(len(pdf), _MOST)):
        try:
            page = pdf[at]
        except pypdfium2.PdfiumError:
            continue  # the others can be shown
        try:
            yield _picture(page, at + 1)
        finally:
            page.close()


def _picture(page: Any, number: int) -> Picture:
    image = page.render(scale=LONG_SIDE / max(1, *page.get_size())).to_pil().convert("RGB")
    written = io.BytesIO()
    image.save(written, "JPEG", quality=_QUALITY)
    return Picture(Locator("page", str(number)), "image/jpeg", image.width, image.height, written.getvalue())

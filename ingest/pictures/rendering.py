"""The pages of a PDF as pictures, made in the sandbox: ``render`` is the function that its process calls."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from ingest.errors import ReaderError
from ingest.options import Reading
from ingest.readers.pptx import shown_slides
from vectorstore.records import Locator, Picture

LONG_SIDE = 1280  # pixels
_QUALITY = 75  # of JPEG: text stays sharp, a page takes about 100 kB
_MOST = 500  # pages of a document
_MOST_BYTES = 40_000_000  # of a document's pictures together
_LONGEST = 40.0  # seconds, after which the rest is left out
_PDF = ".pdf"

_BROKEN = {"page": "is a broken PDF.", "slide": "is turned into a broken PDF by LibreOffice."}

Kind = Literal["page", "slide"]


def render(path: Path, reading: Reading) -> tuple[Picture, ...]:  # noqa: ARG001  the sandbox's signature
    """A picture of each page of a PDF, or of each shown slide of a deck beside which its PDF lies, until a limit is
    reached."""
    if path.suffix.lower() == _PDF:
        return _rendered(path, "page", None)
    return _rendered(path.with_suffix(_PDF), "slide", shown_slides(path))


def _rendered(path: Path, kind: Kind, expected: int | None) -> tuple[Picture, ...]:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as pdf:
            if expected not in (None, len(pdf)):
                raise ReaderError(path.name, f"is turned into {len(pdf)} pages for {expected} slides by LibreOffice.")
            return tuple(_within_limits(_pictures(pdf, kind)))
    except pypdfium2.PdfiumError as error:
        raise ReaderError(path.name, _BROKEN[kind]) from error


def _within_limits(pictures: Iterator[Picture]) -> Iterator[Picture]:
    begun, taken = time.monotonic(), 0
    for picture in pictures:
        taken += len(picture.data)
        if taken > _MOST_BYTES or time.monotonic() - begun > _LONGEST:
            return
        yield picture


def _pictures(pdf: Any, kind: Kind) -> Iterator[Picture]:
    import pypdfium2

    for at in range(min(len(pdf), _MOST)):
        try:
            page = pdf[at]
        except pypdfium2.PdfiumError:
            continue  # the others can be shown
        try:
            yield _picture(page, Locator(kind, str(at + 1)))
        finally:
            page.close()


def _picture(page: Any, place: Locator) -> Picture:
    image = page.render(scale=LONG_SIDE / max(1, *page.get_size())).to_pil().convert("RGB")
    written = io.BytesIO()
    image.save(written, "JPEG", quality=_QUALITY)
    return Picture(place, "image/jpeg", image.width, image.height, written.getvalue())

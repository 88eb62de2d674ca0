"""Words out of pictures: slides that are one picture, scanned pages. Loaded only when there is a picture to read."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ingest.structure import Block
from vectorstore.silence import keep_onnxruntime_silent

MARK = "Text in a picture (OCR)"  # the heading above all that was read this way
_MOST = 15  # pictures of one file; each takes a second or more
_SURE = 0.6  # of a line; less sure ones are mostly ornaments
_MOST_PIXELS = 40_000_000
_LONG_SIDE = 1_280  # pixels that are enough for the print of a slide
_SMALLEST = 60  # pixels of a side
_ROW = 0.6  # of a line's height: pieces whose middles differ by less stand in one row

Piece = tuple[float, float, float, str]  # top, bottom, left, words


@dataclass(slots=True)
class PictureReader:
    """Reads up to fifteen pictures of one file and remembers at which slides or pages others were left unread."""

    enabled: bool = True
    left: int = _MOST
    unread: list[str] = field(default_factory=list)

    def blocks(self, where: str, pictures: Iterable[bytes]) -> tuple[Block, ...]:
        """The lines of the pictures at one slide or page; none where nothing is legible."""
        images = (image for data in pictures if (image := _image(data)) is not None) if self.enabled else ()
        return self.of_images(where, images)

    def of_images(self, where: str, images: Iterable[Any]) -> tuple[Block, ...]:
        found: list[str] = []
        for image in images if self.enabled else ():
            if not self.left:
                self.unread.append(where)
                break
            self.left -= 1
            found += lines(image)
        return (Block("\n".join(found)),) if found else ()

    def remarks(self, what: str) -> tuple[str, ...]:
        """``what``: "slides" or "pages"."""
        return (f"pictures on {what} {', '.join(self.unread)} are not read: {_MOST} are",) if self.unread else ()


def lines(image: Any) -> list[str]:
    """The lines of a picture (PIL, RGB) from top to bottom, pieces of one row joined."""
    import numpy

    image.thumbnail((_LONG_SIDE, _LONG_SIDE))
    found = _engine()(numpy.asarray(image)[:, :, ::-1])
    boxes = [] if found.boxes is None else found.boxes.tolist()
    pieces = [
        (min(y for _, y in box), max(y for _, y in box), min(x for x, _ in box), text)
        for box, text, score in zip(boxes, found.txts or (), found.scores or (), strict=True)
        if score >= _SURE and text.strip()
    ]
    return [" ".join(text for *_, text in sorted(row, key=lambda piece: piece[2])) for row in _rows(pieces)]


def _image(data: bytes) -> Any:
    """A picture in colour; None for what is none, or too small or too large to be read."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > _MOST_PIXELS or min(image.size) < _SMALLEST:
                return None
            return image.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _rows(pieces: list[Piece]) -> list[list[Piece]]:
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece[0] + piece[1]) / 2):
        middle = (piece[0] + piece[1]) / 2
        last = rows[-1][0] if rows else None
        if last and middle - (last[0] + last[1]) / 2 < _ROW * (last[1] - last[0]):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


@cache
def _engine() -> Any:
    """The recogniser with the models of its own package: it takes seconds and 300 MB, once in a process."""
    keep_onnxruntime_silent()
    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(params={"Global.log_level": "error"})

"""Words out of pictures: slides that are one picture, scanned pages. Loaded only when there is a picture to read."""

from __future__ import annotations

import io
import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ingest.structure import Block
from vectorstore.encoders.silence import keep_onnxruntime_silent

MARK = "Text in a picture (OCR)"  # the heading above all that was read this way
_MOST = 15  # pictures of one file; each takes a second or more
_SURE = 0.6  # of a line; less sure ones are mostly ornaments
_MOST_PIXELS = 40_000_000
LONG_SIDE = 1_280  # pixels that are enough for the print of a slide
_SMALLEST = 60  # pixels of a side
_ROW = 0.6  # of a line's height: pieces whose middles differ by less stand in one row

_SECONDS = 30.0  # on the clock, for all pictures of one file
_SPARING = {  # a third of the memory and half the time of what is preset; it reads as much
    "Global.log_level": "error",
    "Global.use_cls": False,  # print that stands on its head
    "Det.limit_type": "max",  # flat pictures would be enlarged far
    "Det.limit_side_len": LONG_SIDE,
    "Rec.rec_batch_num": 1,
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
}

Piece = tuple[float, float, float, str]  # top, bottom, left, words


@dataclass(slots=True)
class PictureReader:
    """Reads up to fifteen pictures of one file, for as long as it may, and remembers where others were left unread."""

    enabled: bool = True
    left: int = _MOST
    until: float = field(default_factory=lambda: time.monotonic() + _SECONDS)
    unread: list[str] = field(default_factory=list)

    def blocks(self, where: str, pictures: Iterable[bytes]) -> tuple[Block, ...]:
        """The lines of the pictures at one slide or page; none where nothing is legible."""
        images = (image for data in pictures if (image := _image(data)) is not None) if self.enabled else ()
        return self.of_images(where, images)

    def of_images(self, where: str, images: Iterable[Any]) -> tuple[Block, ...]:
        found: list[str] = []
        for image in images if self.enabled else ():
            if not self.left or time.monotonic() > self.until:
                self.unread.append(where)
                break
            self.left -= 1
            found += self._lines(where, image)
        return (Block("\n".join(found)),) if found else ()

    def _lines(self, where: str, image: Any) -> list[str]:
        """Of a picture; where the memory that a file may take does not suffice, no more is read this way."""
        from rapidocr.inference_engine.onnxruntime.main import ONNXRuntimeError

        try:
            return lines(image)
        except (ONNXRuntimeError, MemoryError):
            self.left = 0
            self.unread.append(where)
            return []

    def remarks(self, what: str) -> tuple[str, ...]:
        """``what``: "slides" or "pages"."""
        places = ", ".join(sorted(dict.fromkeys(self.unread), key=int))
        return (
            (f"pictures on {what} {places} are not read: there are too many, or they take too much",) if places else ()
        )


def lines(image: Any) -> list[str]:
    """The lines of a picture (PIL, RGB) from top to bottom, pieces of one row joined."""
    import numpy

    image.thumbnail((LONG_SIDE, LONG_SIDE))
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
    return RapidOCR(params=_SPARING)

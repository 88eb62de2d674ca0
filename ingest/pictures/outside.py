"""Does a deck hold a drawing that could show other files of this machine, past what LibreOffice forbids to links?"""

from __future__ import annotations

import lzma
import re
import zipfile
import zlib
from pathlib import Path

from ingest.errors import ReaderError

_BROKEN = (EOFError, OSError, RuntimeError, ValueError, lzma.LZMAError, zipfile.BadZipFile, zlib.error)
_UNSEEN = (b"\x1f\x8b", b"%!PS", b"\xc5\xd0\xd3\xc6")  # packed drawings; PostScript, which is a program
_DRAWING = re.compile(rb"<(?:[\w.-]+:)?svg\b|<!DOCTYPE\s+svg")
_ENTITY = re.compile(rb"<!ENTITY")
_IMAGE = re.compile(rb"<(?:[\w.-]+:)?(?:fe)?image\b", re.IGNORECASE)
_ADDRESS = re.compile(rb"""href\s*=\s*["']\s*(?!#|data:)""")


def looks_outside(deck: Path) -> bool:
    """True where in doubt; a drawing may lie under any name and spell an address by an entity. ReaderError where the
    archive is damaged."""
    try:
        with zipfile.ZipFile(deck) as archive:
            return any(_leads_out(archive.read(entry)) for entry in archive.infolist())
    except _BROKEN as error:
        raise ReaderError(deck.name, "is a damaged archive.") from error


def _leads_out(data: bytes) -> bool:
    text = data.replace(b"\0", b"")  # of two bytes a character
    if data.startswith(_UNSEEN) or not _DRAWING.search(text):
        return data.startswith(_UNSEEN)
    return bool(_ENTITY.search(text) or (_IMAGE.search(text) and _ADDRESS.search(text)))

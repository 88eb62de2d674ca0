"""The files of Chroma's neighbour graph: what lies behind its last element is whatever was in memory, and is cleared.

Memory of the writing process may hold a vector or a text that was erased from the index.
"""

from __future__ import annotations

import struct
from pathlib import Path

_HEADER = struct.Struct("<iQQQQ")  # version, offset of level 0, elements at most, elements, bytes of an element
_VERSION = 1
_LENGTH = 4  # bytes for each element in length.bin


def clear_unused(folder: Path) -> None:
    """Overwrite the places of elements that do not exist, in every graph below the folder."""
    for header in folder.rglob("header.bin"):
        version, _, _, elements, size = _HEADER.unpack_from(header.read_bytes())
        if version == _VERSION:
            _clear_from(header.with_name("data_level0.bin"), elements * size)
            _clear_from(header.with_name("length.bin"), elements * _LENGTH)


def _clear_from(file: Path, used: int) -> None:
    rest = file.stat().st_size - used
    if rest > 0:
        with file.open("r+b") as opened:
            opened.seek(used)
            opened.write(bytes(rest))

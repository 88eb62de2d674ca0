"""Files into the system's cache before they are needed."""

from __future__ import annotations

import os
from pathlib import Path

_LOCKED = ".sqlite3"  # Chroma's: to close it here would let go of the locks that Chroma holds on it in this process


def read_ahead(folder: Path) -> None:
    """Have the system begin to read the files below a folder; returns at once. Linux alone can be asked to."""
    if not hasattr(os, "posix_fadvise"):
        return
    for path in (each for each in sorted(folder.rglob("*")) if each.is_file() and each.suffix != _LOCKED):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_WILLNEED)
        finally:
            os.close(descriptor)

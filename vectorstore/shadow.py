"""A folder that may not be written, in a form that Chroma and tantivy can open: both write even to read."""

from __future__ import annotations

import os
import shutil
import weakref
from pathlib import Path
from tempfile import mkdtemp

_PREFIX = "euclusters-read-only-"


class Shadow:
    """The folder itself where it can be written; else a temporary one with links to its entries.

    ``changed`` names the file that is written to, which is copied. Closed at the latest when it is no longer used.
    """

    def __init__(self, folder: Path, changed: str = "") -> None:
        self.folder = folder if _can_be_written(folder, folder / changed) else _shadowed(folder, changed)
        self._end = weakref.finalize(self, _remove, self.folder, folder)

    def close(self) -> None:
        """Take the temporary folder away, if there is one."""
        self._end()


def _can_be_written(*paths: Path) -> bool:
    return all(os.access(path, os.W_OK) for path in paths)


def _shadowed(folder: Path, changed: str) -> Path:
    shadow = Path(mkdtemp(prefix=_PREFIX))
    for path in folder.iterdir():
        if path.name == changed:
            shutil.copyfile(path, shadow / path.name)
        elif not path.name.startswith("."):  # tantivy's lock files
            (shadow / path.name).symlink_to(path.resolve())
    return shadow


def _remove(shadow: Path, folder: Path) -> None:
    if shadow != folder:
        shutil.rmtree(shadow, ignore_errors=True)

"""The pictures of slides and pages in a generation: a file for each content, named by its sha256."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

FOLDER = "pictures"


def write(folder: Path, data: bytes) -> str:
    """Keep a picture in a generation's folder; gives its digest. The same content is kept once."""
    digest = hashlib.sha256(data).hexdigest()
    target = folder / FOLDER / digest
    if not target.exists():
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(data)
    return digest


def read(folder: Path, digest: str) -> bytes:
    """Raises FileNotFoundError where the generation does not hold it."""
    return (folder / FOLDER / digest).read_bytes()


def held(folder: Path) -> frozenset[str]:
    """The digests of all pictures of a generation."""
    found = folder / FOLDER
    return frozenset(path.name for path in found.iterdir()) if found.is_dir() else frozenset()


def take_over(parent: Path, folder: Path, digests: Iterable[str]) -> None:
    """Hold exactly these pictures: those of the parent generation without copying them, where the disk can do that.

    Raises FileNotFoundError for one that neither holds.
    """
    wanted = frozenset(digests)
    for digest in held(folder) - wanted:
        (folder / FOLDER / digest).unlink()
    for digest in wanted - held(folder):
        (folder / FOLDER).mkdir(exist_ok=True)
        _link(parent / FOLDER / digest, folder / FOLDER / digest)


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:  # a file system without hard links
        shutil.copyfile(source, target)

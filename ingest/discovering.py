"""Which files an ingest is about."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SOURCES = "sources.yaml"  # describes the files beside it and is none of them


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file as it was named or found, and its absolute path with links resolved."""

    shown: str
    path: Path

    @property
    def source(self) -> str:
        return str(self.path)


@dataclass(frozen=True, slots=True)
class Discovery:
    """The files below the given paths, each once, and the paths that do not exist."""

    files: tuple[FoundFile, ...]
    missing: tuple[str, ...]
    roots: tuple[str, ...]

    def covers(self, source: str) -> bool:
        """Does a file belong to what was given, so that its absence means that it is gone?"""
        return any(source == root or source.startswith(root.rstrip(os.sep) + os.sep) for root in self.roots)


def discover(paths: Sequence[Path]) -> Discovery:
    """Sorted; hidden files and folders are passed over, and links that lead out of a given folder not followed."""
    existing = [path for path in paths if path.exists()]
    found = {file.path: file for path in existing for file in _below(path)}
    return Discovery(
        files=tuple(found[path] for path in sorted(found)),
        missing=tuple(str(path) for path in paths if not path.exists()),
        roots=tuple(str(path.resolve()) for path in existing),
    )


def _below(path: Path) -> Iterator[FoundFile]:
    if path.is_file():
        yield FoundFile(str(path), path.resolve())
        return
    root = path.resolve()
    for folder, names, files in os.walk(path):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in sorted(files):
            file = Path(folder) / name
            if not name.startswith(".") and name != SOURCES and file.is_file() and file.resolve().is_relative_to(root):
                yield FoundFile(str(file), file.resolve())

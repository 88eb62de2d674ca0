"""Which files an ingest is about."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
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
    """The files below the given paths, each once, the paths that do not exist, and what could not be looked into."""

    files: tuple[FoundFile, ...]
    missing: tuple[str, ...]
    roots: tuple[str, ...]
    unreadable: tuple[OSError, ...] = ()

    def covers(self, source: str) -> bool:
        """Does a file belong to what was given, so that its absence means that it is gone?"""
        hidden = [str(Path(error.filename).resolve()) for error in self.unreadable]
        return any(_is_below(source, root) for root in self.roots) and not any(_is_below(source, f) for f in hidden)


def discover(paths: Sequence[Path]) -> Discovery:
    """Sorted; hidden files and folders are passed over, and links that lead out of a given folder not followed."""
    existing = [path for path in paths if os.path.exists(path)]  # noqa: PTH110  # Path.exists raises where rights lack
    unreadable: list[OSError] = []
    found = {file.path: file for path in existing for file in _below(path, unreadable.append)}
    return Discovery(
        files=tuple(found[path] for path in sorted(found)),
        missing=tuple(str(path) for path in paths if path not in existing),
        roots=tuple(str(path.resolve()) for path in existing),
        unreadable=tuple(unreadable),
    )


def _is_below(source: str, root: str) -> bool:
    return source == root or source.startswith(root.rstrip(os.sep) + os.sep)


def _below(path: Path, unreadable: Callable[[OSError], None]) -> Iterator[FoundFile]:
    if path.is_file():
        yield FoundFile(str(path), path.resolve())
        return
    root = path.resolve()
    for folder, names, files in os.walk(path, onerror=unreadable):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in sorted(files):
            file = Path(folder) / name
            if not name.startswith(".") and name != SOURCES and _is_own(file, root, unreadable):
                yield FoundFile(str(file), file.resolve())


def _is_own(file: Path, root: Path, unreadable: Callable[[OSError], None]) -> bool:
    """A regular file below the root; what may be listed and not looked at is told."""
    try:
        return file.is_file() and file.resolve().is_relative_to(root)
    except OSError as error:
        unreadable(error)
        return False

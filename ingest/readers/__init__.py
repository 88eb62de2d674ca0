"""Files to documents, by suffix: one small reader for each format."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from ingest.errors import ReaderError
from ingest.options import READING, Reading
from ingest.structure import ReadDocument

__all__ = ["SUPPORTED", "is_supported", "read", "unsupported"]

_READERS = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".markdown": "text",
    ".pdf": "pdf",
    ".pptx": "pptx",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".docm": "docx",
    ".csv": "table",
    ".tsv": "table",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".vtt": "transcript",
    ".srt": "transcript",
    ".jsonl": "json_lines",
    ".ndjson": "json_lines",
    ".json": "json_lines",
}
_OPTIONAL = frozenset({"pdf", "pptx", "text", "transcript"})  # readers with something to decide
SUPPORTED: frozenset[str] = frozenset(_READERS)


def is_supported(path: Path) -> bool:
    """Is there a reader for files of that name?"""
    return path.suffix.lower() in SUPPORTED


def unsupported(name: str) -> ReaderError:
    """What is said of a file for which there is no reader."""
    return ReaderError(name, f"is of a type that is not read; supported are {', '.join(sorted(SUPPORTED))}.")


def read(path: Path, reading: Reading = READING) -> tuple[ReadDocument, ...]:
    """The documents of a file, at least one; ReaderError (one clear sentence) where it cannot be read."""
    name = _READERS.get(path.suffix.lower())
    if name is None:
        raise unsupported(path.name)
    reader = import_module(f"ingest.readers.{name}")  # heavy libraries load only for the files that need them
    if name in _OPTIONAL:
        found = cast(Callable[[Path, Reading], tuple[ReadDocument, ...]], reader.read)(path, reading)
    else:
        found = cast(Callable[[Path], tuple[ReadDocument, ...]], reader.read)(path)
    from ingest.sources import described

    return described(found, path)

"""What can go wrong while files become an index.

IngestError
├── ReaderError     one file cannot be read; the others go on
└── NothingUsable   no file of an ingest could be read
"""

from __future__ import annotations

__all__ = ["IngestError", "NothingUsable", "ReaderError"]


class IngestError(Exception):
    """The root of this package's errors."""


class ReaderError(IngestError):
    """One file cannot be read; ``reason`` is a clause that follows the file's name."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file} {reason}")
        self.file = file
        self.reason = reason


class NothingUsable(IngestError):
    """No file of an ingest could be read, so the index stays as it is."""

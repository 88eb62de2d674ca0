"""What can go wrong while files become an index.

IngestError
├── ReaderError         one file cannot be read; the others go on
│   └── Overtaxed       its reader crashed, or took more than it may: another time it might not
├── ModelFailed         a language model gave no answer that can be used; what rules found stays
├── NothingUsable       no file of an ingest could be read
├── PortalUnavailable   the portal does not answer, or not as it is known to
└── UnknownProgramme    a programme that the portal's search is not known to tell apart
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = [
    "IngestError",
    "ModelFailed",
    "NothingUsable",
    "Overtaxed",
    "PortalUnavailable",
    "ReaderError",
    "UnknownProgramme",
]


class IngestError(Exception):
    """The root of this package's errors."""


class ReaderError(IngestError):
    """One file cannot be read; ``reason`` is a clause that follows the file's name."""

    def __init__(self, file: str, reason: str) -> None:
        self.file = file
        self.reason = reason.encode("utf-8", "replace").decode()  # it is stored, and may quote halves of a pair
        super().__init__(f"{file} {self.reason}")


class Overtaxed(ReaderError):
    """Reading a file ended its process or a limit was reached."""


class ModelFailed(IngestError):
    """A language model gave no answer, or none that can be used; the message is a clause."""


class NothingUsable(IngestError):
    """No file of an ingest could be read, so the index stays as it is."""


class PortalUnavailable(IngestError):
    """The portal gave no usable answer, after several attempts; ``reason`` is a clause."""

    def __init__(self, where: object, reason: str) -> None:
        super().__init__(f"The portal cannot be read at {where}: {reason}. The index is as it was; try again later.")
        self.reason = reason


class UnknownProgramme(IngestError):
    """The portal's search knows programmes by number."""

    def __init__(self, programme: str, known: Iterable[str]) -> None:
        super().__init__(f"{programme!r} is no known programme: give the portal's number of it, or {', '.join(known)}.")

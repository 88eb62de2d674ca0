"""How much one file may cost: the one place for these figures."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What the reading of one file may take; a file that needs more is rejected."""

    seconds: float = 60  # on the clock
    memory: int = 1024 * MIB  # bytes of address space, libraries included
    inflated: int = 200_000_000  # bytes of an archive's entries together, unpacked
    entries: int = 10_000  # of an archive
    export: float = 120  # seconds on the clock for LibreOffice to turn a deck into a PDF
    text: int = 50_000_000  # characters of all that is read from one file


LIMITS = Limits()

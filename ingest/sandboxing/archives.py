"""Archives (PPTX, DOCX, XLSX are ZIP files) judged by their directory, before anything of them is unpacked."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from ingest.errors import ReaderError
from ingest.sandboxing.limits import Limits

_MAGIC = b"PK\x03\x04"
_MEGABYTE = 1_000_000


def check_archive(path: Path, limits: Limits) -> None:
    """ReaderError for an archive that is too large unpacked, holds too much, or names entries outside itself.

    Files that are no archive pass, and so do broken ones: their reader says what is wrong with them. An entry that
    unpacks to more than its directory says is cut off there by ``zipfile`` and fails its checksum.
    """
    with path.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            return
    try:
        with zipfile.ZipFile(path) as archive:
            _check(archive.infolist(), path.name, limits)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return


def _check(entries: Sequence[zipfile.ZipInfo], name: str, limits: Limits) -> None:
    if len(entries) > limits.entries:
        raise ReaderError(name, f"is an archive of {len(entries)} entries; at most {limits.entries} are read.")
    inflated = sum(entry.file_size for entry in entries)
    if inflated > limits.inflated:
        allowed = limits.inflated // _MEGABYTE
        raise ReaderError(name, f"unpacks to {inflated // _MEGABYTE} MB; at most {allowed} MB are read.")
    outside = next((entry.filename for entry in entries if _leads_out(entry.filename)), None)
    if outside is not None:
        raise ReaderError(name, f"is an archive with an entry that points outside it ({outside[:80]!r}).")


def _leads_out(entry: str) -> bool:
    path = PurePosixPath(entry.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts

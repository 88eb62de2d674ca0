"""The current generation into one archive: complete, checked while it is read, in place only when it is whole."""

from __future__ import annotations

import gzip
import hashlib
import io
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from vectorstore import chroma
from vectorstore.backups import archive
from vectorstore.backups.archive import Listing, Member
from vectorstore.drafts.building import flush
from vectorstore.errors import StoreCorrupt, StoreUnwritable
from vectorstore.manifest import FILE, Manifest, read_manifest

_LEVEL = 1  # vectors hardly shrink, whatever the effort
_OWNER_ONLY = 0o600


def back_up(folder: Path, file: Path) -> Manifest:
    """Write a generation's folder to an archive, which replaces the file of that name in one step.

    The caller keeps the folder from being deleted. Raises StoreCorrupt where a file is not what the manifest says,
    StoreUnwritable where the archive cannot be written.
    """
    manifest = read_manifest(folder)
    try:
        with tempfile.TemporaryDirectory(dir=file.absolute().parent, prefix=".backup-") as scratch:
            part = Path(scratch) / "archive"
            _write(part, manifest, _sources(folder, manifest, Path(scratch)))
            flush(part)
            part.replace(file)
        flush(file.absolute().parent)
    except (OSError, sqlite3.Error) as error:
        raise StoreUnwritable(file, getattr(error, "strerror", None) or error) from error
    return manifest


def _sources(folder: Path, manifest: Manifest, scratch: Path) -> dict[str, Path]:
    """Where each file of the archive is taken from; of Chroma's own database a copy, since it may be in use."""
    database = f"{chroma.FOLDER}/{chroma.DATABASE}"
    _copy_database(folder / database, scratch / chroma.DATABASE)
    lasting = {name: folder / name for name in manifest.files}
    return {FILE: folder / FILE, database: scratch / chroma.DATABASE, **lasting}


def _copy_database(source: Path, target: Path) -> None:
    address = f"{source.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as opened, closing(sqlite3.connect(target)) as copy:
        opened.backup(copy)


def _write(part: Path, manifest: Manifest, sources: dict[str, Path]) -> None:
    listing = Listing(manifest.generation_id, tuple(_members(manifest, sources)))
    content = archive.dump(listing)
    with (
        part.open("xb") as raw,
        gzip.GzipFile("", "wb", _LEVEL, raw, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w|") as tar,
    ):
        tar.addfile(_header(archive.LISTING, len(content)), io.BytesIO(content))
        for member in listing.members:
            _add(tar, member, sources[member.name], manifest.generation_id)


def _members(manifest: Manifest, sources: dict[str, Path]) -> Iterator[Member]:
    for name, path in sources.items():
        if not path.is_file():
            raise StoreCorrupt(manifest.generation_id, f"{name} is missing")
        yield Member(name, path.stat().st_size, manifest.files.get(name) or _digest(path))


def _add(tar: tarfile.TarFile, member: Member, path: Path, generation_id: str) -> None:
    with path.open("rb") as opened:
        hashing = _Hashing(opened)
        tar.addfile(_header(member.name, member.size), hashing)
    if hashing.digest() != member.digest:
        raise StoreCorrupt(generation_id, f"{member.name} has changed")


class _Hashing:
    """A file that is hashed as it is read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._hash = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        part = self._file.read(size)
        self._hash.update(part)
        return part

    def digest(self) -> str:
        return self._hash.hexdigest()


def _header(name: str, size: int) -> tarfile.TarInfo:
    header = tarfile.TarInfo(name)
    header.size, header.mode = size, _OWNER_ONLY
    return header


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

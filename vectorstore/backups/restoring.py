"""A backup unpacked into an empty folder: only the files that it lists, each with the bytes that it lists."""

from __future__ import annotations

import gzip
import hashlib
import shutil
import tarfile
import zlib
from pathlib import Path
from typing import IO

from vectorstore.backups import archive
from vectorstore.backups.archive import Listing, Member
from vectorstore.errors import BackupRefused, StoreUnwritable

_AT_ONCE = 1 << 20
_MOST_PADDING = 1 << 16  # bytes of zeros at the end of a tar
_BROKEN = (tarfile.TarError, EOFError, zlib.error, OSError, UnicodeDecodeError)


def unpack(file: Path, folder: Path) -> None:
    """Fill a folder that does not exist yet; raises BackupRefused, StoreUnwritable."""
    if not file.is_file():
        raise BackupRefused(file, "there is no such file")
    try:
        with gzip.open(file) as packed, tarfile.open(fileobj=packed, mode="r|") as tar:
            _unpack_all(tar, folder)
            if len(packed.read(_MOST_PADDING)) == _MOST_PADDING:  # to the end, where the checksum stands
                raise ValueError("it goes on after its end")
    except _BROKEN as error:
        raise BackupRefused(file, f"it is damaged, or no backup of an index ({_first_line(error)})") from error
    except ValueError as error:
        raise BackupRefused(file, error) from error


def _unpack_all(tar: tarfile.TarFile, folder: Path) -> None:
    listing = _read_listing(tar)
    _check_room(folder.parent, listing)
    for member in listing.members:
        _unpack_member(tar, member, folder)
    if tar.next() is not None:
        raise ValueError("it holds more files than it lists")


def _read_listing(tar: tarfile.TarFile) -> Listing:
    first = tar.next()
    if first is None or first.name != archive.LISTING or not first.isreg() or first.size > archive.LONGEST_LISTING:
        raise ValueError("it is no backup of an index")
    return archive.parse(_opened(tar, first).read())


def _check_room(folder: Path, listing: Listing) -> None:
    needed = sum(member.size for member in listing.members)
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise StoreUnwritable(folder, f"the backup needs {needed >> 20} MB, and {free >> 20} MB are free")


def _unpack_member(tar: tarfile.TarFile, member: Member, folder: Path) -> None:
    header = tar.next()
    if header is None or header.name != member.name or not header.isreg() or header.size != member.size:
        raise ValueError(f"{member.name} is not where it should be")
    target = folder / member.name
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as written:
            digest = _copy(_opened(tar, header), written, folder)
    except FileExistsError as error:
        raise ValueError(f"{member.name} cannot be written twice") from error
    if digest != member.digest:
        raise ValueError(f"{member.name} is damaged")


def _copy(source: IO[bytes], target: IO[bytes], folder: Path) -> str:
    digest = hashlib.sha256()
    while part := source.read(_AT_ONCE):
        digest.update(part)
        try:
            target.write(part)
        except OSError as error:
            raise StoreUnwritable(folder, error.strerror) from error
    return digest.hexdigest()


def _opened(tar: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    opened = tar.extractfile(member)
    if opened is None:
        raise ValueError(f"{member.name} is no file")
    return opened


def _first_line(error: BaseException) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]

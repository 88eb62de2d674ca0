"""What is checked of an Office file before its library opens it: it is a ZIP, of a sane size, and without entities."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from ingest.errors import ReaderError
from ingest.readers.decoding import read_bytes
from ingest.readers.inline import clean

BROKEN = (  # what the Office libraries and their parser (SyntaxError is malformed XML) raise on broken packages
    SyntaxError,
    LookupError,
    ValueError,
    AttributeError,
    TypeError,
    AssertionError,
    NotImplementedError,
    RecursionError,
    EOFError,
    OSError,
    zipfile.BadZipFile,
)
_LARGEST = 200_000_000  # bytes unpacked
_MOST_ENTRIES = 10_000
_HEAD = 2_048  # bytes in which a document type is declared
_COMPOUND = b"\xd0\xcf\x11\xe0"  # the container of encrypted and of old Office files
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_XML = (".xml", ".rels", ".vml")


def check(path: Path, kind: str) -> None:
    """ReaderError where a file is no ``kind`` ("DOCX"), is protected, or unpacks to what no document needs."""
    head = read_bytes(path)[:4]
    if head == _COMPOUND:
        raise ReaderError(path.name, f"is no {kind}: it is protected by a password or of an older format.")
    if not zipfile.is_zipfile(path):
        raise ReaderError(path.name, f"is no {kind}: it is damaged or of another format.")
    try:
        with zipfile.ZipFile(path) as package:
            _check_entries(package, path)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise ReaderError(path.name, f"is a broken {kind}: {reason(error)}.") from error


def says_of_itself(path: Path) -> bool:
    """Whether an Office file carries properties; where it has none its library makes some up, of today."""
    with zipfile.ZipFile(path) as package:
        return any(name.lower() == "docprops/core.xml" for name in package.namelist())


def reason(error: BaseException) -> str:
    """The first line of an error in at most 120 characters, or its name."""
    words = clean(str(error).split("\n")[0])[:120].rstrip(".")
    return words or type(error).__name__


def _check_entries(package: zipfile.ZipFile, path: Path) -> None:
    entries = package.infolist()
    if len(entries) > _MOST_ENTRIES:
        raise ReaderError(path.name, f"holds more than {_MOST_ENTRIES:,} parts and is not read.")
    if sum(entry.file_size for entry in entries) > _LARGEST:
        raise ReaderError(path.name, f"unpacks to more than {_LARGEST // 1_000_000} MB and is not read.")
    for entry in entries:
        if entry.filename.lower().endswith(_XML):
            _check_xml(package, entry, path)


def _check_xml(package: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path) -> None:
    with package.open(entry) as part:
        head = part.read(_HEAD)
        if _DOCTYPE.search(head):
            raise ReaderError(path.name, "declares XML entities, which no Office file needs, and is not read.")

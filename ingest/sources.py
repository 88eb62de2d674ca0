"""What an optional ``sources.yaml`` says of the files beside it: glob → metadata.

    "*.pptx": {publisher: Cluster Platform, audience: staff}
    "talks/2024-*.pdf": {title: A talk, published: 2024-05-15}

It fills in what a file does not say itself and goes before what is only guessed or read off the path. The file of a
nearer folder goes before one above it, a later glob before an earlier one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from fnmatch import fnmatchcase
from pathlib import Path, PurePath
from typing import Any

from ingest.discovering import SOURCES
from ingest.errors import ReaderError
from ingest.readers.file_names import title_of
from ingest.readers.metadata import day_in_path
from ingest.structure import ReadDocument
from vectorstore.records import Authority

_FOLDERS = 3  # the file's own and the two above it
_ALIASES = {"date": "published", "url": "source_url"}
_TEXTS = frozenset({"title", "author", "publisher"})
_KEYS = (*sorted(_TEXTS), "published", "language", "source_url", "audience", "authority")
_STAFF = frozenset({"staff", "internal"})  # folders whose files only staff may read
_LARGEST = 1_000_000  # bytes

Fields = Mapping[str, Any]


def described(documents: Sequence[ReadDocument], path: Path) -> tuple[ReadDocument, ...]:
    """The documents with what ``sources.yaml`` and the path add; ReaderError naming file and key where it is wrong."""
    stated = fields_of(path)
    return tuple(_with(document, stated, path) for document in documents)


def fingerprint(path: Path) -> str:
    """Changes when a file is to be described otherwise; empty where nothing describes it or what does is wrong."""
    try:
        stated = fields_of(path)
    except ReaderError as error:
        return f" sources={hashlib.sha256(error.reason.encode()).hexdigest()[:12]}"
    if not stated:
        return ""
    return f" sources={hashlib.sha256(repr(sorted(stated.items())).encode()).hexdigest()[:12]}"


def fields_of(path: Path) -> dict[str, Any]:
    """All that describes a file, the nearest folder's last word first."""
    found: dict[str, Any] = {}
    for folder in reversed(path.parents[:_FOLDERS]):
        source = folder / SOURCES
        if source.is_file():
            for glob, fields in reversed(_read(source, path).items()):
                if _matches(path.relative_to(folder), glob):
                    found.update(fields)
    return found


def _with(document: ReadDocument, stated: Fields, path: Path) -> ReadDocument:
    changes = {name: value for name, value in stated.items() if not _says(document, name, path)}
    folders = {folder.name.lower() for folder in path.parents[:2]}
    if "audience" not in stated and folders & _STAFF:
        changes["audience"] = "staff"
    return replace(document, **changes) if changes else document


def _says(document: ReadDocument, name: str, path: Path) -> bool:
    """Whether a document states a field itself; what it could not but guess does not count."""
    value = getattr(document, name)
    if name in document.guessed:
        return False
    if name == "title":
        return value not in ("", path.stem, title_of(path))
    if name == "published":
        return value is not None and value != day_in_path(path)
    return value not in (None, "", "public")


def _matches(relative: PurePath, glob: str) -> bool:
    """A glob without a folder is about the files of every folder below; one with folders may begin at any of them."""
    if "/" not in glob:
        return fnmatchcase(relative.name, glob)
    return _fits(relative.parts, ("**", *PurePath(glob.lstrip("/")).parts))


def _fits(names: Sequence[str], globs: Sequence[str]) -> bool:
    """Name by name; ``**`` stands for any number of them."""
    if not globs:
        return not names
    if globs[0] == "**":
        return any(_fits(names[at:], globs[1:]) for at in range(len(names) + 1))
    return bool(names) and fnmatchcase(names[0], globs[0]) and _fits(names[1:], globs[1:])


def _read(source: Path, path: Path) -> dict[str, dict[str, Any]]:
    import yaml

    try:
        if source.stat().st_size > _LARGEST:
            raise _wrong(path, source, "it is larger than 1 MB")
        data = yaml.safe_load(source.read_text(encoding="utf-8"))
    except OSError as error:
        raise _wrong(path, source, f"it cannot be read: {error.strerror}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        where = getattr(error, "problem_mark", None)
        raise _wrong(path, source, f"line {where.line + 1} is no YAML" if where else "it is no YAML") from error
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise _wrong(path, source, "it must map globs to metadata")
    return {str(glob): _fields(fields, str(glob), source, path) for glob, fields in data.items()}


def _fields(given: object, glob: str, source: Path, path: Path) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise _wrong(path, source, f"{glob}: must hold keys such as title or published")
    fields: dict[str, Any] = {}
    for key, value in given.items():
        name = _ALIASES.get(str(key).lower(), str(key).lower())
        if name not in _KEYS:
            raise _wrong(path, source, f"{glob}: {key}: is no known key; there are {', '.join(_KEYS)}")
        fields[name] = _value(name, value)
        if fields[name] is None:
            raise _wrong(path, source, f"{glob}: {key}: {_EXPECTED.get(name, 'must be a text')}, not {_shown(value)}")
    return fields


_EXPECTED = {
    "published": "must be a day such as 2024-05-15",
    "language": "must be a language code such as en",
    "source_url": "must be an address that begins with http",
    "audience": "must be public or staff",
    "authority": "must be one of transcript, slide, platform and portal",
}


def _value(name: str, value: object) -> Any:
    """The value as a document holds it; None where it is wrong."""
    if name == "published":
        return _day(value)
    text = str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    if name == "audience":
        return text.lower() if text.lower() in ("public", "staff") else None
    if name == "authority":
        return Authority.__members__.get(text.upper())
    if name == "source_url":
        return text if text.startswith(("http://", "https://")) else None
    if name == "language":
        return text.lower() if 2 <= len(text) <= 8 and text.replace("-", "").isalpha() else None
    return text or None


def _shown(value: object) -> str:
    """A value in a sentence; a few nested anchors of YAML would write out more than memory holds."""
    return repr(value)[:80] if isinstance(value, str | int | float) else f"a {type(value).__name__}"


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _wrong(path: Path, source: Path, what: str) -> ReaderError:
    return ReaderError(path.name, f"is not taken, because {source.parent.name}/{source.name} is wrong: {what}.")

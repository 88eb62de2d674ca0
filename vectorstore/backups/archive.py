"""What a backup looks like: a gzipped tar whose first member lists the others with size and sha256."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath

from vectorstore import catalogue, chroma, lexical, manifest, pictures

LISTING = "backup.json"
FORMAT_VERSION = 1
LONGEST_LISTING = 16 << 20  # bytes
_TOP = (catalogue.FILE, manifest.FILE, chroma.FOLDER, lexical.FOLDER, pictures.FOLDER)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the generation: its path inside it, its bytes, and their sha256."""

    name: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Every file of the archive, in the order in which they follow."""

    generation_id: str
    members: tuple[Member, ...]


def dump(listing: Listing) -> bytes:
    return json.dumps({"format_version": FORMAT_VERSION, **asdict(listing)}, indent=1).encode()


def parse(content: bytes) -> Listing:
    """ValueError (a clause that says what is wrong) for anything but a listing of this format with safe names."""
    try:
        values = json.loads(content)
        version = int(values["format_version"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ValueError("it holds no readable list of its files") from error
    if version > FORMAT_VERSION:
        raise ValueError(
            f"it has format {version}, and this program knows formats up to {FORMAT_VERSION}; "
            "use the newer version of the program"
        )
    return _listing(values)


def _listing(values: dict[str, object]) -> Listing:
    try:
        members = tuple(Member(**member) for member in values["members"])  # type: ignore[attr-defined]  # JSON
        unsafe = next((m.name for m in members if not _is_safe(m.name) or m.size < 0), None)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("it holds no readable list of its files") from error
    if unsafe is not None:
        raise ValueError(f"it holds a file that belongs to no index ({unsafe[:80]!r})")
    if len({member.name for member in members}) < len(members):
        raise ValueError("it lists a file twice")
    return Listing(str(values.get("generation_id")), members)


def _is_safe(name: str) -> bool:
    """A plain relative path to what a generation is made of."""
    parts = PurePosixPath(name).parts
    plain = not name.startswith("/") and "\\" not in name and "\0" not in name
    return plain and bool(parts) and ".." not in parts and parts[0] in _TOP

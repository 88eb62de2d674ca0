"""The manifest of a generation: what it holds, what made it, and the digests of its files."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from vectorstore import chroma
from vectorstore.catalogue import Counts
from vectorstore.errors import StoreCorrupt, StoreTooNew

FILE = "manifest.json"
FORMAT_VERSION = 2  # 2: the BM25 index knows languages, and words as they are written


@dataclass(frozen=True, slots=True)
class Manifest:
    """``files`` maps paths inside the generation to sha256 digests; files that change when read are left out."""

    generation_id: str
    parent: str | None
    created_at: datetime
    embedder: str
    embedder_digest: str
    dimension: int
    counts: Counts
    files: dict[str, str]
    distance: str = "cosine"
    format_version: int = FORMAT_VERSION


def write_manifest(folder: Path, manifest: Manifest) -> None:
    values = asdict(manifest) | {"created_at": manifest.created_at.isoformat()}
    (folder / FILE).write_text(json.dumps(values, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Raises FileNotFoundError, StoreCorrupt, or StoreTooNew for a later version's format."""
    try:
        values = json.loads((folder / FILE).read_text(encoding="utf-8"))
        version = int(values["format_version"])
    except (ValueError, KeyError, TypeError) as error:
        raise StoreCorrupt(folder.name, f"{FILE} cannot be read ({error})") from error
    if version > FORMAT_VERSION:
        raise StoreTooNew(folder.name, version, FORMAT_VERSION)
    try:
        created_at = datetime.fromisoformat(values.pop("created_at"))
        return Manifest(created_at=created_at, counts=Counts(**values.pop("counts")), **values)
    except (ValueError, KeyError, TypeError) as error:
        raise StoreCorrupt(folder.name, f"{FILE} cannot be read ({error})") from error


def file_digests(folder: Path) -> dict[str, str]:
    """The sha256 of every file of a generation that is never written again."""
    return {path.relative_to(folder).as_posix(): _sha256(path) for path in sorted(folder.rglob("*")) if _lasting(path)}


def _lasting(path: Path) -> bool:
    return path.is_file() and path.suffix != ".lock" and path.name not in (FILE, MARK) and not _of_chroma(path)


def _of_chroma(path: Path) -> bool:
    return path.name.startswith(chroma.DATABASE)


# Lies in a generation that has been the current one; without it, and not current, a generation is a leftover.
MARK = "superseded"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""What a run was made with: hashes, versions, machine. Two runs compare well only where these agree."""

from __future__ import annotations

import hashlib
import os
import platform
from collections.abc import Mapping
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

__all__ = ["index_fingerprint", "manifest"]

PACKAGES = ("euclusters-assistant", "chromadb", "sentence-transformers", "tantivy", "torch")


def manifest(set_file: Path, index: Mapping[str, object], begun: datetime) -> dict[str, object]:
    """The content of ``manifest.json``; ``index`` says which one was asked."""
    return {
        "set": {"file": set_file.name, "sha256": _sha256(set_file)},
        "index": dict(index),
        "begun": begun.isoformat(),
        "versions": {"python": platform.python_version(), **_versions()},
        "machine": {"system": platform.platform(), "processor": platform.machine(), "cpus": os.cpu_count()},
    }


def index_fingerprint(store: Path) -> dict[str, object]:
    """The current generation of a store and the hash of its manifest; both None where there is none."""
    pointer = store / "current"
    generation = pointer.read_text("utf-8").strip() if pointer.is_file() else None
    described = store / "generations" / generation / "manifest.json" if generation else None
    digest = _sha256(described) if described and described.is_file() else None
    return {"generation": generation, "sha256": digest}


def _versions() -> dict[str, str | None]:
    return {name: _version(name) for name in PACKAGES}


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()

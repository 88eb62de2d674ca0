"""Going on with an interrupted run, where set and index are still the same."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from eval.errors import OtherRun
from eval.running import Run
from eval.stored import manifest_of, read_run

__all__ = ["interrupted"]


def interrupted(folder: Path, made_with: Mapping[str, Any]) -> Run:
    """The results that a folder holds; raises NoRun, and OtherRun where they are of another set or index."""
    begun_with = manifest_of(folder)
    for what in ("set", "index"):
        if begun_with and begun_with.get(what) != made_with[what]:
            raise OtherRun(folder, what)
    return read_run(folder)

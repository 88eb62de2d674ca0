"""Where stores to be measured stand."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["kept_in"]


@contextmanager
def kept_in(folder: Path | None) -> Iterator[Path]:
    """This folder, or for None one that is gone afterwards."""
    if folder is not None:
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="euclusters-growth-", ignore_cleanup_errors=True) as place:
        yield Path(place)

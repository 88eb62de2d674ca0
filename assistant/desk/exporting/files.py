"""A file written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from assistant.desk.errors import DeskError


def write(path: Path, text: str) -> None:
    """Replace a file by this text; DeskError where it cannot be written, and then the old one stays."""
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=path.parent, prefix=f".{path.name}", delete=False
        ) as file:
            file.write(text)
        Path(file.name).chmod(0o666 & ~_umask())
        Path(file.name).replace(path)
    except OSError as error:
        raise DeskError(f"{path} cannot be written: {error.strerror}.") from None


def _umask() -> int:
    """The process's mask, which can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask

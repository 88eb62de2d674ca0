"""Locks of the operating system: they end with the process that holds them, however it ends."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vectorstore.errors import StoreLocked, StoreUnwritable


@contextmanager
def writing_lock(root: Path) -> Iterator[None]:
    """Hold the one writer's lock of a store; raises StoreLocked at once when another process holds it."""
    try:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(root / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise StoreUnwritable(root, error.strerror) from error
    try:
        _take(descriptor, root)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int, root: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip()
        raise StoreLocked(root, holder) from None
    try:
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
    except OSError as error:
        raise StoreUnwritable(root, error.strerror) from error


class UseLock:
    """Held while a generation is open, so that no writer deletes its files; any number may hold it.

    Raises FileNotFoundError when the generation has just been deleted.
    """

    def __init__(self, file: Path) -> None:
        self._descriptor = os.open(file, os.O_RDONLY)
        fcntl.flock(self._descriptor, fcntl.LOCK_SH)
        if not file.exists():
            self.release()
            raise FileNotFoundError(file)

    def release(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def delete_unless_used(folder: Path, file: Path) -> bool:
    """Delete a folder unless a UseLock on its file is held; says whether it was deleted."""
    try:
        descriptor = os.open(file, os.O_RDONLY)
    except FileNotFoundError:  # no generation, so nobody has it open
        shutil.rmtree(folder)
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        file.unlink()  # first, so that an interrupted deletion leaves no generation that looks whole
        shutil.rmtree(folder)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True

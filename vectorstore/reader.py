"""The newest generation for a long-lived process: switched between questions, closed when its last user leaves."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from vectorstore.errors import StoreEmpty
from vectorstore.generation import Generation
from vectorstore.paging import read_ahead
from vectorstore.records import Audience
from vectorstore.store import Store


@dataclass
class _Held:
    """An open generation, what the pointer looked like when it was opened, and how many are using it."""

    generation: Generation
    seen: tuple[int, int]
    users: int = 0


class Reader:
    """Gives out the current generation as one audience may see it; safe for many threads."""

    def __init__(self, store: Store, audience: Audience = "staff") -> None:
        self._store = store
        self._audience = audience
        self._lock = threading.Lock()
        self._held: _Held | None = None

    @contextmanager
    def reading(self) -> Iterator[Generation]:
        """The generation that is current now, kept open while the block runs."""
        held = self._enter()
        try:
            yield held.generation
        finally:
            self._leave(held)

    def close(self) -> None:
        """Close the generation held as soon as nobody uses it."""
        with self._lock:
            self._let_go()

    def _enter(self) -> _Held:
        with self._lock:
            seen = self._pointer()
            if self._held is None or self._held.seen != seen:
                opened = _Held(self._store.open(audience=self._audience), seen)
                read_ahead(opened.generation.folder)
                self._let_go()
                self._held = opened
            self._held.users += 1
            return self._held

    def _leave(self, held: _Held) -> None:
        with self._lock:
            held.users -= 1
            if held is not self._held and held.users == 0:
                held.generation.close()

    def _let_go(self) -> None:
        if self._held is not None and self._held.users == 0:
            self._held.generation.close()
        self._held = None

    def _pointer(self) -> tuple[int, int]:
        """One look at the pointer file: a switch replaces it, so its inode or time differs."""
        try:
            found = self._store.pointer.stat()
        except FileNotFoundError:
            raise StoreEmpty(self._store.pointer.parent) from None
        return found.st_ino, found.st_mtime_ns

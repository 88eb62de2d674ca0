"""Records that never change, read together where several are missing, and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

_MOST = 4096  # records kept
_T = TypeVar("_T")


class Remembered(Generic[_T]):
    """Records by id, in memory once asked for; when they are many, all but those wanted go. Safe for many threads."""

    def __init__(self, read: Callable[[Sequence[str]], Mapping[str, _T]]) -> None:
        self._read = read
        self._held: dict[str, _T] = {}

    def one(self, key: str) -> _T | None:
        return self.many((key,)).get(key)

    def many(self, keys: Iterable[str]) -> dict[str, _T]:
        """Those that exist, in the order asked for."""
        wanted, held = dict.fromkeys(keys), self._held  # held on to, should another thread let all go
        missing = [key for key in wanted if key not in held]
        if missing:
            if len(held) > _MOST:
                self._held = held = {key: held[key] for key in wanted if key in held}
            held.update(self._read(missing))
        return {key: held[key] for key in wanted if key in held}

"""Counting requests against limits, in memory or in Redis.

The memory of this process counts by a clock that no one can set, and holds a bounded number of counters: beyond it the
oldest windows are forgotten, so that a flood of addresses cannot fill it. What counts in Redis is shared by all
processes; while Redis cannot be reached, each process counts for itself.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from limits import RateLimitItem
from limits.errors import StorageError
from limits.storage import Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter

log = logging.getLogger(__name__)

MOST_COUNTERS = 100_000
REDIS_SECONDS = 0.5


@dataclass
class _Window:
    ends: float
    count: int = 0


class BoundedMemory(Storage):
    """Counters of fixed windows, each of which begins with the first request that it counts."""

    STORAGE_SCHEME = ["bounded"]  # noqa: RUF012  declared so by the class above

    def __init__(self, clock: Callable[[], float] = time.monotonic, most: int = MOST_COUNTERS) -> None:
        super().__init__()
        self._clock, self._most = clock, most
        self._lock = threading.Lock()
        self._windows: OrderedDict[str, _Window] = OrderedDict()

    @property
    def base_exceptions(self) -> type[Exception]:
        return ValueError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        with self._lock:
            window = self._live(key)
            if window is None:
                window = self._windows[key] = _Window(self._clock() + expiry)
                while len(self._windows) > self._most:
                    self._windows.popitem(last=False)
            window.count += amount
            return window.count

    def get(self, key: str) -> int:
        with self._lock:
            window = self._live(key)
            return window.count if window else 0

    def get_expiry(self, key: str) -> float:
        """When the window ends, in the seconds of the wall clock, as the library wants it."""
        with self._lock:
            window = self._live(key)
            return time.time() + (window.ends - self._clock() if window else 0.0)

    def check(self) -> bool:
        return True

    def reset(self) -> int | None:
        with self._lock:
            count = len(self._windows)
            self._windows.clear()
            return count

    def clear(self, key: str) -> None:
        with self._lock:
            self._windows.pop(key, None)

    def _live(self, key: str) -> _Window | None:
        window = self._windows.get(key)
        if window is not None and window.ends <= self._clock():
            del self._windows[key]
            return None
        return window


@dataclass
class Counting:
    """One place to count; ``hit`` counts and says whether it still was within the limit."""

    storage: Storage = field(default_factory=BoundedMemory)
    _local: Storage = field(default_factory=BoundedMemory, repr=False)

    def hit(self, item: RateLimitItem, *whom: str) -> bool:
        return bool(self._on_storage(lambda limiter: limiter.hit(item, *whom)))

    def exhausted(self, item: RateLimitItem, *whom: str) -> int | None:
        """Seconds until the limit lets one more through, None where it does now; counts nothing."""

        def look(limiter: FixedWindowRateLimiter) -> int | None:
            stats = limiter.get_window_stats(item, *whom)
            return None if stats.remaining > 0 else max(1, math.ceil(stats.reset_time - time.time()))

        found: int | None = self._on_storage(look)
        return found

    @property
    def is_remote(self) -> bool:
        """Does counting wait for the network, so that an event loop should not?"""
        return not isinstance(self.storage, BoundedMemory)

    def _on_storage(self, work: Callable[[FixedWindowRateLimiter], Any]) -> Any:
        try:
            return work(FixedWindowRateLimiter(self.storage))
        except StorageError as error:
            log.warning("limits are counted in this process, their storage failed: %s", error)
            return work(FixedWindowRateLimiter(self._local))


def open_counting(url: str) -> Counting:
    """Counters at the URL: ``memory`` or one of Redis; ConfigurationError of ``limits`` where its client is missing."""
    if url == "memory":
        return Counting()
    seconds = {"socket_timeout": REDIS_SECONDS, "socket_connect_timeout": REDIS_SECONDS}
    opened = storage_from_string(url, wrap_exceptions=True, **seconds)
    assert isinstance(opened, Storage)
    return Counting(opened)

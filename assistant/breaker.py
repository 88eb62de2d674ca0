"""A circuit breaker: a model or database that keeps failing is left alone for a while, so that nobody waits for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic


@dataclass
class Breaker:
    """Open for ``rest`` seconds after ``failures`` in a row; then one attempt decides."""

    failures: int
    rest: float
    clock: Callable[[], float] = monotonic
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _failed: int = 0
    _rests_until: float = float("-inf")

    def allows(self) -> bool:
        """May it be asked now? After a rest only one caller may, until it has reported."""
        with self._lock:
            now = self.clock()
            if now < self._rests_until:
                return False
            if self._failed >= self.failures:
                self._rests_until = now + self.rest
            return True

    @property
    def rests(self) -> bool:
        """Is it being left alone? Looking changes nothing."""
        with self._lock:
            return self._failed >= self.failures

    def succeeded(self) -> None:
        with self._lock:
            self._failed, self._rests_until = 0, float("-inf")

    def failed(self) -> None:
        with self._lock:
            self._failed += 1
            if self._failed >= self.failures:
                self._rests_until = self.clock() + self.rest

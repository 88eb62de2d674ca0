"""How long each step of a turn takes."""

from __future__ import annotations

from time import perf_counter

from assistant.answers import Timings


class Laps:
    """A stopwatch: each lap ends where the next begins; laps of the same name add up."""

    def __init__(self) -> None:
        self._started = self._last = perf_counter()
        self._laps: dict[str, float] = {}

    def end(self, name: str) -> None:
        """The time since the last lap ended was spent on this."""
        now = perf_counter()
        self._add(name, now - self._last)
        self._last = now

    def split(self, name: str, **parts: float) -> None:
        """End a lap of which these parts, in seconds, belong to other steps."""
        self.end(name)
        self._add(name, -sum(parts.values()))
        for part, seconds in parts.items():
            self._add(part, seconds)

    def _add(self, name: str, seconds: float) -> None:
        self._laps[name] = self._laps.get(name, 0.0) + seconds

    def timings(self) -> Timings:
        """Milliseconds of each step, and of everything until now."""
        laps = {name: round(1000 * seconds, 3) for name, seconds in self._laps.items()}
        return Timings(**laps, total=round(1000 * (perf_counter() - self._started), 3))

"""The calls of a generation as of one moment, in arrays: their status, their next deadline, the days that count."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.calls.as_of import AsOf, closes_at
from assistant.calls.status import next_day, status
from vectorstore.records import Call

_REMEMBERED = 16  # moments
_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)
NEVER = date.max.toordinal()

Flags = NDArray[np.bool_]
Days = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Moment:
    """One entry for each call of the book, in its order; days are ordinals."""

    closed: Flags
    open: Flags
    forthcoming: Flags
    next_days: Days
    """NEVER where no deadline is ahead."""
    ahead: Flags
    """For each deadline of all calls, one call after the other, whether it counts: has not passed, or none is left."""


@dataclass(frozen=True)
class Moments:
    """The moments last asked for; built once when a generation is opened."""

    calls: tuple[Call, ...]

    def prepare(self) -> None:
        """Build what the first question would otherwise wait for."""
        _ = self._closings, self.deadlines, self.opens

    def at(self, as_of: AsOf) -> Moment:
        """The calls then; remembered, for nothing changes between two deadlines of a day."""
        if as_of.instant is None:
            return self._remembered(as_of)
        passed = bisect_right(self._closings, as_of.instant)
        return self._remembered(AsOf(as_of.day, self._closings[passed - 1] if passed else _BEFORE_ALL))

    @cached_property
    def _remembered(self) -> Callable[[AsOf], Moment]:
        return lru_cache(_REMEMBERED)(self._made)  # safe where many threads ask

    def _made(self, as_of: AsOf) -> Moment:
        said = np.array([status(call, as_of) for call in self.calls], dtype=object)
        following = (next_day(call, as_of) for call in self.calls)
        next_days = np.array([day.toordinal() if day else NEVER for day in following], dtype=np.intp)
        ahead = np.array([not as_of.is_past(d) for call in self.calls for d in call.deadlines], dtype=np.bool_)
        ahead |= (next_days == NEVER)[self.owners]
        return Moment(said == "closed", said == "open", said == "forthcoming", next_days, ahead)

    @cached_property
    def _closings(self) -> list[datetime]:
        """The instants at which deadlines pass, in order."""
        return sorted(closes_at(deadline) for call in self.calls for deadline in call.deadlines)

    @cached_property
    def deadlines(self) -> Days:
        """The days of all deadlines, one call after the other."""
        days = [deadline.date.toordinal() for call in self.calls for deadline in call.deadlines]
        return np.array(days, dtype=np.intp)

    @cached_property
    def owners(self) -> NDArray[np.intp]:
        """The place of the call that each of these deadlines is of."""
        return np.repeat(np.arange(len(self.calls)), [len(call.deadlines) for call in self.calls])

    @cached_property
    def opens(self) -> Days:
        """The opening days, NEVER where none is known."""
        return np.array([call.opens.toordinal() if call.opens else NEVER for call in self.calls], dtype=np.intp)

"""The moment that calls are judged at, made in one place: no code that asks for a status can forget the hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from assistant.clock import BRUSSELS, brussels_day
from vectorstore.records import Deadline

# The hour at which calls of the portal close, for a source that names only the day.
CLOSING_HOUR = time(17, 0)
LAST_MINUTE = time(23, 59)
_DAY = timedelta(days=1)
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)


@dataclass(frozen=True, slots=True)
class AsOf:
    """A whole day in Brussels, to whose end its deadlines still count, or, with ``instant`` (aware), that very moment.

    What is open at a moment is open on its day, never the other way round.
    """

    day: date
    instant: datetime | None = None

    @classmethod
    def of(cls, day: date | None, now: datetime) -> AsOf:
        """The day that is asked for, else now."""
        return cls(day) if day else cls(brussels_day(now), now)

    def is_past(self, deadline: Deadline) -> bool:
        """Has the deadline passed? It has once its hour strikes; a whole day has no hour."""
        if self.instant is None or abs(self.day - deadline.date) > _DAY:  # no zone is further away
            return self.day > deadline.date
        return self.instant >= closes_at(deadline)


@lru_cache(4096)
def closes_at(deadline: Deadline) -> datetime:
    """The instant, in UTC, at which a deadline passes: at the latest in the last minute of its day in Brussels.

    Of an hour that a change of clocks repeats, the first.
    """
    ends = datetime.combine(deadline.date, deadline.time or CLOSING_HOUR, ZoneInfo(deadline.zone))
    latest = datetime.combine(deadline.date, LAST_MINUTE, BRUSSELS)
    return min(ends.astimezone(UTC), latest.astimezone(UTC))


def countable(day: date) -> date:
    """The day, if it may be asked for: "in the next ten years" must not lead off the calendar. Else a ValueError."""
    if FIRST_DAY <= day <= LAST_DAY:
        return day
    raise ValueError(f"no day that can be asked for; allowed are {FIRST_DAY} to {LAST_DAY}")

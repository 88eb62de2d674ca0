"""The one clock: instants in UTC for records, days in Brussels for deadlines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def brussels_day(instant: datetime) -> date:
    """The calendar day in Brussels at this instant: the day that a deadline without a time is counted in."""
    return instant.astimezone(BRUSSELS).date()

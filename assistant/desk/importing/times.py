"""Instants as exports write them; what names no zone is Brussels time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from assistant.clock import BRUSSELS

_FORMATS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%m/%d/%Y %I:%M:%S %p",
    "%m/%d/%Y %I:%M %p",
    "%m/%d/%y %I:%M %p",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M",
    "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%b %d, %Y %I:%M:%S %p",
    "%b %d, %Y %I:%M %p",
    "%b %d, %Y %H:%M:%S",
    "%d %b %Y %H:%M:%S",
    "%d %b %Y %H:%M",
)
_CLOCK = re.compile(r"^(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*([AaPp]\.?[Mm]\.?)?$")


@dataclass(frozen=True, slots=True)
class When:
    """The day of a session, and when it began where that is known."""

    day: date
    starts_at: datetime | None = None

    def instant(self, text: str | None) -> datetime | None:
        """The instant that a cell names, in UTC; None where it names none."""
        written = " ".join((text or "").replace("\u202f", " ").split())
        if not written:
            return None
        return self._clock_time(written) or _iso(written) or self._by_format(written)

    def elapsed(self, hours: int, minutes: int, seconds: int) -> datetime | None:
        """The instant so long after the beginning, None where that is not known."""
        since = timedelta(hours=hours, minutes=minutes, seconds=seconds)
        return self.starts_at + since if self.starts_at else None

    def _clock_time(self, written: str) -> datetime | None:
        """A time of the session's day."""
        match = _CLOCK.match(written)
        if match is None:
            return None
        hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
        half = (match[4] or "").replace(".", "").lower()
        hour = hour % 12 + 12 * (half == "pm") if half else hour
        if hour > 23 or minute > 59 or second > 59:
            return None
        return _utc(datetime.combine(self.day, time(hour, minute, second)))

    def _by_format(self, written: str) -> datetime | None:
        """Day and month change places between countries: the reading that is nearest to the session counts."""
        found = [read for form in _FORMATS if (read := _read(written, form)) is not None]
        return min(found, key=lambda instant: abs((instant.date() - self.day).days), default=None)


def _read(written: str, form: str) -> datetime | None:
    try:
        return _utc(datetime.strptime(written, form))  # noqa: DTZ007  the zone is given next
    except ValueError:
        return None


def _iso(written: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return None
    return _utc(found) if len(written) > len("2024-05-15") else None


def _utc(instant: datetime) -> datetime:
    return (instant if instant.tzinfo else instant.replace(tzinfo=BRUSSELS)).astimezone(UTC)

"""Days and hours as the portal's services write them: ISO days, stamps, milliseconds since 1970."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from ingest.hours import OF_THE_PORTAL

_BRUSSELS = ZoneInfo("Europe/Brussels")
_MIDNIGHT = time()
_DIGITS_OF_A_DAY = 8


def days(values: Iterable[object]) -> list[str]:
    """ISO days in Brussels, each once and in order; what is no date is left out."""
    return sorted({found[0].isoformat() for value in values if (found := _read(value))})


def deadlines(values: Iterable[object]) -> list[str]:
    """The same with the hour where a stamp has one, as in "2027-04-14 17:00 (Brussels time)"."""
    hours: dict[date, time | None] = {}
    for day, hour in filter(None, map(_read, values)):
        hours[day] = hours.get(day) or hour
    return [_written(day, hours[day]) for day in sorted(hours)]


def deadlines_written(value: object) -> str:
    """The deadlines of a flat record, one or several, joined; what is written otherwise stays as it is."""
    values = [str(each or "").strip() for each in (value if isinstance(value, list) else [value])]
    others = [each for each in values if each and _stamp(each) is None]
    return "; ".join((*deadlines(values), *dict.fromkeys(others)))


def _read(value: object) -> tuple[date, time | None] | None:
    """A day and its hour in Brussels; midnight there or in UTC is a day without an hour.

    What closes at 17:00 is stamped so with an offset that means nothing: 17:00 in Brussels is meant.
    """
    stamp = _stamp(str(value or "").strip())
    if stamp is None:
        return None
    if stamp.time() == OF_THE_PORTAL or stamp.tzinfo is None:
        return stamp.date(), stamp.time() if stamp.time() != _MIDNIGHT else None
    here = stamp.astimezone(_BRUSSELS)
    has_hour = _MIDNIGHT not in (stamp.time(), here.time())
    return here.date(), here.time() if has_hour else None


def _stamp(text: str) -> datetime | None:
    try:
        if text.isdigit() and len(text) > _DIGITS_OF_A_DAY:
            return datetime.fromtimestamp(int(text) / 1000, UTC)
        return datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        return None


def _written(day: date, hour: time | None) -> str:
    return f"{day} {hour:%H:%M} (Brussels time)" if hour else day.isoformat()

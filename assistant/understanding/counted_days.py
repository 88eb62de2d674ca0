"""Days that are counted from the day asked for: "in the next two weeks", "this month", "tomorrow"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

Days = tuple[date, date]
_OpenDays = tuple[date | None, date | None]

NUMBERS = {"one": 1, "a": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "twelve": 12}
_UNITS = {"day": 1, "week": 7, "fortnight": 14}


def months_later(day: date, months: int) -> date:
    """The same day of a later month (or an earlier one), its last day where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _within(match: re.Match[str], as_of: date) -> Days:
    """ "in the next two weeks": from today on."""
    number = NUMBERS.get(match["number"] or "one") or int(match["number"])
    unit = match["unit"].rstrip("s")
    if unit in _UNITS:
        return as_of, as_of + timedelta(days=min(number, 5000) * _UNITS[unit])
    return as_of, months_later(as_of, min(number, 100) * (12 if unit == "year" else 1))


def _named(match: re.Match[str], as_of: date) -> Days:
    """ "this month", "next week", "end of the year"; what is past of it does not count."""
    later = 1 if match["which"] in ("next", "coming", "following") else 0
    unit = match["unit"]
    if unit == "week":
        monday = as_of - timedelta(days=as_of.weekday()) + timedelta(weeks=later)
        return max(as_of, monday), monday + timedelta(days=6)
    if unit == "month":
        return _month(months_later(as_of.replace(day=1), later), as_of)
    year = as_of.year + later
    return max(as_of, date(year, 1, 1)), date(year, 12, 31)


def _day(match: re.Match[str], as_of: date) -> Days:
    day = as_of + timedelta(days=match[0] == "tomorrow")
    return day, day


def _month(first: date, as_of: date) -> Days:
    return max(as_of, first), first.replace(day=monthrange(first.year, first.month)[1])


def _left(match: re.Match[str], as_of: date) -> _OpenDays:
    """ "open for at least another 100 days": from that day on."""
    return _within(match, as_of)[1], None


_NUMBER = r"(?P<number>\d{1,4}|one|a|two|three|four|five|six|ten|twelve)"
_UNIT = r"(?P<unit>days?|weeks?|months?|years?)"
COUNTED: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], _OpenDays]], ...] = (
    (re.compile(rf"\b(?:at least|more than|over|no less than)(?: another)? (?:{_NUMBER}(?: more)? )?{_UNIT}\b"), _left),
    (
        re.compile(rf"\b(?:within|in|over|during|for)?\s*(?:the )?(?:next|coming|following) {_NUMBER} {_UNIT}\b"),
        _within,
    ),
    (re.compile(rf"\b(?:within|in less than) {_NUMBER} {_UNIT}\b"), _within),
    (re.compile(r"\b(?P<which>this|next|coming|following|(?:end of )?the) (?P<unit>week|month|year)\b"), _named),
    (
        re.compile(
            r"\b(?:today|tomorrow)\b(?=.*\b(?:clos|deadline|due|end|expir))|(?<=closes )(?:today|tomorrow)\b"
            r"|(?<=closing )(?:today|tomorrow)\b|(?<=due )(?:today|tomorrow)\b|(?<=ends )(?:today|tomorrow)\b"
        ),
        _day,
    ),
)
"""What counts days, on folded text, with how the first and the last of them are read."""

"""The period that a question names: days of the calendar, or days counted from the day asked for ("next week")."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from assistant.words import fold
from ingest.calls.dates import FoundDate

_BEFORE = re.compile(r"\b(before|earlier than|avant|vor|antes( de)?|prima d\w*|przed)\W*$")
_UNTIL = re.compile(
    r"\b(by|until|till|up to|no later than|jusqu\w*|bis( zum)?|hasta|fino a\w*|entro|do)( the)?( end of)?\W*$"
)
_AFTER = re.compile(r"\b(after|later than|apres|nach|despues( de\w*)?|dopo|po)\W*$")
_SINCE = re.compile(r"\b(from|since|starting|a partir d\w*|ab|desde|dal?|od)\W*$")
_END_OF = re.compile(r"\b(the end of|late|fin|ende|finales de|fine( di)?|koniec)\W*$")
# What is open in a month or until a year has a deadline then or later.
_OPEN = re.compile(r"\b(open|running|available|apply)\b(?!.*\b(clos\w+|deadline\w*|end|ends)\b)")
# "Which calls open in 2027" asks for the day they open, "calls open in 2027" for those one can apply for then.
_OPENING = re.compile(
    r"\b(opens|opened|opening|(will|to|that|which|not|only|yet|ouvrent|s.ouvrent) open|start(s|ing)?|"
    r"launch(es|ed|ing)?|ouvr\w+|(er)?offne\w*|starten|(se )?abr(en|e|iran|ira)|(si )?apr(e|ono|iranno|ira)|"
    r"otwier\w+|rozpoczn\w+)\b[^,.;]{0,25}$"
    r"|^\W*(which|what|how many)\b(?!.*\b(are|is|be|was|were|still)\b).*\bopen\b[^,.;]{0,20}$"
)
_LED = re.compile(
    r"(?:(?:the|end of|before|after|by|until|till|since|from|late|earlier than|later than|vor|nach|bis|seit|avant|"
    r"apres|depuis|antes de|despues de|hasta|desde|prima di|dopo|entro|dal|przed|po|do|od|fin de|ende)\s+)+"
)
_NUMBERS = {"one": 1, "a": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "twelve": 12}
_UNITS = {"day": 1, "week": 7, "fortnight": 14}


@dataclass(frozen=True, slots=True)
class Period:
    """Days that a call's deadlines, or its opening, must fall in, both ends included; None leaves an end open."""

    start: date | None = None
    end: date | None = None
    of: Literal["deadline", "opening"] = "deadline"

    def holds(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


def period(text: str, dates: Sequence[FoundDate], as_of: date) -> Period | None:
    """The period that a question names; None where it names none."""
    if dates:
        cue = _words_before(text, dates[0])
        found: Period | None = _of_dates(cue, dates)
    else:
        cue, found = _relative(fold(text), as_of)
    return replace(found, of="opening") if found and _OPENING.search(cue) else found


def beyond_period(text: str, dates: Sequence[FoundDate]) -> str:
    """A text without the words that name days: "closes first in March" is left with "closes first in"."""
    for found in reversed(dates):
        text = f"{text[: found.span[0]]} {text[found.span[1] :]}"
    for pattern, _ in _RELATIVE if not dates else ():
        text = pattern.sub(" ", fold(text))
    return text


def _of_dates(cue: str, dates: Sequence[FoundDate]) -> Period:
    """The days that the dates span, read with the words before the first of them."""
    start, end = min(found.start for found in dates), max(found.end for found in dates)
    if _OPEN.search(cue) and not _OPENING.search(cue) and not _BEFORE.search(cue):
        return Period(start)
    if len(dates) > 1:
        return Period(start, end)
    if _BEFORE.search(cue):
        return Period(end=start - timedelta(days=1))
    if _UNTIL.search(cue) or _END_OF.search(cue):
        return Period(end=end)
    if _AFTER.search(cue):
        return Period(start=end + timedelta(days=1))
    return Period(start) if _SINCE.search(cue) else Period(start, end)


def _words_before(text: str, first: FoundDate) -> str:
    """What stands before the first date, with the words that were taken for a part of it ("after August")."""
    begin, end = first.span
    led = _LED.match(fold(text[begin:end]))
    return fold(text[:begin]) + (led[0] if led else "")


def _relative(text: str, as_of: date) -> tuple[str, Period | None]:
    """The words before a period counted from the day, and the period."""
    for pattern, read in _RELATIVE:
        match = pattern.search(text)
        if match:
            return text[: match.start()], read(match, as_of)
    return "", None


def _within(match: re.Match[str], as_of: date) -> Period:
    """ "in the next two weeks": from today on."""
    number = _NUMBERS.get(match["number"] or "one") or int(match["number"])
    unit = match["unit"].rstrip("s")
    if unit in _UNITS:
        return Period(as_of, as_of + timedelta(days=min(number, 5000) * _UNITS[unit]))
    return Period(as_of, _months_later(as_of, min(number, 100) * (12 if unit == "year" else 1)))


def _named(match: re.Match[str], as_of: date) -> Period:
    """ "this month", "next week", "end of the year"; what is past of it does not count."""
    later = 1 if match["which"] in ("next", "coming", "following") else 0
    unit = match["unit"]
    if unit == "week":
        monday = as_of - timedelta(days=as_of.weekday()) + timedelta(weeks=later)
        return Period(max(as_of, monday), monday + timedelta(days=6))
    if unit == "month":
        return _month(_months_later(as_of.replace(day=1), later), as_of)
    year = as_of.year + later
    return Period(max(as_of, date(year, 1, 1)), date(year, 12, 31))


def _day(match: re.Match[str], as_of: date) -> Period:
    day = as_of + timedelta(days=match[0] == "tomorrow")
    return Period(day, day)


def _month(first: date, as_of: date) -> Period:
    return Period(max(as_of, first), first.replace(day=monthrange(first.year, first.month)[1]))


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _left(match: re.Match[str], as_of: date) -> Period:
    """ "open for at least another 100 days": from that day on."""
    end = _within(match, as_of).end
    return Period(start=end)


_RELATIVE: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Period]], ...] = (
    (
        re.compile(
            r"\b(?:at least|more than|over|no less than)(?: another)? (?P<number>\d{1,4}|one|two|three|four|five|"
            r"six|ten|twelve)(?: more)? (?P<unit>days?|weeks?|months?|years?)\b"
        ),
        _left,
    ),
    (
        re.compile(
            r"\b(?:within|in|over|during|for)?\s*(?:the )?(?:next|coming|following) "
            r"(?P<number>\d{1,4}|one|a|two|three|four|five|six|ten|twelve) (?P<unit>days?|weeks?|months?|years?)\b"
        ),
        _within,
    ),
    (
        re.compile(
            r"\b(?:within|in less than) (?P<number>\d{1,4}|one|a|two|three|four|five|six|ten|twelve) "
            r"(?P<unit>days?|weeks?|months?|years?)\b"
        ),
        _within,
    ),
    (re.compile(r"\b(?P<which>this|next|coming|following|(?:end of )?the) (?P<unit>week|month|year)\b"), _named),
    (re.compile(r"\b(?:today|tomorrow)\b(?=.*\bclos|.*\bdeadline|.*\bdue)|(?<=closes )today\b"), _day),
)

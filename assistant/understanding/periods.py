"""The period that a question names: days of the calendar, or days counted from the day asked for ("next week")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import reduce
from typing import Literal

from assistant.understanding.counted_days import COUNTED, Days, months_later
from assistant.understanding.parts_of_years import week_of, within_year
from assistant.words import fold
from ingest.calls.dates import FoundDate

_ARTICLE = r"(?:\s+(?:the|dem|den|der|le|la|el|il|lo))?\W*$"
_SIDES = {
    side: re.compile(rf"\b(?:{words}){_ARTICLE}")
    for side, words in (
        ("before", r"before|earlier than|prior to|avant|vor|antes(?: del?)?|prima d\w*|przed"),
        (
            "until",
            r"by|until|till|up to|no later than|jusqu\w*|bis(?: zum)?|hasta|fino a\w*|entro|do"
            r"|(?:(?:by|until|till|before)(?: the)? )?(?:the end of|fin|ende|finales de|fine(?: di)?|koniec)",
        ),
        ("after", r"after|later than|apres|nach|despues(?: de\w*)?|dopo|po"),
        ("since", r"from|since|starting|between|a partir d\w*|entre|ab|seit|zwischen|desde|dal?|tra|fra|od|miedzy"),
    )
}
_Side = Literal["before", "until", "after", "since", "within"]
_EITHER = re.compile(r"\b(?:or|ou|oder|o|lub)\b")
# What is open in a month or until a year has a deadline then or later.
_OPEN = re.compile(r"\b(open|running|available|apply)\b(?!.*\b(clos\w+|deadline\w*|end|ends)\b)")
_CLOSING = re.compile(r"\b(?:clos\w+|dead-?lines?|due|ends?|expir\w+)\b")
# "Which calls open in 2027" asks for the day they open, "calls open in 2027" for those one can apply for then.
_OPENING = re.compile(
    r"\b(opens|opened|opening|(will|to|that|which|not|only|yet|ouvrent|s.ouvrent) open|start(s|ing)?|"
    r"launch(es|ed|ing)?|ouvr\w+|(er)?offne\w*|starten|(se )?abr(en|e|iran|ira)|(si )?apr(e|ono|iranno|ira)|"
    r"otwier\w+|rozpoczn\w+)\b[^,.;]{0,25}$"
    r"|^\W*(which|what|how many)\b(?!.*\b(are|is|be|was|were|still)\b).*\bopen\b[^,.;]{0,20}$"
)
# Without these a question for what closes asks for what is still to close.
_PAST = re.compile(
    r"\b(?:closed|ended|expired|passed|opened|were|was|did|missed|ferme[es]?|expire[es]?|endeten?|schloss\w*|"
    r"geschlossen|abgelaufen|waren|cerro|cerraron|cerrad[ao]s?|vencieron|chius[aeio]|scadut[aeio]|zamkniet\w*|"
    r"minal\w*|uplyn\w*|zakonczy\w*)\b"
)
_LED = re.compile(
    r"(?:(?:the|end of|before|after|by|until|till|since|from|late|earlier than|later than|vor|nach|bis|seit|avant|"
    r"apres|depuis|antes de|despues de|hasta|desde|prima di|dopo|entro|dal|przed|po|do|od|fin de|ende)\s+)+"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|[./]\d\d$")


@dataclass(frozen=True, slots=True)
class Period:
    """Days that a call's deadlines, or its opening, must fall in, both ends included; None leaves an end open."""

    start: date | None = None
    end: date | None = None
    of: Literal["deadline", "opening"] = "deadline"

    @property
    def is_empty(self) -> bool:
        """Is there no such day, as after June and before May?"""
        return self.start is not None and self.end is not None and self.start > self.end

    def holds(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


def period(text: str, dates: Sequence[FoundDate], as_of: date) -> Period | None:
    """The period that a question names; None where it names none."""
    if dates:
        cue, found = _words_before(text, dates, 0), _of_dates(text, dates, as_of)
    else:
        cue, found = _counted(fold(text), as_of)
    if found is None or not _OPENING.search(cue):
        return found and _still_ahead(found, text, as_of)
    return replace(found, of="opening")


def beyond_period(text: str, dates: Sequence[FoundDate]) -> str:
    """A text without the words that name days: "closes first in March" is left with "closes first in"."""
    for found in reversed(dates):
        text = f"{text[: found.span[0]]} {text[found.span[1] :]}"
    for pattern, _ in COUNTED if not dates else ():
        text = pattern.sub(" ", fold(text))
    return text


def _still_ahead(found: Period, text: str, as_of: date) -> Period:
    """What closes before a day that is to come closes from now on; what closed before it, at any time."""
    if found.start or not found.end or found.end < as_of or _PAST.search(fold(text)):
        return found
    return replace(found, start=as_of)


def _of_dates(text: str, dates: Sequence[FoundDate], as_of: date) -> Period | None:
    """The days on the side of each date that the words before it say; dates without such words span days together."""
    cues = [_words_before(text, dates, at) for at in range(len(dates))]
    spanned = zip(_with_years(text, dates, as_of), cues, strict=True)
    meant = [week_of(within_year(days, cue), cue) for days, cue in spanned]
    sides = [_side(cue) for cue in cues]
    if _asks_for_open(text, cues[0]) and sides[0] != "before":
        return Period(min(start for start, _ in meant))
    inside = [days for days, side in zip(meant, sides, strict=True) if side == "within"]
    bounds = [_bound(side, days) for days, side in zip(meant, sides, strict=True) if side != "within"]
    if inside:
        bounds.append(Period(None if "since" in sides else min(inside)[0], max(end for _, end in inside)))
    found = reduce(_both, bounds)
    return None if found.is_empty and any(map(_EITHER.search, cues[1:])) else found


def _asks_for_open(text: str, cue: str) -> bool:
    """Are calls asked for that one can apply for on these days ("open in June", "what is on 1 June still open")?"""
    if _OPENING.search(cue):
        return False
    return bool(_OPEN.search(cue) or (_OPEN.search(fold(text)) and not _CLOSING.search(fold(text))))


def _side(cue: str) -> _Side:
    sides: Iterable[_Side] = ("before", "until", "after", "since")
    return next((side for side in sides if _SIDES[side].search(cue)), "within")


def _bound(side: _Side, days: Days) -> Period:
    start, end = days
    match side:
        case "before":
            return Period(end=start - timedelta(days=1))
        case "after":
            return Period(start=end + timedelta(days=1))
        case "since":
            return Period(start=start)
        case _:
            return Period(end=end)


def _both(one: Period, other: Period) -> Period:
    starts = [day for day in (one.start, other.start) if day]
    ends = [day for day in (one.end, other.end) if day]
    return Period(max(starts, default=None), min(ends, default=None))


def _with_years(text: str, dates: Sequence[FoundDate], as_of: date) -> list[Days]:
    """The days that are meant where no year is written: those of the year written next, else the next to come."""
    meant: list[Days] = []
    year: int | None = None
    for found in reversed(dates):
        days = (found.start, found.end)
        if _YEAR.search(text[slice(*found.span)]):
            year = found.start.year
        elif year is not None:
            days = _years_later(days, year - found.start.year)
        elif found.end < as_of and not _PAST.search(fold(text)):
            days = _years_later(days, 1)
        if meant and not _YEAR.search(text[slice(*found.span)]) and days[0] > meant[-1][1]:
            days = _years_later(days, -1)
        meant.append(days)
    return meant[::-1]


def _years_later(days: Days, years: int) -> Days:
    return months_later(days[0], 12 * years), months_later(days[1], 12 * years)


def _words_before(text: str, dates: Sequence[FoundDate], at: int) -> str:
    """What stands between a date and the one before it, with the words taken for a part of it ("after August")."""
    begin, end = dates[at].span
    led = _LED.match(fold(text[begin:end]))
    return fold(text[dates[at - 1].span[1] if at else 0 : begin]) + (led[0] if led else "")


def _counted(text: str, as_of: date) -> tuple[str, Period | None]:
    """The words before a period counted from the day, and the period."""
    for pattern, read in COUNTED:
        match = pattern.search(text)
        if match:
            return text[: match.start()], Period(*read(match, as_of))
    return "", None

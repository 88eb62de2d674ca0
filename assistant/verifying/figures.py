"""Dates, times, amounts, percentages and numbers of a text, however they are written: 1.5 million is 1,500,000."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.verifying.numerals import day_before, numerals
from ingest.calls.dates import FoundDate, find_dates

# A day without a year is read in this one, which has a 29 February and is nobody's deadline.
NO_YEAR = 4

_NUMBER = r"\d{1,3}(?:[  .,'’]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"
_SCALES = {"thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mio": 1e6, "mln": 1e6, "billion": 1e9, "bn": 1e9}
_SCALE = r"thousand|k|millions?|millionen|millones|milioni|mio|mln|m|billions?|bn"
_CURRENCY = {
    "€": "eur",
    "eur": "eur",
    "euro": "eur",
    "euros": "eur",
    "$": "usd",
    "usd": "usd",
    "£": "gbp",
    "gbp": "gbp",
}
CURRENCIES = frozenset(_CURRENCY)
_UNIT = r"€|\$|£|eur\b|euros?\b|usd\b|gbp\b"
_FIGURE = re.compile(
    rf"(?:(?P<before>{_UNIT})\s?)?(?<![\w.,])(?P<number>{_NUMBER})(?:[\s-]?(?P<scale>{_SCALE})\b\.?)?"
    rf"(?:\s?(?P<percent>%|per ?cent\b|percent\b)|\s?(?P<after>{_UNIT}))?",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?<![\d.,])(?P<h>[01]?\d|2[0-3])[:.h](?P<m>[0-5]\d)(?!\d)(?:\s?(?P<pm>[ap])\.?m\b\.?)?", re.IGNORECASE
)
_HOUR = re.compile(r"(?<![\d.,])(?P<h>1[0-2]|[1-9])\s?(?P<pm>[ap])\.?m\b\.?", re.IGNORECASE)
_JOINED = re.compile(r"\s?(?:-|–|to|and|or)\s?$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit (``eur``, ``usd``, ``gbp``, ``%``, ``time`` in minutes, or none), and where it stands."""

    value: float
    unit: str
    span: tuple[int, int]

    @property
    def said(self) -> tuple[float, str]:
        return self.value, self.unit


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a text; ``masked`` is the text with them blanked, offsets kept."""

    dates: tuple[FoundDate, ...]
    numbers: tuple[Figure, ...]
    masked: str


@lru_cache(maxsize=4096)
def read_figures(text: str) -> Figures:
    """Every figure of a text; identifiers and links must have been blanked."""
    dates = tuple(_with_day(found, text) for found in find_dates(text, year_hint=NO_YEAR))
    masked = blank(text, (found.span for found in dates))
    times = tuple(_times(masked))
    masked = blank(masked, (figure.span for figure in times))
    numbers = _with_units(list(_numbers(masked)), masked)
    masked = blank(masked, (figure.span for figure in numbers))
    words = tuple(Figure(value, "", span) for value, span in numerals(masked))
    masked = blank(masked, (figure.span for figure in words))
    return Figures(dates, (*times, *numbers, *words), masked)


def _with_day(found: FoundDate, text: str) -> FoundDate:
    """A month as the day of it that stands before it in words: "the third of October 2024"."""
    named = day_before(text[: found.span[0]])
    if named is None or not _is_whole(found) or named[0] > found.end.day:
        return found
    day = found.start.replace(day=named[0])
    return replace(found, start=day, end=day, span=(named[1], found.span[1]))


def blank(text: str, spans: Iterator[tuple[int, int]]) -> str:
    """The text with these characters made spaces, so that offsets stay what they were."""
    for start, end in spans:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def holds_date(claimed: FoundDate, stated: FoundDate) -> bool:
    """Does a stated date say a claimed one: the same days, one end of a range, or a month or year that holds them?"""
    if claimed.start.year == NO_YEAR or stated.start.year == NO_YEAR:
        return _of_no_year(claimed) == _of_no_year(stated)
    same = (claimed.start, claimed.end) == (stated.start, stated.end)
    one_end = claimed.is_day and _is_short(stated) and claimed.start in (stated.start, stated.end)
    return same or one_end or (_is_whole(claimed) and claimed.start <= stated.start and stated.end <= claimed.end)


def _of_no_year(found: FoundDate) -> tuple[tuple[int, int], tuple[int, int]]:
    return (found.start.month, found.start.day), (found.end.month, found.end.day)


def _is_short(found: FoundDate) -> bool:
    """A few days in a row are stated day by day; a whole month or year is not."""
    return (found.end - found.start).days <= 20


def _is_whole(found: FoundDate) -> bool:
    """A whole month, quarter or year."""
    return found.start.day == 1 and (found.end - found.start).days >= 27


def _times(text: str) -> Iterator[Figure]:
    for pattern in (_TIME, _HOUR):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            if pattern is _TIME and match[0][-3] == "." and not groups["pm"]:
                continue  # 8.50 is a number
            hour = int(groups["h"]) % 12 + 12 * (groups["pm"].lower() == "p") if groups["pm"] else int(groups["h"])
            yield Figure(60.0 * hour + int(groups.get("m") or 0), "time", match.span())


def _numbers(text: str) -> Iterator[Figure]:
    for match in _FIGURE.finditer(text):
        unit = "%" if match["percent"] else _CURRENCY.get((match["before"] or match["after"] or "").lower(), "")
        yield Figure(_value(match["number"]) * _factor(match["scale"]), unit, match.span())


def _value(number: str) -> float:
    grouped = re.fullmatch(r"(\d{1,3}(?:[  .,'’]\d{3})+)(?:[.,](\d{1,2}))?", number)
    if grouped:
        return float(re.sub(r"\D", "", grouped[1]) + "." + (grouped[2] or "0"))
    return float(number.replace(",", "."))


def _factor(scale: str | None) -> float:
    written = (scale or "").lower()
    return next((_SCALES[name] for name in sorted(_SCALES, key=len, reverse=True) if written.startswith(name)), 1.0)


def _with_units(numbers: list[Figure], text: str) -> tuple[Figure, ...]:
    """``10 to 20 %`` and ``EUR 10 000 – 20 000``: the unit of a range stands once and counts for both."""
    for first, second in zip(range(len(numbers)), range(1, len(numbers)), strict=False):
        a, b = numbers[first], numbers[second]
        if a.unit != b.unit and not (a.unit and b.unit) and _JOINED.fullmatch(text[a.span[1] : b.span[0]]):
            unit = a.unit or b.unit
            numbers[first], numbers[second] = Figure(a.value, unit, a.span), Figure(b.value, unit, b.span)
    return tuple(numbers)

"""Dates in running text, six languages, day before month wherever figures leave it open."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

LANGUAGES = ("en", "fr", "de", "es", "it", "pl")

_DAY = r"(?P<{0}>[0-3]?\d)(?:\s?(?:st|nd|rd|th|er|º|°)(?![^\W_])|\.)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_OF = r"(?:of\s+|de\s+|del\s+|di\s+)?"
_DASH = r"\s*(?:[-–—/]|to|and|until|till|bis|und|au|à|et|al|a|y|e|do|i)\s*"
_CUES = (
    r"in|by|of|before|after|until|till|since|during|early|late|mid|this|next|last|for|from|"
    r"en|avant|après|fin|dès|im|bis|vor|nach|ab|seit|antes\s+de|desde|hasta|nel|entro|prima\s+di|da|w|do|przed|od"
)
_END = r"(?:the\s+)?end\s+of|fin(?:\s+d[eu'’])?|Ende|finales\s+de|fine(?:\s+di)?|koniec|końca"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A day (``start == end``) or an inclusive range of days, and the characters of the text that say it."""

    start: date
    end: date
    span: tuple[int, int]

    @property
    def is_day(self) -> bool:
        return self.start == self.end


YearHint = int | date | None


def find_dates(text: str, *, year_hint: YearHint = None, language: str = "en") -> list[FoundDate]:
    """Every date of a text in order; impossible ones (31 June, month 13) are none.

    A day or month without a year takes that of the date it is joined to ("31 March and 30 September 2025"), else
    ``year_hint``, where that is a day the year that brings it nearest to it, and is left out where there is none.
    ``language`` decides only whether a short month name of another language ("ago", "set") may stand without a year. A
    line is read once: answers come back to the same ones.
    """
    read = _remembered if len(text) <= _LINE else _found
    return list(read(text, year_hint, language))


def impossible_days(text: str, *, year_hint: int, language: str = "en") -> list[str]:
    """The words of a text that are written as a date and are none: "31 February"."""
    return [text[slice(*span)] for span, days in _read(text, year_hint, language) if days is None]


def _found(text: str, year_hint: YearHint, language: str) -> tuple[FoundDate, ...]:
    return tuple(FoundDate(*days, span) for span, days in _read(text, year_hint, language) if days is not None)


def _read(text: str, year_hint: YearHint, language: str) -> Iterator[tuple[tuple[int, int], _Days]]:
    """What is written as a date, in order and without overlap, and its days; None where there is no such day."""
    free_from = 0
    for span, days in sorted(_candidates(text, year_hint, language), key=lambda c: (c[0][0], -c[0][1])):
        if span[0] >= free_from:
            free_from = span[1]
            yield span, days


_LINE = 1000  # characters
_remembered = lru_cache(8192)(_found)


_Days = tuple[date, date] | None
_Reading = Callable[[re.Match[str], int | None, str], _Days]


def _candidates(text: str, year_hint: YearHint, language: str) -> Iterator[tuple[tuple[int, int], _Days]]:
    held = _held(text)
    for pattern, needed, read in _readings():
        if not needed & held:
            continue
        for match in pattern.finditer(text):
            try:
                days = _dated(match, read, year_hint, language)
            except ValueError:  # a day its month does not have: none, and its month alone is not meant either
                yield match.span(), None
                continue
            if days is not None and days[0] <= days[1]:
                yield match.span(), days


def _dated(match: re.Match[str], read: _Reading, hint: YearHint, language: str) -> _Days:
    """The days of a match, its year from what it is joined to or from the hint where it gives none itself."""
    groups = match.groupdict()
    if groups.get("year") or groups.get("short"):
        return read(match, None, language)
    if joined := _joined_to().match(match.string, match.end()):
        days = read(match, int(joined["year"]), language)
        ahead = find_dates(joined["date"])
        return read(match, int(joined["year"]) - 1, language) if days and ahead and days[0] > ahead[0].end else days
    if isinstance(hint, date):
        years = (read(match, hint.year + shift, language) for shift in (0, -1, 1))
        return min(filter(None, years), key=lambda days: abs(days[0] - hint), default=None)
    return read(match, hint, language)


_NAME, _DATED_NAME, _DIGITS = 1, 2, 4


def _held(text: str) -> int:
    """What of that which dates are made of a text holds; most hold nothing, and need not be looked through."""
    lowered, names = text.lower(), _month_names()
    months = [word.span() for word in _LETTERS.finditer(lowered) if word[0] in names]
    dated = any(_DIGIT.search(lowered, max(0, start - _BESIDE), end + _BESIDE) for start, end in months)
    return _NAME * bool(months) | _DATED_NAME * dated | _DIGITS * (_TWO_DIGITS.search(text) is not None)


_LETTERS, _DIGIT = re.compile(r"[^\W\d_]+"), re.compile(r"\d")
_BESIDE = 20  # characters between the name of a month and the figures of its day or year
_TWO_DIGITS = re.compile(r"\d\d")


@cache
def _readings() -> tuple[tuple[re.Pattern[str], int, _Reading], ...]:
    month = "(?P<{0}>" + "|".join(sorted(map(re.escape, _month_names()), key=len, reverse=True)) + r")(?![^\W_])\.?"
    day, year = _DAY, rf"(?:,?\s*{_OF}{_YEAR}(?!\d))"
    first, second = day.format("d1"), day.format("d2")
    m1, m2, left = month.format("m1"), month.format("m2"), r"(?<![\w.])"
    shapes: tuple[tuple[str, _Reading], ...] = (
        (rf"(?<![\w-]){_YEAR}-(?P<m1>\d\d)-(?P<d1>\d\d)(?![\d-])", _numeric),
        (rf"(?<![\w.-])(?P<d1>[0-3]?\d)(?P<s>[./-])(?P<m1>[01]?\d)(?P=s){_YEAR}(?![\w-])", _numeric),
        (r"(?<![\w./-])(?P<d1>[0-3]\d)(?P<s>[./])(?P<m1>[01]\d)(?P=s)(?P<short>[2-3]\d)(?![\w./-])", _numeric),
        (rf"{left}{first}\s*{_OF}{m1}{year}?{_DASH}{second}\s*{_OF}{m2}{year.replace('year', 'year2')}?", _two_days),
        (rf"{left}{first}{_DASH}{second}\s*{_OF}{m1}{year}?", _days),
        (rf"{left}{first}\s*{_OF}{m1}{year}?", _day),
        (rf"(?<!\w){m1}\s+{first}{_DASH}{second}(?![\d:]){year}?", _days),
        (rf"(?<!\w){m1}\s+{first}(?![\d:%]){year}?", _day),
        (rf"(?<!\w)(?P<end>{_END})\s*{m1}{year}?", _month),
        (rf"(?<!\w){m1}{year}", _month),
        (rf"(?<!\w)(?:between|from|zwischen|von|entre|de|tra|fra|da|od|między)\s+{m1}{_DASH}{m2}{year}?", _two_months),
        (rf"(?<!\w){m1}{_DASH}{m2}{year}", _two_months),
        (rf"(?<=\b)(?:(?P<cue>{_CUES})\s+){m1}(?!,?\s*{_OF}\d)", _month),
        (rf"(?<!\w)Q(?P<quarter>[1-4])\s*/?\s*{_YEAR}(?!\d)", _quarter),
        (rf"(?<!\w)(?P<end>{_END})\s*{_YEAR}(?![\w-])", _whole_year),
        (rf"(?<![\w-]){_YEAR}-(?P<m1>0[1-9]|1[0-2])(?![\w-])", _month_number),
        (rf"(?<![\w./\-€$£]){_YEAR}(?![\w/-]|[.,]\d)", _whole_year),
    )

    def needed(shape: str) -> int:
        if m1 not in shape:
            return _DIGITS
        return _DATED_NAME if first in shape or shape.endswith(year) else _NAME

    return tuple((re.compile(shape, re.IGNORECASE), needed(shape), read) for shape, read in shapes)


@cache
def _joined_to() -> re.Pattern[str]:
    """The date with a year that words behind a day join it to, with others like it between them."""
    month = "(?:" + "|".join(sorted(map(re.escape, _month_names()), key=len, reverse=True)) + r")(?![^\W_])\.?"
    day = r"[0-3]?\d(?:\s?(?:st|nd|rd|th|er|º|°)(?![^\W_])|\.)?"
    without_year = rf"(?:{day}\s*{_OF}{month}|{month}\s+{day})"
    join = (
        r"\s*(?:(?:[,;/&–—-]|\b(?:and|or|to|until|till|und|oder|bis|zum|et|ou|au|y|o|al?|hasta|e|i|lub|do)\b)\s*)+"
        r"(?:(?:the|den|le|el|il)\s+)?"
    )
    return re.compile(rf"(?:{join}{without_year})*{join}(?P<date>{without_year},?\s*{_OF}{_YEAR}(?!\d))", re.IGNORECASE)


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).rstrip(".")


@cache
def _month_names() -> dict[str, tuple[int, frozenset[str]]]:
    """Every name of a month, with and without accents → its number, the languages that write it in full or short."""
    from babel.dates import get_month_names

    names: dict[str, tuple[int, frozenset[str]]] = {}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, language).items():
                    for written in {name.lower().rstrip("."), _plain(name)}:
                        languages = names.get(written, (number, frozenset()))[1]
                        names[written] = (number, languages | {language})
    return names


def _month_of(match: re.Match[str], group: str, *, dated: bool, language: str) -> int | None:
    written = match[group].lower()
    number, languages = _month_names()[written]
    if not dated and len(written) <= 3 and languages.isdisjoint({"en", language}):
        return None
    return number


def _year_of(match: re.Match[str], hint: int | None, group: str = "year") -> int | None:
    return int(match[group]) if match.groupdict().get(group) else hint


def _numeric(match: re.Match[str], hint: int | None, _: str) -> _Days:
    groups = match.groupdict()
    year = 2000 + int(groups["short"]) if groups.get("short") else _year_of(match, hint)
    day = date(year or 1, int(match["m1"]), int(match["d1"]))
    return day, day


def _day(match: re.Match[str], hint: int | None, language: str) -> _Days:
    year = _year_of(match, hint)
    month = _month_of(match, "m1", dated=bool(match["year"]), language=language)
    if year is None or month is None or (match["m1"] == "may" and _is_modal(match)):
        return None
    day = date(year, month, int(match["d1"]))
    return day, day


def _is_modal(match: re.Match[str]) -> bool:
    """``may 2`` in lower case is more often a verb before a figure than a day."""
    return match.start("m1") < match.start("d1")


def _days(match: re.Match[str], hint: int | None, language: str) -> _Days:
    year = _year_of(match, hint)
    month = _month_of(match, "m1", dated=bool(match["year"]), language=language)
    if year is None or month is None:
        return None
    return date(year, month, int(match["d1"])), date(year, month, int(match["d2"]))


def _two_days(match: re.Match[str], hint: int | None, language: str) -> _Days:
    """``28 September - 2 October 2024``: a range only where a dash joins them, otherwise two dates."""
    if not re.search(r"[-–—]", match[0][match.end("m1") - match.start() :]):
        return None
    last = _year_of(match, hint, "year2")
    months = [_month_of(match, group, dated=last is not None, language=language) for group in ("m1", "m2")]
    if last is None or None in months:
        return None
    first = _year_of(match, last)
    return date(first or last, months[0] or 1, int(match["d1"])), date(last, months[1] or 1, int(match["d2"]))


def _month(match: re.Match[str], hint: int | None, language: str) -> _Days:
    groups = match.groupdict()
    year = _year_of(match, hint)
    month = _month_of(match, "m1", dated=bool(groups.get("year")), language=language)
    if year is None or month is None or (groups.get("cue") and match["m1"] == "may"):
        return None
    return _span_of_month(year, month, only_end=bool(groups.get("end")))


def _two_months(match: re.Match[str], hint: int | None, language: str) -> _Days:
    """``June to August 2027``; the first lies in the year before where it comes later (``December to January``)."""
    year = _year_of(match, hint)
    first, last = (_month_of(match, group, dated=bool(match["year"]), language=language) for group in ("m1", "m2"))
    if year is None or first is None or last is None:
        return None
    return date(year - (first > last), first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _month_number(match: re.Match[str], _hint: int | None, _: str) -> _Days:
    return _span_of_month(int(match["year"]), int(match["m1"]), only_end=False)


def _span_of_month(year: int, month: int, *, only_end: bool) -> _Days:
    last = date(year, month, calendar.monthrange(year, month)[1])
    return (last if only_end else date(year, month, 1)), last


def _quarter(match: re.Match[str], _hint: int | None, _: str) -> _Days:
    year, quarter = int(match["year"]), int(match["quarter"])
    last = 3 * quarter
    return date(year, last - 2, 1), date(year, last, calendar.monthrange(year, last)[1])


def _whole_year(match: re.Match[str], _hint: int | None, _: str) -> _Days:
    year = int(match["year"])
    only_end = bool(match.groupdict().get("end"))
    return (date(year, 12, 31) if only_end else date(year, 1, 1)), date(year, 12, 31)

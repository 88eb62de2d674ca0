"""The hour at which a deadline's day ends, where its source names one (``hours.toml``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time
from functools import cache
from importlib import resources
from typing import Any

BRUSSELS = "Europe/Brussels"
NOON, LAST_MINUTE, OF_THE_PORTAL = time(12), time(23, 59), time(17)
_BEFORE = 70  # characters before a day in which its hour may stand
_BEHIND = 60  # characters behind an hour in which its zone may stand


@dataclass(frozen=True, slots=True)
class FoundHour:
    """An hour and its zone (IANA), and the characters of the text that say it; ``names_zone``: they say that too."""

    time: time
    zone: str
    span: tuple[int, int]
    names_zone: bool = True


def hour_beside(text: str, start: int, end: int) -> FoundHour | None:
    """The hour that a text gives right behind, or else right before, the day at these places."""
    behind = _joined().match(text, end)
    begin = behind.end() if behind else end
    found = _at(text, begin) if begin >= end else None
    return found or _before(text, start)


def zone_of_label(before: str) -> str | None:
    """The zone that a label in front of a day names for its hour: "Deadline (Lisbon time): "."""
    label = _LABEL.search(before)
    return next((zone for pattern, zone in _zones() if label and pattern.search(label[1])), None)


def hours(text: str) -> Iterator[FoundHour]:
    """Every hour of a text in order; the ends of "10:00 to 11:00" are none."""
    if not _MAY_HOLD.search(text):
        return
    for match in _hour().finditer(text):
        found = _read(text, match)
        if found:
            yield found


def without_hours(text: str) -> str:
    """A text with its hours and their zones cut out."""
    for hour in reversed(tuple(hours(text))):
        text = text[: hour.span[0]] + text[hour.span[1] :]
    return text


def says_when_deadlines_end(text: str) -> bool:
    """Does a sentence speak of the closing of calls?"""
    return _closing().search(text) is not None


def zone_of_stamp(clock: time, offset: str) -> str:
    """The zone of an hour written as in 2027-04-14T17:00:00.000+0000.

    The portal writes its 17:00 in Brussels so, with an offset that means nothing.
    """
    sign, digits = offset[:1], offset[1:].replace(":", "")
    if (not digits and sign in "Zz") or not digits.strip("0"):
        return BRUSSELS if clock == OF_THE_PORTAL or not offset else "UTC"
    return _at_offset(sign, int(digits[:2]))


def _before(text: str, start: int) -> FoundHour | None:
    first = max(0, start - _BEFORE, text.rfind("\n", 0, start) + 1)
    found = [hour for hour in hours(text[first:start]) if _joined().fullmatch(text, first + hour.span[1], start)]
    last = found[-1] if found else None
    return last and replace(last, span=(first + last.span[0], first + last.span[1]))


def _at(text: str, place: int) -> FoundHour | None:
    match = _hour().match(text, place)
    return _read(text, match) if match else None


def _read(text: str, match: re.Match[str]) -> FoundHour | None:
    clock = _clock(match)
    if clock is None or _RANGE_BEFORE.search(text, 0, match.start()) or _RANGE_BEHIND.match(text, match.end()):
        return None
    if match["offset"]:
        return FoundHour(clock, zone_of_stamp(clock, match["offset"]), match.span())
    zone = _zone(text, match.end())
    return (
        FoundHour(clock, zone[0], (match.start(), zone[1])) if zone else FoundHour(clock, BRUSSELS, match.span(), False)
    )


def _clock(match: re.Match[str]) -> time | None:
    """None for 00:00, which stamps give a day that has no hour."""
    if match["noon"]:
        return NOON
    if match["midnight"]:
        return LAST_MINUTE
    written = next(match[name] for name in ("clock", "half_hour", "counted", "announced") if match[name])
    hour, minute = int(written), int(match["minute"] or 0)
    half = (match["half"] or match["half_2"] or "").lower()[:1]
    if half:
        hour = hour % 12 + 12 * (half == "p")
    if hour == 24 or (half and (hour, minute) == (0, 0)):
        return LAST_MINUTE
    return time(hour, minute) if hour < 24 and (hour, minute) != (0, 0) else None


def _zone(text: str, place: int) -> tuple[str, int] | None:
    """The first zone named behind an hour, before the sentence or the line ends, and where its name does."""
    behind = _SENTENCE_END.split(text[place : place + _BEHIND], maxsplit=1)[0]
    found = [(m.start(), m.end(), zone) for pattern, zone in _zones() if (m := pattern.search(behind))]
    if not found:
        return None
    _, end, zone = min(found)
    shifted = _SHIFTED.match(text, place + end) if zone == "UTC" else None
    if shifted:
        return _at_offset(shifted["sign"], int(shifted["hours"])), shifted.end()
    ended = _TIME_WORD.match(text, place + end)
    return zone, ended.end() if ended else place + end


def _at_offset(sign: str, hours: int) -> str:
    """The zone of an offset from UTC; those names count westwards."""
    return f"Etc/GMT{'-' if sign == '+' else '+'}{hours}" if hours else "UTC"


_LABEL = re.compile(r"\(([^()\n]{2,40})\)[^():\n]{0,20}:[^:\n]{0,40}$")
_MAY_HOLD = re.compile(r"\d|noon|mid|mitt|minuit|mezz|medi|połud|półno", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[;\n\d]|\.\s")
_SHIFTED = re.compile(r"\s?(?P<sign>[+-])\s?(?P<hours>1[0-4]|0?\d)(?::00)?(?!\d)")
_TIME_WORD = re.compile(r"\s?(?:local )?(?:time|zeit)\b|\)", re.IGNORECASE)
_RANGE_BEFORE = re.compile(r"\d[.:h]\d\d\s?(?:[-–—]|to|bis|à)\s?$")
_RANGE_BEHIND = re.compile(r"\s?(?:[-–—]|to|bis|à)\s?\d{1,2}[.:h]\d\d")


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(resources.files("ingest").joinpath("hours.toml").read_text(encoding="utf-8"))


def _either(words: Sequence[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


@cache
def _joined() -> re.Pattern[str]:
    """What may stand between a day and its hour, zones and brackets included."""
    places = [name for names in _table()["places"].values() for name in names]
    capitals = [name for names in _table()["abbreviations"].values() for name in names]
    words = _either([*_table()["joining"], *places])
    return re.compile(
        rf"(?:\([^()\d\n]{{0,30}}[12]?\)|[\s,()–—:@|]|-(?=\s)|\b(?i:{words})(?!\w)|\b(?:{_either(capitals)})\b)*"
        r"(?:T(?=\d))?"
    )


@cache
def _hour() -> re.Pattern[str]:
    either = {name: _either(_table()[name]) for name in ("unit", "before", "noon", "midnight")}
    half = r"\s?(?P<{}>[ap])\.?\s?m\b\.?"
    return re.compile(
        rf"(?<![\d.,:/€$£-])(?P<said>\b(?:{either['before']})\s)?(?:(?P<noon>\b(?:{either['noon']})\b)|(?P<midnight>\b(?:{either['midnight']})\b)"
        rf"|(?P<clock>[01]?\d|2[0-4])(?:[:.]|\s?h\s?)(?P<minute>[0-5]\d)(?![\d%€])(?![.,/-](?!00)\d{{2}}(?![:.]))"
        rf"(?:[:.][0-5]\d(?:\.\d{{1,6}})?)?(?P<offset>Z\b|[+-]\d\d:?\d\d)?(?:{half.format('half')}|\s?(?:{either['unit']})\b)?"
        rf"|(?P<half_hour>1[0-2]|0?[1-9]){half.format('half_2')}"
        rf"|(?P<counted>[01]?\d|2[0-4])\s?(?:{either['unit']})(?![\w-])"
        r"|(?P<announced>(?(said)(?:[01]?\d|2[0-4])(?![\d.,:])|(?!))))",
        re.IGNORECASE,
    )


@cache
def _closing() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_either(_table()['closing'])})\b", re.IGNORECASE)


@cache
def _zones() -> tuple[tuple[re.Pattern[str], str], ...]:
    capitals = [(rf"\b(?:{_either(names)})\b", 0, zone) for zone, names in _table()["abbreviations"].items()]
    places = [(rf"\b(?:{_either(names)})\b", re.IGNORECASE, zone) for zone, names in _table()["places"].items()]
    return tuple((re.compile(pattern, flags), zone) for pattern, flags, zone in (*capitals, *places))

"""How many grants a call will give: "up to 20 SMEs will be selected", "around 5 grants are expected"."""

from __future__ import annotations

import re
from functools import cache

from ingest.calls import cues
from ingest.calls.evidence import Finds, Region

_SMALL = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNT = rf"(?P<n>(?!20\d\d\b)\d{{1,4}}|{'|'.join(_SMALL)})\b(?![.,%]\d)"
_RANGE = rf"(?:\d{{1,4}}\s?(?:-|–|to|and)\s?)?{_COUNT}"
_ADJECTIVES = r"(?:[^\W\d][\w-]*\s){0,2}?"
_NO_OTHER = r"(?<![\w.,€$£/-])(?<!\d\s)(?<!phase\s)(?<!stage\s)(?<!level\s)(?<!lot\s)"  # an amount, a phase


def find(region: Region, finds: Finds) -> None:
    """The first number that a text gives; of "8 to 10" the larger. "At least five" is none: it may be any number."""
    matches = (match for shape in _shapes() for match in shape.finditer(region.text))
    match = next((match for match in matches if not match.groupdict().get("least")), None)
    if match:
        finds.add("grants", str(_number(match["n"])), region, *match.span())


def counted(text: str) -> frozenset[int]:
    """The numbers of things that a call may give, whatever is said of them."""
    return frozenset(_number(match["n"]) for match in _counted().finditer(text))


@cache
def _counted() -> re.Pattern[str]:
    return re.compile(rf"{_NO_OTHER}{_COUNT}\s{_ADJECTIVES}(?:{cues.either('grants', 'thing')})\b", re.IGNORECASE)


def _number(written: str) -> int:
    return int(written) if written.isdigit() else 1 + _SMALL.index(written.lower())


@cache
def _shapes() -> tuple[re.Pattern[str], ...]:
    thing, given = cues.either("grants", "thing"), cues.either("grants", "given")
    gives, about, least = (cues.either("grants", name) for name in ("gives", "about", "least"))
    number_of = cues.either("grants", "number_of")
    counted = rf"{_RANGE}\s{_ADJECTIVES}(?:{thing})\b"
    shapes = (
        rf"\b(?:{gives})\s(?:(?:{about})\s)*(?!(?:{least})\b){counted}",
        rf"(?:\b(?P<least>{least})\s)?{_NO_OTHER}{counted}[^.;:\n]{{0,12}}?\s(?:{given})\b",
        rf"\b(?:{number_of})[^.;:\d\n]{{0,30}}(?:[:=]|\b(?:is|of|{about})\b)\s*{_NO_OTHER}{_RANGE}",
    )
    return tuple(re.compile(shape, re.IGNORECASE) for shape in shapes)

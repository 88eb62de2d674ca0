"""Amounts in euro, as whole euros with their places in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.calls import cues
from ingest.calls.evidence import Finds, Region

_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f.,']\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?"
_SCALE = r"(?:\s?(?P<{0}_scale>(?i:millions?|millionen|millones|milioni|mln|mio|billion|thousand)|[MmKk])\b\.?)?"
_UNIT = r"(?:EUR|€|[Ee]uros?)"
_TO = r"\s?(?:-|–|to|and|à|et|bis|und|a|y|e|do|i)\s?"


def _number(name: str) -> str:
    return rf"(?P<{name}>{_NUMBER}){_SCALE.format(name)}"


_AMOUNT = re.compile(
    rf"{_UNIT}\s?{_number('low')}(?:{_TO}{_UNIT}?\s?{_number('high')})?"
    rf"|(?:(?<![\w.,-])(?!20\d\d\b){_number('first')}{_TO})?{_number('last')}\s?(?:d['’]|d[ei]\s)?{_UNIT}(?!\w)",
)
_LEAST_UNSCALED = 1_000  # euros that a text writes out in full
_WIDEST = 1_000  # times the lower end that the upper one may be
_FACTORS = {"m": 1_000_000, "k": 1_000, "t": 1_000, "b": 1_000_000_000}
_BEFORE = 70  # characters before an amount in which its cue stands
_SENTENCE_END = re.compile(r"(?<=[^\W\d]{2}|\d\d)\.\s+(?=[A-ZÀ-Þ])|\n")
_ABOUT = r"\W*(?:(?:of|de|di|von)\W*)?(?:(?:between|around|about|approximately|circa|entre|zwischen|tra)\W*)?"


@dataclass(frozen=True, slots=True)
class Amount:
    """Euros, the upper end of a range if one is given, and where they are written."""

    euros: int
    to: int | None
    span: tuple[int, int]


def amounts(text: str) -> Iterator[Amount]:
    """Every amount in euro; other currencies are none."""
    for match in _AMOUNT.finditer(text):
        if match["low"]:
            yield _range(match, "low", "high") or Amount(_euros(match, "low"), None, match.span())
        else:
            yield _range(match, "first", "last") or Amount(_euros(match, "last"), None, match.span())


def _range(match: re.Match[str], low: str, high: str) -> Amount | None:
    """The lower end takes the scale of the upper one where it is a bare number ("2-4M", not "500,000-2.5M")."""
    if not match[low] or not match[high]:
        return None
    most, least = _euros(match, high), _euros(match, low)
    if not match[f"{low}_scale"] and least < _LEAST_UNSCALED:
        least = euros(match[low], match[f"{high}_scale"])
    return Amount(least, most, match.span()) if least < most <= _WIDEST * least else None


def _euros(match: re.Match[str], name: str) -> int:
    return euros(match[name], match[f"{name}_scale"])


def euros(number: str, scale: str | None = None) -> int:
    """A written number in whole units: ``150 000``, ``1.5`` with ``million``, ``200,000``, ``1.500,50``."""
    factor = _FACTORS.get((scale or "").lower()[:1], 1)
    if re.fullmatch(r"\d{1,3}(?:[ \u00a0\u202f.,']\d{3})+(?:[.,]\d{1,2})?", number):
        whole = re.sub(r"[.,]\d{1,2}$", "", number)
        return int(re.sub(r"\D", "", whole)) * factor
    return round(float(number.replace(",", ".")) * factor)


def find_budget(region: Region, finds: Finds) -> None:
    """Amounts whose words say what they are: one project's minimum and maximum, or the whole call's total."""
    told = 0
    for amount in amounts(region.text):
        start, end = amount.span
        before, after = _own_words(region.text[max(told, start - _BEFORE) : start]), region.text[end : end + 40]
        told = end
        if _is_total(before) and not is_each(after):
            finds.add("budget_total", str(amount.euros), region, start, end)
        elif _is_of_one_project(before, after):
            if amount.to:
                finds.add("budget_min", str(amount.euros), region, start, end)
            finds.add("budget_max", str(amount.to or amount.euros), region, start, end)


def _own_words(before: str) -> str:
    """The last sentence of the words before an amount: those further back are of another."""
    return _SENTENCE_END.split(before)[-1]


def _is_total(before: str) -> bool:
    announced = cues.anywhere("money", "total").search(before)
    return bool(announced or cues.just_before("money", "total_just_before", _ABOUT).search(before))


def _is_of_one_project(before: str, after: str) -> bool:
    return bool(cues.just_before("money", "project_before", _ABOUT).search(before)) or is_each(after)


def is_each(after: str) -> bool:
    """Do the words behind an amount say that each project gets it?"""
    return cues.just_after("money", "project_after").match(after.lstrip(" ,(")) is not None


def find_grant(region: Region, finds: Finds) -> None:
    """The first amount of words that tell what one project gets: its most, and its least where a range is given."""
    for amount in list(amounts(region.text))[:1]:
        if amount.to:
            finds.add("budget_min", str(amount.euros), region, *amount.span)
        finds.add("budget_max", str(amount.to or amount.euros), region, *amount.span)

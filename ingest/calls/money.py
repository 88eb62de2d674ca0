"""Amounts in euro, as whole euros with their places in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.calls.evidence import Finds, Region

_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f.,']\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?"
_SCALE = r"(?:\s?(?P<scale{0}>million|millions|millionen|millones|milioni|mln|mio|billion|thousand|M|m|k|K)\b\.?)?"
_AMOUNT = re.compile(
    rf"(?:EUR|€|euros?)\s?(?P<n1>{_NUMBER}){_SCALE.format(1)}(?:\s?(?:-|–|to|and)\s?(?:EUR|€)?\s?(?P<to>{_NUMBER}){_SCALE.format(3)})?"
    rf"|(?P<n2>{_NUMBER}){_SCALE.format(2)}\s?(?:EUR|€|euros?)(?!\w)",
)
_LEAST_UNSCALED = 1_000  # euros that a text writes out in full
_FACTORS = {"m": 1_000_000, "k": 1_000, "t": 1_000, "b": 1_000_000_000}
_PER_PROJECT = re.compile(
    r"\bper (?:project|company|sme|applicant|beneficiary|proposal|grant|start-?up|entity|participant|third party)\b|"
    r"range\b|\b(?:up to|maximum|max\.?|capped at|at most|lump sum of|grants? (?:of )?up to|grants? (?:of|is|are)|"
    r"voucher of|worth|receives?|(?:each|project) funding (?:is|of)|requests? (?:can be|of|from))\W*(?:of\W*)?$",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\b(?:total|overall|indicative|call|available|whole)\b[^.;]{0,40}\b(?:budget|amount|funding)\b|\bbudget\W*(?:of|is|:)|"
    r"\btotal call (?:is|of)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """Euros, the upper end of a range if one is given, and where they are written."""

    euros: int
    to: int | None
    span: tuple[int, int]


def amounts(text: str) -> Iterator[Amount]:
    """Every amount in euro; other currencies are none."""
    for match in _AMOUNT.finditer(text):
        high = euros(match["to"], match["scale3"]) if match["to"] else None
        yield _ordered(euros(match["n1"] or match["n2"], _scale(match)), high, match.span())


def _scale(match: re.Match[str]) -> str | None:
    """Of the lower end: its own, or that of the upper end where it is a bare number ("2-4M", not "500,000-2.5M")."""
    own: str | None = match["scale1"] or match["scale2"]
    bare = match["n1"] is not None and euros(match["n1"]) < _LEAST_UNSCALED
    return own or (match["scale3"] if bare else None)


def _ordered(low: int, high: int | None, span: tuple[int, int]) -> Amount:
    return Amount(low, high if high and high > low else None, span)


def euros(number: str, scale: str | None = None) -> int:
    """A written number in whole units: ``150 000``, ``1.5`` with ``million``, ``200,000``, ``1.500,50``."""
    factor = _FACTORS.get((scale or "").lower()[:1], 1)
    if re.fullmatch(r"\d{1,3}(?:[ \u00a0\u202f.,']\d{3})+(?:[.,]\d{1,2})?", number):
        whole = re.sub(r"[.,]\d{1,2}$", "", number)
        return int(re.sub(r"\D", "", whole)) * factor
    return round(float(number.replace(",", ".")) * factor)


def find_budget(region: Region, finds: Finds) -> None:
    """Amounts whose words say what they are: one project's minimum and maximum, or the whole call's total."""
    for amount in amounts(region.text):
        start, end = amount.span
        before, after = region.text[max(0, start - 70) : start], region.text[end : end + 40]
        if _TOTAL.search(before):
            finds.add("budget_total", str(amount.euros), region, start, end)
        elif _PER_PROJECT.search(before) or _PER_PROJECT.match(after.lstrip(" ,(")):
            if amount.to:
                finds.add("budget_min", str(amount.euros), region, start, end)
            finds.add("budget_max", str(amount.to or amount.euros), region, start, end)


def find_grant(region: Region, finds: Finds) -> None:
    """The first amount of words that tell what one project gets: its most, and its least where a range is given."""
    for amount in list(amounts(region.text))[:1]:
        if amount.to:
            finds.add("budget_min", str(amount.euros), region, *amount.span)
        finds.add("budget_max", str(amount.to or amount.euros), region, *amount.span)

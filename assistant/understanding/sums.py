"""Bounds that a question sets on the money of one project: "over 5 million euro", "between 1 and 2 million"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ingest.calls.money import amounts

Amounts = NDArray[np.float64]

_SAID_SHORT = re.compile(
    r"(?<![\w.,-])(\d[\d.,]*)\s?(m|k|millions?|thousand|billion|millionen|millones|milioni|mln)\b(?!\s?(?:€|eur))", re.I
)
_LEAST = re.compile(
    r"(?<!\w)(?:over|above|more than|at least|from|minimum|min\.?|exceeding|larger than|bigger than|higher than|"
    r"starting at|plus de|au moins|à partir d[eu']|mehr als|mindestens|über|ab|más de|al menos|mínimo|a partir de|"
    r"desde|più di|almeno|oltre|a partire da|ponad|co najmniej|powyżej|od)(?: of| de| di)?\W*$",
    re.IGNORECASE,
)
_EACH = re.compile(r"\s*(?:per|for each|each|par|pro|je|por|cada|na) [^\W\d]+", re.IGNORECASE)
_MOST = re.compile(
    r"(?:under|below|less than|up to|at most|maximum|max\.?|smaller than|lower than|not more than|no more than|"
    r"moins de|jusqu.à|au plus|weniger als|unter|höchstens|bis zu|menos de|hasta|meno di|fino a|al massimo|mniej niż|"
    r"poniżej|do)(?: of| de| di)?\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sum:
    """Euros for one project, both ends included; None leaves an end open."""

    least: int | None = None
    most: int | None = None
    span: tuple[int, int] = field(default=(0, 0), compare=False)
    """Where a text says so."""

    @property
    def is_exact(self) -> bool:
        return self.least == self.most

    def holds(self, low: Amounts, high: Amounts) -> NDArray[np.bool_]:
        """Where can a project get an amount within the bounds, by its least and most? Nowhere where these are NaN."""
        within: NDArray[np.bool_] = ~np.isnan(low)
        if self.least is not None:
            within &= high >= self.least
        return within & (low <= self.most) if self.most is not None else within


def bounded(text: str) -> Sum | None:
    """The bounds that a text sets; None where it sets none."""
    spelt = _SAID_SHORT.sub(r"\1 \2 €", text)
    longer = len(spelt) - len(text)
    for amount in amounts(spelt):
        start = min(amount.span[0], len(text))
        share = _EACH.match(spelt, amount.span[1])
        span = (start, max(start, (share.end() if share else amount.span[1]) - longer))
        if amount.to is not None:
            return Sum(amount.euros, amount.to, span)
        if least := _LEAST.search(spelt[: amount.span[0]]):
            return Sum(amount.euros, None, (least.start(), span[1]))
        if most := _MOST.search(spelt[: amount.span[0]]):
            return Sum(None, amount.euros, (most.start(), span[1]))
        if share:
            return Sum(amount.euros, amount.euros, span)
    return None

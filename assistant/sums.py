"""Bounds that a question sets on the money of one project: "over 5 million euro", "between 1 and 2 million"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.calls.money import amounts
from vectorstore.records import Budget

_SAID_SHORT = re.compile(
    r"(?<![\w.,-])(\d[\d.,]*)\s?(m|k|millions?|thousand|billion|millionen|millones|milioni|mln)\b(?!\s?(?:€|eur))", re.I
)
_LEAST = re.compile(
    r"(?:over|above|more than|at least|from|minimum|min\.?|exceeding|larger than|bigger than|higher than|"
    r"plus de|au moins|mehr als|mindestens|über|más de|al menos|mínimo|più di|almeno|oltre|ponad|co najmniej|"
    r"powyżej)(?: of| de| di)?\W*$",
    re.IGNORECASE,
)
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

    def holds(self, budget: Budget) -> bool:
        """Can a project get an amount within the bounds? A call that names no amount for one cannot be told to."""
        low, high = budget.min_eur or budget.max_eur, budget.max_eur or budget.min_eur
        if low is None or high is None:
            return False
        return (self.least is None or high >= self.least) and (self.most is None or low <= self.most)


def bounded(text: str) -> tuple[Sum, tuple[int, int]] | None:
    """The bounds and where their amount stands; None where a text sets none."""
    spelt = _SAID_SHORT.sub(r"\1 \2 €", text)
    for amount in amounts(spelt):
        start = min(amount.span[0], len(text))
        span = (start, min(amount.span[1], len(text)))
        if amount.to is not None:
            return Sum(amount.euros, amount.to), span
        if _LEAST.search(spelt[: amount.span[0]]):
            return Sum(least=amount.euros), span
        if _MOST.search(spelt[: amount.span[0]]):
            return Sum(most=amount.euros), span
    return None

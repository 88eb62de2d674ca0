"""How far several votes on the same things agree, beyond what chance would give."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

__all__ = ["cohen_kappa", "fleiss_kappa", "pairwise"]


def pairwise(votes: Sequence[Sequence[bool]]) -> float | None:
    """The share of pairs of votes on the same thing that agree; None without any pair."""
    marks = [first == second for cast in votes for first, second in combinations(cast, 2)]
    return sum(marks) / len(marks) if marks else None


def fleiss_kappa(votes: Sequence[Sequence[bool]]) -> float | None:
    """Fleiss' kappa (1971) of as many votes on each thing; None where every vote is the same, as it has no meaning."""
    observed = pairwise(votes)
    cast = [vote for each in votes for vote in each]
    return _beyond_chance(observed, cast, cast)


def cohen_kappa(first: Sequence[bool], second: Sequence[bool]) -> float | None:
    """Cohen's kappa (1960) of two raters of the same things; None where both always say the same one thing."""
    observed = sum(a == b for a, b in zip(first, second, strict=True)) / len(first) if first else None
    return _beyond_chance(observed, first, second)


def _beyond_chance(observed: float | None, first: Sequence[bool], second: Sequence[bool]) -> float | None:
    if observed is None:
        return None
    yes_first, yes_second = sum(first) / len(first), sum(second) / len(second)
    expected = yes_first * yes_second + (1 - yes_first) * (1 - yes_second)
    return None if expected == 1 else (observed - expected) / (1 - expected)

"""How much evidence an answer needs: the figures of ``thresholds.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

__all__ = ["Thresholds", "thresholds"]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Shares of the question's informative words (coverage) and cosines (similarity), each 0..1."""

    enough_coverage: float
    enough_similarity: float
    least_coverage: float

    def allow(self, coverage: float, similarity: float) -> bool:
        """May a passage answer: enough of the words, or similar enough with some of them?"""
        return coverage >= self.enough_coverage or (
            similarity >= self.enough_similarity and coverage >= self.least_coverage
        )


@cache
def thresholds() -> Thresholds:
    """Those in use; ``python -m eval.calibrating`` fits others on question sets and writes them in the same form."""
    return Thresholds(**tomllib.loads(resources.files(__package__).joinpath("thresholds.toml").read_text("utf-8")))

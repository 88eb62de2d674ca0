"""Percentiles by nearest rank."""

from __future__ import annotations

import math
from collections.abc import Sequence

__all__ = ["percentile"]


def percentile(values: Sequence[float], share: float) -> float | None:
    """The smallest value that at least ``share`` (0..1) of the values do not exceed; None where there are none."""
    if not values:
        return None
    return sorted(values)[max(math.ceil(share * len(values)), 1) - 1]

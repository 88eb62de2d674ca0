"""The calls at one end of an order: the next deadline or the last, the largest grant or the smallest."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assistant.calls.index import CallIndex
from assistant.calls.moments import NEVER, Flags, Moment
from assistant.understanding.understood import Order


def at_one_end(order: Order, chosen: Flags, moment: Moment, index: CallIndex, count: int = 1) -> Flags:
    """As many of the chosen as come first; more where some are equal, none where no call says."""
    measure = _measure(order, moment, index)
    measured = chosen & ~np.isnan(measure)
    if not measured.any():
        return measured
    measure = measure if order in ("soonest", "smallest") else -measure
    ranked = np.sort(measure[measured])
    first: Flags = measured & (measure <= ranked[min(count, len(ranked)) - 1])
    return first


def _measure(order: Order, moment: Moment, index: CallIndex) -> NDArray[np.float64]:
    """What the calls are ordered by, NaN where one does not say."""
    if order in ("soonest", "latest"):
        return np.where(moment.next_days == NEVER, np.nan, moment.next_days)
    return index.grants[1]

"""Pass rate: the share of answers that show all that their questions state."""

from __future__ import annotations

from eval.judged import Judged
from eval.metrics.metric import Metric


def _measure(judged: Judged) -> float:
    return float(judged.passed)


PASS_RATE = Metric("pass_rate", "Passed", _measure)

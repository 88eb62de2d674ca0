"""Follow-up success: the pass rate of questions with several turns, judged on the last."""

from __future__ import annotations

from eval.judged import Judged
from eval.metrics.metric import Metric


def _measure(judged: Judged) -> float | None:
    return float(judged.passed) if len(judged.question.asked) > 1 else None


FOLLOW_UP_SUCCESS = Metric("follow_up_success", "Follow-ups passed", _measure)

"""Closed-call rate: calls shown as current whose last deadline lies before the answer's day, of all calls shown.

Judged by the dates themselves and not by the status that the answer gives.
"""

from __future__ import annotations

from eval.judged import Judged
from eval.metrics.metric import Metric
from eval.received import ReceivedCall


def _measure(judged: Judged) -> float | None:
    shown = judged.answer.calls
    return sum(_is_closed(judged, card) for card in shown) / len(shown) if shown else None


def _is_closed(judged: Judged, card: ReceivedCall) -> bool:
    day = judged.answer.as_of or judged.result.as_of
    past = bool(card.deadlines and day) and max(deadline.date for deadline in card.deadlines) < day  # type: ignore[operator]
    return past or card.status == "closed"


CLOSED_CALL_RATE = Metric("closed_call_rate", "Closed calls shown as current", _measure, higher_is_better=False)

"""Latency: milliseconds of the last turn, as the asker waits (``wall``) and by the steps that the answer reports.

Percentiles are nearest-rank: the smallest value that at least the given share of the values do not exceed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from eval.judged import Judged
from eval.metrics.metric import Metric
from eval.percentiles import percentile

STEPS = ("understand", "retrieve", "compose", "generate", "verify")


def _wall(judged: Judged) -> float | None:
    return 1000 * judged.result.seconds[-1] if judged.result.seconds else None


def _step(judged: Judged, step: str) -> float | None:
    return judged.answer.timings_ms.get(step)


def _percentile(values: Sequence[float], share: float) -> float:
    found = percentile(values, share)
    return 0.0 if found is None else found


def _latency(step: str, share: float) -> Metric:
    measure = _wall if step == "wall" else partial(_step, step=step)
    label = f"p{round(100 * share)}"
    title = f"Latency {label}" if step == "wall" else f"Latency {label}: {step}"
    total = partial(_percentile, share=share)
    return Metric(f"latency_{step}_{label}", title, measure, higher_is_better=False, unit="ms", total=total)


LATENCIES = tuple(_latency(step, share) for step in ("wall", *STEPS) for share in (0.5, 0.95))

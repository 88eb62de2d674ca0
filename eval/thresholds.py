"""Thresholds of a set (``thresholds: {pass_rate: 0.9, closed_call_rate: 0}``): which of them a run misses.

Errors count in no metric, so that a run with thresholds may have none, unless ``errors`` allows for some.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from eval.metrics import METRICS, Measured

__all__ = ["Breach", "breaches", "unknown_metrics"]

ERRORS = "errors"


@dataclass(frozen=True, slots=True)
class Breach:
    """A figure on the wrong side of its threshold, or one that could not be measured at all."""

    metric: str
    value: float | None
    threshold: float
    at_least: bool

    @property
    def words(self) -> str:
        wanted = f"{'at least' if self.at_least else 'at most'} {self.threshold:g}"
        return f"{self.metric} is {'not measured' if self.value is None else f'{self.value:.4g}'}, wanted {wanted}"


def breaches(figures: Iterable[Measured], errors: int, thresholds: Mapping[str, float]) -> tuple[Breach, ...]:
    """The thresholds that are missed; lower is worse unless the metric says otherwise."""
    if not thresholds:
        return ()
    found = [Breach(ERRORS, errors, thresholds.get(ERRORS, 0), at_least=False)]
    found += [
        Breach(figure.metric.name, figure.value, thresholds[figure.metric.name], _at_least(figure))
        for figure in figures
        if figure.metric.name in thresholds
    ]
    return tuple(breach for breach in found if _is_breached(breach))


def unknown_metrics(thresholds: Mapping[str, float]) -> list[str]:
    """Thresholds of metrics that do not exist, which would otherwise never be breached."""
    return sorted(set(thresholds) - {metric.name for metric in METRICS} - {ERRORS})


def _at_least(figure: Measured) -> bool:
    return figure.metric.higher_is_better is not False


def _is_breached(breach: Breach) -> bool:
    if breach.value is None:
        return True
    return breach.value < breach.threshold if breach.at_least else breach.value > breach.threshold

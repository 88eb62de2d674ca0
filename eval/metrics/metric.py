"""A metric: what it gives for one answered question, and how the questions' values become one figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Literal

from eval.judged import Judged

__all__ = ["Measured", "Metric", "measured"]

Unit = Literal["share", "ms", "words", "tokens", "EUR"]


@dataclass(frozen=True, slots=True)
class Metric:
    """``measure`` gives None where the metric does not apply to a question; such a question counts nowhere.

    ``higher_is_better`` is None for a figure that is only told, such as the length. ``total`` makes one figure of the
    values of a run.
    """

    name: str
    title: str
    measure: Callable[[Judged], float | None]
    higher_is_better: bool | None = True
    unit: Unit = "share"
    total: Callable[[Sequence[float]], float] = fmean


@dataclass(frozen=True, slots=True)
class Measured:
    """A metric's figure for a run (None where no question has a value) and each question's value by its id."""

    metric: Metric
    value: float | None
    values: dict[str, float]

    @property
    def n(self) -> int:
        return len(self.values)


def measured(metric: Metric, answered: Iterable[Judged]) -> Measured:
    """A metric over a run."""
    values = {each.question.id: metric.measure(each) for each in answered}
    there = {name: value for name, value in values.items() if value is not None}
    return Measured(metric, metric.total(list(there.values())) if there else None, there)

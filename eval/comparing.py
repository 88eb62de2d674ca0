"""Two runs of the same questions: what got worse, what got better, and whether it is more than chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from eval.errors import NothingInCommon
from eval.intervals import Interval
from eval.judged import judged
from eval.metrics import METRICS, Metric, measured
from eval.percentiles import percentile
from eval.running import Result, Run
from eval.significance import difference_interval, holm, mcnemar, randomisation

__all__ = ["Change", "Comparison", "Kind", "MetricChange", "compare"]

Kind = Literal["regression", "improvement", "other answer"]
_RANK = {"error": 0, "failed": 1, "passed": 2}
_ORDER: dict[Kind, int] = {"regression": 0, "improvement": 1, "other answer": 2}


@dataclass(frozen=True, slots=True)
class Change:
    """A question that the runs answer differently."""

    kind: Kind
    before: Result
    after: Result


@dataclass(frozen=True, slots=True)
class MetricChange:
    """A metric over the questions that have a value in both runs; ``p`` is corrected for the number of metrics."""

    metric: Metric
    n: int
    before: float
    after: float
    interval: Interval
    p: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs, regressions first; ``only`` names questions that one of the runs lacks.

    ``waited`` are the median milliseconds of the last turn before and after; where the runs were made under other
    loads they say nothing.
    """

    questions: int
    changes: tuple[Change, ...]
    metrics: tuple[MetricChange, ...]
    mcnemar_p: float
    only: tuple[str, ...]
    waited: tuple[float | None, float | None]

    @property
    def moved(self) -> tuple[MetricChange, ...]:
        return tuple(row for row in self.metrics if row.before != row.after)

    def of(self, kind: Kind) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.kind == kind)


def compare(before: Run, after: Run) -> Comparison:
    """What differs between two runs, question by question; raises NothingInCommon."""
    old, new = _by_id(before), _by_id(after)
    both = [name for name in old if name in new]
    if not both:
        raise NothingInCommon
    changes = [change for name in both if (change := _change(old[name], new[name]))]
    lost = sum((old[n].outcome, new[n].outcome) == ("passed", "failed") for n in both)
    gained = sum((old[n].outcome, new[n].outcome) == ("failed", "passed") for n in both)
    return Comparison(
        len(both),
        tuple(sorted(changes, key=lambda change: _ORDER[change.kind])),
        _metrics(before, after),
        mcnemar(lost, gained),
        tuple(sorted(old.keys() ^ new.keys())),
        (_waited(old, both), _waited(new, both)),
    )


def _by_id(run: Run) -> dict[str, Result]:
    return {result.question.id: result for result in run.results}


def _waited(results: Mapping[str, Result], names: list[str]) -> float | None:
    return percentile([1000 * results[name].seconds[-1] for name in names if results[name].seconds], 0.5)


def _change(before: Result, after: Result) -> Change | None:
    old, new = _RANK[before.outcome], _RANK[after.outcome]
    if new != old:
        return Change("regression" if new < old else "improvement", before, after)
    return Change("other answer", before, after) if _shown(before) != _shown(after) else None


def _shown(result: Result) -> tuple[object, ...]:
    """What a user sees of an answer, without the ids, links and times that differ from run to run."""
    answer = result.shown
    statements = [(each.get("text"), each.get("citations")) for each in answer.get("statements") or []]
    citations = [tuple(map(each.get, ("number", "title", "quote"))) for each in answer.get("citations") or []]
    calls = [[_card(card) for card in answer.get(kind) or []] for kind in ("calls", "closed_calls")]
    return answer.get("status"), answer.get("text"), statements, citations, calls, result.complaints


def _card(card: Mapping[str, Any]) -> tuple[object, ...]:
    return tuple(map(card.get, ("topic_id", "acronym", "title", "status", "verdict", "next_deadline")))


def _metrics(before: Run, after: Run) -> tuple[MetricChange, ...]:
    rows = [row for metric in METRICS if (row := _metric(metric, before, after))]
    corrected = holm({metric.name: p for metric, _, _, p in rows})
    return tuple(
        MetricChange(
            metric,
            len(old),
            metric.total(old),
            metric.total(new),
            difference_interval([b - a for a, b in zip(old, new, strict=True)]),
            corrected[metric.name],
        )
        for metric, old, new, _ in rows
    )


def _metric(metric: Metric, before: Run, after: Run) -> tuple[Metric, list[float], list[float], float] | None:
    if metric.higher_is_better is None or metric.unit == "ms":  # times differ between any two runs
        return None
    old = measured(metric, judged(before.results, before.question_set)).values
    new = measured(metric, judged(after.results, after.question_set)).values
    both = [name for name in old if name in new]
    if not both:
        return None
    first, second = [old[name] for name in both], [new[name] for name in both]
    return metric, first, second, randomisation([b - a for a, b in zip(first, second, strict=True)])

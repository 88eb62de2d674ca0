"""Two runs of the same questions: what got worse, what got better, and whether it is more than chance."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Literal

from eval.errors import NothingInCommon
from eval.intervals import Interval
from eval.judged import judged
from eval.metrics import METRICS, Metric, measured
from eval.running import Result, Run
from eval.significance import difference_interval, holm, mcnemar, randomisation

__all__ = ["Change", "Comparison", "MetricChange", "compare", "worded"]

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
    """All that differs, regressions first; ``only`` names questions that one of the runs lacks."""

    questions: int
    changes: tuple[Change, ...]
    metrics: tuple[MetricChange, ...]
    mcnemar_p: float
    only: tuple[str, ...]

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
    )


def worded(before: str, after: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """The words that differ, as (removed, added) pairs in order, joined: two (sign, words) for a terminal."""
    old, new = (re.findall(r"\S+", text) for text in (before, after))
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    gone = [" ".join(old[a:b]) for tag, a, b, _, _ in matcher.get_opcodes() if tag != "equal" and b > a]
    come = [" ".join(new[c:d]) for tag, _, _, c, d in matcher.get_opcodes() if tag != "equal" and d > c]
    return ("-", " … ".join(gone)), ("+", " … ".join(come))


def _by_id(run: Run) -> dict[str, Result]:
    return {result.question.id: result for result in run.results}


def _change(before: Result, after: Result) -> Change | None:
    old, new = _RANK[before.outcome], _RANK[after.outcome]
    if new != old:
        return Change("regression" if new < old else "improvement", before, after)
    return Change("other answer", before, after) if _shown(before) != _shown(after) else None


def _shown(result: Result) -> tuple[object, ...]:
    """What a user sees of an answer, without the ids and times that differ from run to run."""
    answer = result.answer or {}
    titles = [(call.get("topic_id"), call.get("title")) for call in answer.get("calls") or []]
    return answer.get("text"), answer.get("status"), tuple(titles), result.complaints


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
    if metric.higher_is_better is None:
        return None
    old = measured(metric, judged(before.results, before.question_set)).values
    new = measured(metric, judged(after.results, after.question_set)).values
    both = [name for name in old if name in new]
    if not both:
        return None
    first, second = [old[name] for name in both], [new[name] for name in both]
    return metric, first, second, randomisation([b - a for a, b in zip(first, second, strict=True)])

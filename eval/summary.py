"""A run in figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from eval.intervals import Interval, bootstrap_interval
from eval.judged import judged
from eval.metrics import METRICS, Measured, measured
from eval.running import Result, Run
from eval.thresholds import Breach, breaches

__all__ = ["Figure", "Summary", "Tally", "summarise"]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many questions passed, failed, or got an error instead of an answer."""

    passed: int = 0
    failed: int = 0
    errors: int = 0

    @property
    def questions(self) -> int:
        return self.passed + self.failed + self.errors

    @property
    def pass_rate(self) -> float | None:
        """Passed of those judged; None where nothing could be judged. An error is not a 0."""
        judged = self.passed + self.failed
        return self.passed / judged if judged else None


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric's value over the run, and for a share its 95 % bootstrap interval."""

    measured: Measured
    interval: Interval | None

    @property
    def name(self) -> str:
        return self.measured.metric.name

    @property
    def value(self) -> float | None:
        return self.measured.value


@dataclass(frozen=True, slots=True)
class Summary:
    """The whole run, each tag in alphabetical order, every metric, and the thresholds that were missed."""

    name: str
    overall: Tally
    by_tag: dict[str, Tally]
    figures: tuple[Figure, ...]
    breaches: tuple[Breach, ...]

    def value(self, name: str) -> float | None:
        return next(figure.value for figure in self.figures if figure.name == name)

    def as_json(self) -> dict[str, object]:
        """The content of ``summary.json``."""
        return {
            "name": self.name,
            **_tally_as_json(self.overall),
            "metrics": {figure.name: _figure_as_json(figure) for figure in self.figures},
            "breaches": [breach.words for breach in self.breaches],
            "by_tag": {tag: _tally_as_json(tally) for tag, tally in self.by_tag.items()},
        }


def summarise(run: Run, fail_under: float | None = None) -> Summary:
    """The figures of a run; ``fail_under`` is a pass rate (0..1) that counts beside the thresholds of the set."""
    answered = judged(run.results, run.question_set)
    figures = tuple(_figure(measured(metric, answered)) for metric in METRICS)
    overall, thresholds = _tally(run.results), run.question_set.thresholds
    if fail_under is not None:
        thresholds = {**thresholds, "pass_rate": max(fail_under, thresholds.get("pass_rate", 0.0))}
    return Summary(
        run.question_set.name,
        overall,
        {tag: _tally(each for each in run.results if tag in each.question.tags) for tag in _tags(run)},
        figures,
        breaches((figure.measured for figure in figures), overall.errors, thresholds),
    )


def _tags(run: Run) -> list[str]:
    return sorted({tag for result in run.results for tag in result.question.tags})


def _figure(figure: Measured) -> Figure:
    share = figure.metric.unit == "share" and figure.values
    return Figure(figure, bootstrap_interval(list(figure.values.values())) if share else None)


def _tally(results: Iterable[Result]) -> Tally:
    counted = Counter(result.outcome for result in results)
    return Tally(counted["passed"], counted["failed"], counted["error"])


def _tally_as_json(tally: Tally) -> dict[str, object]:
    return {
        "questions": tally.questions,
        "passed": tally.passed,
        "failed": tally.failed,
        "errors": tally.errors,
        "pass_rate": tally.pass_rate,
    }


def _figure_as_json(figure: Figure) -> dict[str, object]:
    told: dict[str, object] = {"value": figure.value, "n": figure.measured.n}
    if figure.interval:
        told["ci95"] = [figure.interval.low, figure.interval.high]
    return told

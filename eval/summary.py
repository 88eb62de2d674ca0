"""A run in figures."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eval.running import Result, Run

__all__ = ["Summary", "Tally", "percentile", "summarise"]


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
class Summary:
    """The whole run, each tag in alphabetical order, and milliseconds a turn (None without a turn)."""

    name: str
    overall: Tally
    by_tag: dict[str, Tally]
    latency_p50_ms: float | None
    latency_p95_ms: float | None

    def as_json(self) -> dict[str, object]:
        """The content of ``summary.json``."""
        return {
            "name": self.name,
            **_tally_as_json(self.overall),
            "by_tag": {tag: _tally_as_json(tally) for tag, tally in self.by_tag.items()},
            "latency_ms": {"p50": self.latency_p50_ms, "p95": self.latency_p95_ms},
        }


def summarise(run: Run) -> Summary:
    """The figures of a run."""
    tags = sorted({tag for result in run.results for tag in result.question.tags})
    milliseconds = [1000 * seconds for result in run.results for seconds in result.seconds]
    return Summary(
        run.question_set.name,
        _tally(run.results),
        {tag: _tally(result for result in run.results if tag in result.question.tags) for tag in tags},
        percentile(milliseconds, 0.50),
        percentile(milliseconds, 0.95),
    )


def percentile(values: Sequence[float], share: float) -> float | None:
    """The nearest-rank percentile: the smallest value that at least ``share`` of the values do not exceed."""
    if not values:
        return None
    return sorted(values)[max(math.ceil(share * len(values)), 1) - 1]


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

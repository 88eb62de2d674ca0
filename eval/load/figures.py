"""What a load showed, and whether that is enough."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from eval.load.clients import REFUSALS, Sample
from eval.percentiles import percentile

__all__ = ["Load", "Phase", "Verdict", "phase_of"]

INGEST_FACTOR, OVERLOAD_FACTOR, MEMORY_SHARE = 1.5, 2.0, 0.05


@dataclass(frozen=True, slots=True)
class Phase:
    """One stretch of time under load; milliseconds of whole answers to questions."""

    name: str
    clients: int
    seconds: float
    statuses: dict[int, int]
    p50_ms: float
    p95_ms: float

    @property
    def answered(self) -> int:
        return self.statuses.get(200, 0)

    @property
    def refused(self) -> int:
        return sum(self.statuses.get(status, 0) for status in REFUSALS)

    @property
    def failed(self) -> int:
        return sum(self.statuses.values()) - self.answered - self.refused


def phase_of(name: str, clients: int, samples: Sequence[Sample], begins: float, ends: float) -> Phase:
    """The samples that began within the time."""
    within = [sample for sample in samples if begins <= sample.began < ends]
    times = [sample.ms for sample in within if sample.status == 200 and sample.is_question]
    statuses = dict(Counter(sample.status for sample in within))
    p50, p95 = percentile(times, 0.5) or 0.0, percentile(times, 0.95) or 0.0
    return Phase(name, clients, ends - begins, statuses, p50, p95)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One thing that must hold, the figure that shows it, and whether it does."""

    wanted: str
    found: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Load:
    """The phases: before, during and after an ingest, and the overload; resident memory of the server in MB."""

    idle: Phase
    ingest: Phase
    after: Phase
    overload: Phase
    switched: bool
    memory_mb: tuple[float, ...]
    machine: dict[str, object]

    @property
    def growth(self) -> float:
        """Of the memory, from the first quarter of the load to the last, as a share."""
        quarter = max(len(self.memory_mb) // 4, 1)
        first, last = self.memory_mb[:quarter], self.memory_mb[-quarter:]
        return (sum(last) / len(last)) / (sum(first) / len(first)) - 1

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        calm = (self.idle, self.ingest, self.after)
        failed = sum(phase.failed + phase.refused for phase in calm)
        slower = self.ingest.p95_ms / self.idle.p95_ms
        crowded, over = self.overload.p95_ms / self.idle.p95_ms, self.overload
        return (
            Verdict("no failed answer", f"{failed} of {sum(p.answered for p in calm) + failed}", failed == 0),
            Verdict("the generation is switched under load", "yes" if self.switched else "no", self.switched),
            Verdict("p95 during the ingest ≤ 1.5 × before", f"{slower:.2f} ×", slower <= INGEST_FACTOR),
            Verdict("memory flat within 5 %", f"{self.growth:+.1%}", abs(self.growth) <= MEMORY_SHARE),
            Verdict("p95 of what is accepted at 10 × ≤ 2 ×", f"{crowded:.2f} ×", crowded <= OVERLOAD_FACTOR),
            Verdict(
                "the rest at 10 × is refused with Retry-After",
                f"{over.refused} refused, {over.failed} failed, {over.answered} answered",
                over.failed == 0 and over.answered > 0,
            ),
        )

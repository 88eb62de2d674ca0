from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from eval.benchmark import Bench, as_table, benchmark, measure, write
from eval.errors import BenchmarkError


class Clock:
    """Time that only passes when a contender works."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Pipeline:
    """A contender of known speed; keeps the order of what it was told to do."""

    asked_for = "nothing"

    def __init__(self, name: str, clock: Clock, ingest_s: float, ask_s: float, log: list[str]) -> None:
        self.name, self._clock, self._ingest_s, self._ask_s, self._log = name, clock, ingest_s, ask_s, log

    def ingest(self, folder: Path) -> int:
        assert not folder.exists()
        folder.mkdir()
        self._clock.now += self._ingest_s
        self._log.append(f"ingest {self.name}")
        return 100

    def ask(self, question: str, as_of: date | None) -> None:
        assert as_of is None
        self._clock.now += self._ask_s
        self._log.append(f"ask {self.name} {question}")


def measured() -> tuple[Bench, list[str]]:
    clock, log = Clock(), list[str]()
    pipelines = [Pipeline("ours", clock, 2.0, 0.004, log), Pipeline("stock", clock, 5.0, 0.010, log)]
    figures = measure(pipelines, [("a", None), ("b", None)], 3, clock)
    return Bench("corpus", 2, 3, figures), log


def test_medians_and_ratios_follow_from_the_times() -> None:
    bench, _ = measured()
    ours, stock = bench.contenders
    assert (ours.ingest_s, ours.passages_per_s, stock.passages_per_s) == (2.0, 50.0, 20.0)
    assert (ours.question_ms, stock.question_ms) == pytest.approx((4.0, 10.0))
    assert bench.as_json()["ratios"] == [
        {"beside": "stock", "passages_per_s": 2.5, "ingest": 2.5, "question": 2.5},
    ]


def test_contenders_take_turns_and_change_who_is_first() -> None:
    _, log = measured()
    assert log[:6] == [f"ingest {name}" for name in ("ours", "stock", "stock", "ours", "ours", "stock")]
    asked = [line.split()[1] for line in log if line.startswith("ask")][4:]  # after the warm-up of two each
    assert asked == ["ours", "stock"] * 2 + ["stock", "ours"] * 2 + ["ours", "stock"] * 2


def test_figures_are_shown_and_written(tmp_path: Path) -> None:
    bench, _ = measured()
    assert "beside stock: 2.5× the passages a second" in as_table(bench)
    stored = json.loads(write(bench, tmp_path / "out").read_text())
    assert [each["passages_per_s"] for each in stored["contenders"]] == [50.0, 20.0]


def test_a_missing_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match="does not exist"):
        benchmark(tmp_path / "none")

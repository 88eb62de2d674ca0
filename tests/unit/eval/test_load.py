"""A load is judged by its figures: what failed, how much slower, how much more memory."""

from __future__ import annotations

import json
from pathlib import Path

from eval.load import Load, write
from eval.load.clients import Sample
from eval.load.figures import Phase, phase_of

MACHINE: dict[str, object] = {"cpus": 2}


def phase(p95: float, **statuses: int) -> Phase:
    counted = {int(status.removeprefix("s")): count for status, count in statuses.items()}
    return Phase("x", 50, 60.0, counted or {200: 1000}, p95 / 2, p95)


def load(
    ingest: Phase | None = None,
    overload: Phase | None = None,
    memory: tuple[float, ...] = (400, 401, 402, 403),
    switched: bool = True,
) -> Load:
    calm = phase(100)
    return Load(calm, ingest or calm, calm, overload or phase(150, s200=500, s503=900), switched, memory, MACHINE)


def missed(given: Load) -> list[str]:
    return [verdict.wanted for verdict in given.verdicts if not verdict.holds]


def test_a_good_load_holds_in_everything() -> None:
    assert missed(load()) == []


def test_each_shortcoming_is_told() -> None:
    assert "ingest" in missed(load(ingest=phase(151)))[0]
    assert "failed answer" in missed(load(ingest=phase(100, s200=9, s0=1)))[0]
    assert "failed answer" in missed(load(ingest=phase(100, s200=9, s503=1)))[0]
    assert "memory" in missed(load(memory=(400, 400, 400, 421)))[0]
    assert "switched" in missed(load(switched=False))[0]
    assert "accepted" in missed(load(overload=phase(201, s200=9, s503=1)))[0]
    assert "Retry-After" in missed(load(overload=phase(100, s200=9, s500=1)))[0]
    assert "Retry-After" in missed(load(overload=phase(100, s503=10)))[0]


def test_a_phase_has_the_requests_that_began_in_it_and_the_times_of_whole_answers() -> None:
    samples = [
        Sample(1.0, 10, 200, True),
        Sample(1.5, 20, 200, True),
        Sample(1.6, 9999, 200, False),
        Sample(1.7, 5, 503, True),
        Sample(1.8, 60_000, 0, True),
        Sample(2.0, 30, 200, True),
    ]
    found = phase_of("x", 5, samples, 1.0, 2.0)
    assert (found.answered, found.refused, found.failed, found.p95_ms) == (3, 1, 1, 20)


def test_figures_and_report_are_written(tmp_path: Path) -> None:
    report = write(load(overload=phase(999, s200=1, s503=9)), tmp_path / "out")
    assert "MISSED" in report.read_text("utf-8")
    figures = json.loads((tmp_path / "out" / "load.json").read_text("utf-8"))
    assert [each["holds"] for each in figures["verdicts"]].count(False) == 1

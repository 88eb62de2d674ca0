from __future__ import annotations

from pathlib import Path

import pytest

from eval.bench.stages import Stage, stages
from tests.fakes import FakeEmbedder


def test_every_format_is_measured_and_then_all_of_them_together(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n\nA note on clusters.\n")
    (tmp_path / "b.csv").write_text("title,deadline\nWater call,2027-05-04\nSoil call,2027-06-04\n")
    (tmp_path / "broken.pdf").write_bytes(b"no pdf")
    found = list(stages(tmp_path, FakeEmbedder()))
    assert [(stage.suffix, stage.passages) for stage in found] == [(".csv", 2), (".md", 1), ("all", 3)]
    assert "reading" in found[0].line()


def test_a_stage_that_takes_a_twentieth_of_the_time_is_twenty_times_as_fast() -> None:
    stage = Stage(".md", 1, 100, reading_s=0.1, chunking_s=0.1, calls_s=9.0, embedded=50, embedding_s=2.0)
    assert stage.times_as_fast == pytest.approx(20)
    assert "finding calls 11/s, embedding 25/s; reading and chunking 20.0 times" in stage.line()

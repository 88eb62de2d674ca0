from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from eval.asking import Source
from eval.commands import evaluate
from eval.folder import RunFolder
from eval.reporting import write_reports
from eval.running import run
from eval.sets import QuestionSet
from eval.summary import summarise
from tests.unit.eval.answers import answer


def finished(folder: Path, **head: object) -> None:
    question_set = QuestionSet.model_validate({"questions": [{"id": "A", "question": "a", "say": ["never"]}], **head})
    into = RunFolder.create(folder, question_set, {}, {})
    made = run(question_set, Source(lambda _: answer()), into.add)
    write_reports(folder, made, summarise(made))


def test_every_run_stands_with_its_figures_a_link_and_what_it_misses(tmp_path: Path) -> None:
    finished(tmp_path / "one", name="set <1>", thresholds={"pass_rate": 0.9})
    finished(tmp_path / "two", name="set 2")
    result = CliRunner().invoke(evaluate, ["overview", str(tmp_path)])
    assert result.exit_code == 0, result.output
    page = (tmp_path / "index.html").read_text("utf-8")
    assert '<a href="one/report.html">set &lt;1&gt;</a>' in page
    assert "set 2</a>" in page
    assert "pass_rate is 0, wanted at least 0.9" in page
    assert "Verification of sentences" not in page


def test_the_verifiers_benchmark_is_shown_where_it_was_measured(tmp_path: Path) -> None:
    finished(tmp_path / "one", name="set")
    (tmp_path / "verification").mkdir()
    kinds = [{"kind": "negation", "made": 40, "passed": 1}]
    figures = {"faithful": kinds, "corrupted": kinds, "faithful_passed": 0.99, "corrupted_passed": 0.0009}
    (tmp_path / "verification/verification.json").write_text(json.dumps(figures), "utf-8")
    assert CliRunner().invoke(evaluate, ["overview", str(tmp_path)]).exit_code == 0
    page = (tmp_path / "index.html").read_text("utf-8")
    assert "<b>99.0 %</b> of the faithful" in page
    assert "<b>0.09 %</b> of the corrupted" in page


def test_a_folder_without_runs_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(evaluate, ["overview", str(tmp_path / "none")])
    assert result.exit_code == 2
    assert "none holds no usable run" in result.output

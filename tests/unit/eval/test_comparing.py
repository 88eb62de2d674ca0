from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.asking import Source
from eval.comparing import compare
from eval.errors import NothingInCommon
from eval.folder import RunFolder
from eval.reporting.comparison import comparison_text
from eval.reporting.side_by_side import comparison_page
from eval.running import Run, run
from eval.sets import QuestionSet
from eval.stored import read_run, scored
from tests.unit.eval.answers import answer, card


def of(count: int) -> QuestionSet:
    questions = [{"id": f"Q{n}", "question": f"question {n}", "say": ["right"]} for n in range(count)]
    return QuestionSet.model_validate({"name": "n", "questions": questions})


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    folder = RunFolder.create(tmp_path / "run", of(30), {}, {})
    run(of(30), Source(lambda question: answer(f"That is right: {question.question} [1].")), folder.add)
    return folder.path


def broken(folder: Path, count: int) -> Run:
    """A copy in which the first answers were broken by hand."""
    lines = [json.loads(line) for line in (folder / "answers.jsonl").read_text("utf-8").splitlines()]
    for line in lines[:count]:
        line["answer"]["text"] = "That is wrong [1]."
    (folder / "answers.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return scored(read_run(folder))


def test_a_run_does_not_differ_from_itself(stored: Path) -> None:
    comparison = compare(read_run(stored), read_run(stored))
    assert comparison.changes == ()
    assert comparison.mcnemar_p == 1.0
    assert all(row.p == 1.0 for row in comparison.metrics)
    assert comparison_text(comparison).startswith("No difference in 30 questions.")


def test_exactly_the_answers_that_were_broken_are_named(stored: Path) -> None:
    before = read_run(stored)
    comparison = compare(before, broken(stored, 10))
    assert [change.after.question.id for change in comparison.of("regression")] == [f"Q{n}" for n in range(10)]
    assert len(comparison.changes) == 10
    (passed,) = [row for row in comparison.metrics if row.metric.name == "pass_rate"]
    assert (passed.before, passed.after) == (1.0, pytest.approx(20 / 30))
    assert passed.p < 0.05
    assert comparison.mcnemar_p == pytest.approx(2 / 2**10)
    text = comparison_text(comparison)
    assert text.index("## Got worse") > 0
    assert "- right: question 0" in text
    assert "+ wrong" in text
    page = comparison_page(comparison)
    assert page.count('class="q regression" open') == 10
    assert "<del>right: question 0 </del>" in page
    assert "<ins>wrong </ins>" in page


@pytest.mark.parametrize(
    "broken_by_hand",
    [
        {"text": "Nothing."},
        {"status": "no_evidence"},
        {"calls": [card("Another")]},
        {"closed_calls": [card("Another", status="closed")]},
        {"citations": [{"number": 1, "quote": "invented"}]},
        {"statements": [{"text": "That is right: question 3 [1].", "citations": [2]}]},
        {"citations": "none"},
    ],
)
def test_whatever_part_of_an_answer_is_broken_it_is_named(stored: Path, broken_by_hand: dict[str, Any]) -> None:
    before = read_run(stored)
    lines = [json.loads(line) for line in (stored / "answers.jsonl").read_text("utf-8").splitlines()]
    lines[3]["answer"] |= broken_by_hand
    (stored / "answers.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    assert [change.after.question.id for change in compare(before, scored(read_run(stored))).changes] == ["Q3"]


def test_runs_without_a_common_question_are_refused() -> None:
    other = QuestionSet.model_validate({"name": "o", "questions": [{"id": "X", "question": "x"}]})

    def ask(_: object) -> dict[str, Any]:
        return answer()

    with pytest.raises(NothingInCommon):
        compare(run(of(1), Source(ask)), run(other, Source(ask)))

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from eval.asking import Source
from eval.comparing import compare, worded
from eval.errors import NothingInCommon
from eval.folder import RunFolder
from eval.reporting.comparison import comparison_text
from eval.running import Run, run
from eval.sets import QuestionSet
from eval.significance import holm, mcnemar, randomisation
from eval.stored import read_run, scored
from tests.unit.eval.answers import answer


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


def test_runs_without_a_common_question_are_refused() -> None:
    other = QuestionSet.model_validate({"name": "o", "questions": [{"id": "X", "question": "x"}]})

    def ask(_: object) -> dict[str, Any]:
        return answer()

    with pytest.raises(NothingInCommon):
        compare(run(of(1), Source(ask)), run(other, Source(ask)))


def test_words_that_differ_are_told_apart() -> None:
    assert worded("open until 2 May", "closed since 2 May") == (("-", "open until"), ("+", "closed since"))


def test_randomisation_matches_all_sign_flips_counted_by_hand() -> None:
    # of the 16 ways to flip (1, 1, 1, 1), two are as extreme: all up, all down
    assert randomisation([1, 1, 1, 1]) == pytest.approx(2 / 16, abs=0.01)
    assert randomisation([1, 1, 1, 1]) == randomisation([1, 1, 1, 1])
    assert randomisation([0.0, 0.0]) == 1.0


def test_randomisation_agrees_with_scipy() -> None:
    from scipy.stats import permutation_test

    differences = [0.3, -0.1, 0.4, 0.2, 0.5, -0.2, 0.1, 0.6]
    exact = permutation_test((differences,), lambda x: sum(x), permutation_type="samples", n_resamples=math.inf)
    assert randomisation(differences) == pytest.approx(exact.pvalue, abs=0.01)


def test_mcnemar_is_a_fair_coin_over_the_questions_that_changed() -> None:
    assert mcnemar(0, 0) == 1.0
    assert mcnemar(5, 0) == pytest.approx(2 * 0.5**5)


def test_holm_multiplies_by_what_is_left_and_never_falls() -> None:
    assert holm({"a": 0.01, "b": 0.04, "c": 0.03}) == pytest.approx({"a": 0.03, "c": 0.06, "b": 0.06})

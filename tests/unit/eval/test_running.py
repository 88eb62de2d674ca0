from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from assistant.answers import Question
from eval.asking import Ask, Source
from eval.errors import AskFailed
from eval.running import Result, run
from eval.sets import QuestionSet
from tests.unit.eval.answers import answer


def of(*questions: dict[str, Any]) -> QuestionSet:
    return QuestionSet.model_validate({"name": "n", "as_of": "2024-05-15", "questions": questions})


def ticking() -> Iterator[float]:
    now = 0.0
    while True:
        yield now
        now += 0.5


def test_every_question_is_asked_on_its_day() -> None:
    asked: list[Question] = []

    def ask(question: Question) -> dict[str, Any]:
        asked.append(question)
        return answer()

    run(of({"id": "A", "question": "x"}, {"id": "B", "question": "y", "as_of": "2024-10-03"}), Source(ask))
    assert [(each.question, each.as_of) for each in asked] == [("x", date(2024, 5, 15)), ("y", date(2024, 10, 3))]


def test_follow_ups_stay_in_the_conversation_and_the_last_answer_is_judged() -> None:
    seen: list[str | None] = []

    def ask(question: Question) -> dict[str, Any]:
        seen.append(question.conversation_id)
        return answer(question.question, conversation_id="kept")

    (result,) = run(of({"id": "A", "turns": ["one", "two"], "say": ["two"]}), Source(ask)).results
    assert seen == [None, "kept"]
    assert result.outcome == "passed"
    assert [each["text"] for each in result.answers] == ["one", "two"]


def test_a_refused_question_is_an_error_and_the_run_goes_on() -> None:
    def ask(question: Question) -> dict[str, Any]:
        if question.question == "x":
            raise AskFailed("HTTP 500: broken")
        return answer()

    results = run(of({"id": "A", "question": "x"}, {"id": "B", "question": "y"}), Source(ask)).results
    assert [(each.outcome, each.complaints) for each in results] == [
        ("error", ("HTTP 500: broken",)),
        ("passed", ()),
    ]


def test_what_came_before_a_failing_turn_is_kept() -> None:
    def ask(question: Question) -> dict[str, Any]:
        if question.conversation_id:
            raise AskFailed("gone")
        return answer()

    (result,) = run(of({"id": "A", "turns": ["one", "two"]}), Source(ask)).results
    assert result.outcome == "error"
    assert len(result.answers) == 1


def test_json_that_is_no_answer_is_an_error() -> None:
    ask: Ask = lambda _: {"hello": "world"}  # noqa: E731
    (result,) = run(of({"id": "A", "question": "x"}), Source(ask)).results
    assert result.outcome == "error"
    assert "no Answer" in result.complaints[0]


def test_results_are_handed_on_as_they_come() -> None:
    handed: list[Result] = []
    finished = run(
        of({"id": "A", "question": "x"}, {"id": "B", "question": "y"}), Source(lambda _: answer()), handed.append
    )
    assert tuple(handed) == finished.results


def test_each_turn_is_timed() -> None:
    clock = ticking()
    (result,) = run(
        of({"id": "A", "turns": ["one", "two"]}), Source(lambda _: answer()), stopwatch=lambda: next(clock)
    ).results
    assert result.seconds == (0.5, 0.5)

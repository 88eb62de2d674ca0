"""A run: every question of a set asked in order, the last turn judged."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.answers import Question
from eval.asking import Ask
from eval.errors import AskFailed
from eval.judging import Case, judge
from eval.received import RawAnswer, receive
from eval.sets import QuestionSet, SetQuestion

__all__ = ["Outcome", "Result", "Run", "Stopwatch", "run"]

Outcome = Literal["passed", "failed", "error"]
Stopwatch = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Result:
    """One question's answers (one a turn, as far as they came), what was wrong, and the seconds of each turn.

    ``error`` means that there was no answer to judge; it counts neither as passed nor as failed.
    """

    question: SetQuestion
    as_of: date | None
    outcome: Outcome
    complaints: tuple[str, ...]
    answers: tuple[RawAnswer, ...]
    seconds: tuple[float, ...]

    @property
    def answer(self) -> RawAnswer | None:
        """The last answer."""
        return self.answers[-1] if self.answers else None


@dataclass(frozen=True, slots=True)
class Run:
    """A set and the result of each of its questions, in the set's order."""

    question_set: QuestionSet
    results: tuple[Result, ...]


def run(
    question_set: QuestionSet,
    ask: Ask,
    on_result: Callable[[Result], None] = lambda _: None,
    stopwatch: Stopwatch = time.perf_counter,
) -> Run:
    """Ask everything; each result is also handed on as soon as it is there, so that an interrupted run is of use."""
    return Run(question_set, tuple(_results(question_set, ask, on_result, stopwatch)))


def _results(
    question_set: QuestionSet, ask: Ask, on_result: Callable[[Result], None], stopwatch: Stopwatch
) -> Iterator[Result]:
    for question in question_set.questions:
        result = _result(question_set, question, ask, stopwatch)
        on_result(result)
        yield result


def _result(question_set: QuestionSet, question: SetQuestion, ask: Ask, stopwatch: Stopwatch) -> Result:
    answers: list[RawAnswer] = []
    seconds: list[float] = []
    day = question_set.day_of(question)
    try:
        for answer, took in _converse(question.asked, day, ask, stopwatch):
            answers.append(answer)
            seconds.append(took)
        complaints = judge(Case(question, receive(answers[-1]), question_set))
    except AskFailed as error:
        return Result(question, day, "error", (error.message,), tuple(answers), tuple(seconds))
    outcome: Outcome = "failed" if complaints else "passed"
    return Result(question, day, outcome, complaints, tuple(answers), tuple(seconds))


def _converse(
    turns: tuple[str, ...], day: date | None, ask: Ask, stopwatch: Stopwatch
) -> Iterator[tuple[RawAnswer, float]]:
    """Each turn's answer and its seconds, every turn in the conversation of the first."""
    conversation_id = None
    for turn in turns:
        begun = stopwatch()
        answer = ask(Question(turn, conversation_id=conversation_id, as_of=day))
        yield answer, stopwatch() - begun
        conversation_id = receive(answer).conversation_id

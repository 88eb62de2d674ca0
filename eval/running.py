"""A run: every question of a set asked, the last turn judged."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from assistant.answers import Question
from eval.asking import Source
from eval.errors import AskFailed
from eval.judging import Case, judge
from eval.passages import Passages, StoredPassage
from eval.received import RawAnswer, receive
from eval.sets import QuestionSet, SetQuestion

__all__ = ["Outcome", "Result", "Run", "Stopwatch", "judged_again", "run"]

Outcome = Literal["passed", "failed", "error"]
Stopwatch = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Result:
    """One question's answers (one a turn, as far as they came), what was wrong, and the seconds of each turn.

    ``error`` means that there was no answer to judge; it counts neither as passed nor as failed. ``found`` holds the
    ids of what retrieval ranked for the last turn, ``passages`` the texts of these and of what was cited.
    """

    question: SetQuestion
    as_of: date | None
    outcome: Outcome
    complaints: tuple[str, ...]
    answers: tuple[RawAnswer, ...]
    seconds: tuple[float, ...]
    found: tuple[str, ...] = ()
    passages: Passages = field(default_factory=dict)

    @property
    def answer(self) -> RawAnswer | None:
        """The last answer."""
        return self.answers[-1] if self.answers else None

    @property
    def shown(self) -> RawAnswer:
        """The answer that was judged; empty where there was none, or what came is no Answer."""
        return self.answer if self.answer and self.outcome != "error" else {}


@dataclass(frozen=True, slots=True)
class Run:
    """A set and the result of each of its questions, in the set's order."""

    question_set: QuestionSet
    results: tuple[Result, ...]


@dataclass(slots=True)
class _Conversation:
    """What a conversation has brought so far; kept when a later turn fails."""

    answers: list[RawAnswer] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    found: tuple[str, ...] = ()


def run(
    question_set: QuestionSet,
    source: Source,
    on_result: Callable[[Result], None] = lambda _: None,
    *,
    known: Mapping[str, Result] | None = None,
    jobs: int = 1,
    stopwatch: Stopwatch = time.perf_counter,
) -> Run:
    """Ask everything that is not known yet, ``jobs`` questions at a time where the source allows that.

    Each new result is handed on in the set's order as soon as it is there, so that an interrupted run is of use.
    """
    known = known or {}
    open_questions = [question for question in question_set.questions if question.id not in known]
    fresh = dict(known)
    for result in _asked(question_set, open_questions, source, jobs if source.concurrent else 1, stopwatch):
        on_result(result)
        fresh[result.question.id] = result
    return Run(question_set, tuple(fresh[question.id] for question in question_set.questions))


def judged_again(question_set: QuestionSet, question: SetQuestion, stored: Result) -> Result:
    """A stored result under the expectations of a question as it stands in this set."""
    talk = _Conversation(list(stored.answers), list(stored.seconds), stored.found)
    if stored.answer is None or stored.outcome == "error":
        return _unjudged(question, stored.as_of, talk, stored.complaints or ("There is no answer.",))
    try:
        return _result(question_set, question, stored.as_of, talk, stored.passages)
    except AskFailed as error:
        return _unjudged(question, stored.as_of, talk, (error.message,))


def _asked(
    question_set: QuestionSet, questions: list[SetQuestion], source: Source, jobs: int, stopwatch: Stopwatch
) -> Iterator[Result]:
    def one(question: SetQuestion) -> Result:
        return _ask(question_set, question, source, stopwatch)

    if jobs <= 1:
        yield from map(one, questions)
        return
    pool = ThreadPoolExecutor(jobs, "question")
    try:
        yield from pool.map(one, questions)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)  # after an interruption, nothing more is asked


def _ask(question_set: QuestionSet, question: SetQuestion, source: Source, stopwatch: Stopwatch) -> Result:
    talk = _Conversation()
    day = question_set.day_of(question)
    try:
        _converse(talk, question.asked, day, source, stopwatch)
        return _result(question_set, question, day, talk, _passages(talk, source))
    except AskFailed as error:
        return _unjudged(question, day, talk, (error.message,))


def _result(
    question_set: QuestionSet, question: SetQuestion, day: date | None, talk: _Conversation, passages: Passages
) -> Result:
    complaints = judge(Case(question, receive(talk.answers[-1]), question_set))
    outcome: Outcome = "failed" if complaints else "passed"
    return Result(question, day, outcome, complaints, tuple(talk.answers), tuple(talk.seconds), talk.found, passages)


def _unjudged(question: SetQuestion, day: date | None, talk: _Conversation, why: tuple[str, ...]) -> Result:
    return Result(question, day, "error", why, tuple(talk.answers), tuple(talk.seconds))


def _converse(
    talk: _Conversation, turns: tuple[str, ...], day: date | None, source: Source, stopwatch: Stopwatch
) -> None:
    """Ask the turns one after another, every turn in the conversation of the first; looking inside is not timed."""
    conversation_id = None
    for turn in turns:
        asked = Question(turn, conversation_id=conversation_id, as_of=day)
        talk.found = source.found(asked)
        begun = stopwatch()
        answer = source.ask(asked)
        talk.seconds.append(stopwatch() - begun)
        talk.answers.append(answer)
        conversation_id = receive(answer).conversation_id


def _passages(talk: _Conversation, source: Source) -> dict[str, StoredPassage]:
    cited = [citation.passage_id for citation in receive(talk.answers[-1]).citations if citation.passage_id]
    looked_up = {passage_id: source.passage(passage_id) for passage_id in dict.fromkeys((*cited, *talk.found))}
    return {passage_id: passage for passage_id, passage in looked_up.items() if passage}

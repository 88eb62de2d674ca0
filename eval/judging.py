"""Does an answer meet what its question expects? One function a rule; each yields what is wrong, in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from eval.received import ReceivedAnswer, ReceivedCall
from eval.sets import QuestionSet, SetQuestion

__all__ = ["ABSTENTIONS", "Case", "judge"]

ABSTENTIONS = frozenset({"no_evidence", "out_of_scope", "declined"})


@dataclass(frozen=True, slots=True)
class Case:
    """A question with its answer, and the set that names the calls."""

    question: SetQuestion
    answer: ReceivedAnswer
    named_in: QuestionSet

    def has(self, cards: tuple[ReceivedCall, ...], name: str) -> bool:
        return any(_found(self.named_in.pattern(name), card.searched) for card in cards)


Rule = Callable[[Case], Iterator[str]]


def judge(case: Case) -> tuple[str, ...]:
    """Everything that is wrong with the answer, in the order of the rules; empty means passed."""
    return tuple(complaint for rule in RULES for complaint in rule(case))


def _status(case: Case) -> Iterator[str]:
    status = case.answer.status
    if case.question.expect == "abstain":
        right = status in ABSTENTIONS
    elif case.question.expect == "clarify":
        right = status == "clarification"
    else:
        # where closed calls are asked for, any status may carry them
        right = status == "answered" or bool(case.question.closed)
    if not right:
        yield f"status is {status}, expected to {case.question.expect}"


def _first(case: Case) -> Iterator[str]:
    wanted, best = case.question.first, case.answer.calls[:1]
    if wanted and not any(case.has(best, name) for name in wanted):
        yield f"first call is {best[0].searched[:80] if best else 'missing'}, expected {' or '.join(wanted)}"


def _all(case: Case) -> Iterator[str]:
    yield from (f"{name} is missing" for name in case.question.all if not case.has(case.answer.calls, name))


def _any(case: Case) -> Iterator[str]:
    wanted = case.question.any
    if wanted and not any(case.has(case.answer.calls, name) for name in wanted):
        yield f"none of {', '.join(wanted)} is there"


def _none(case: Case) -> Iterator[str]:
    yield from (f"{name} should not be there" for name in case.question.none if case.has(case.answer.calls, name))


def _closed(case: Case) -> Iterator[str]:
    for name in case.question.closed:
        if case.has(case.answer.calls, name):
            yield f"{name} is closed but among the calls"
        if not case.has(case.answer.closed_calls, name):
            yield f"{name} is not among the closed calls"


def _say(case: Case) -> Iterator[str]:
    yield from (f"/{regex}/ is not said" for regex in case.question.say if not _found(regex, case.answer.said))


def _unsay(case: Case) -> Iterator[str]:
    yield from (f"/{regex}/ is said" for regex in case.question.unsay if _found(regex, case.answer.text))


def _cite(case: Case) -> Iterator[str]:
    yield from (f"/{regex}/ is not quoted" for regex in case.question.cite if not _found(regex, case.answer.quoted))


def _no_dangling_citation(case: Case) -> Iterator[str]:
    numbers = {citation.number for citation in case.answer.citations}
    used = {number for statement in case.answer.statements for number in statement.citations}
    yield from (f"citation [{number}] does not exist" for number in sorted(used - numbers))


def _no_closed_call_shown_as_current(case: Case) -> Iterator[str]:
    for card in case.answer.calls:
        if card.status == "closed":
            yield f"a closed call is among the calls: {card.searched[:80]}"


RULES: tuple[Rule, ...] = (
    _status,
    _first,
    _all,
    _any,
    _none,
    _closed,
    _say,
    _unsay,
    _cite,
    _no_dangling_citation,
    _no_closed_call_shown_as_current,
)


def _found(regex: str, text: str) -> bool:
    return re.search(regex, text, re.IGNORECASE) is not None

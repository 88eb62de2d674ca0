"""One answered question as the metrics look at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from eval.judging import ABSTENTIONS, Case
from eval.passages import StoredPassage
from eval.received import ReceivedAnswer, ReceivedCitation, ReceivedStatement, receive
from eval.running import Result
from eval.sets import QuestionSet, SetQuestion

__all__ = ["Judged", "judged"]


@dataclass(frozen=True)
class Judged:
    """A question, its last answer, and the passages behind it; never one that got an error instead of an answer."""

    result: Result
    answer: ReceivedAnswer
    question_set: QuestionSet

    @property
    def question(self) -> SetQuestion:
        return self.result.question

    @property
    def passed(self) -> bool:
        return self.result.outcome == "passed"

    @property
    def abstained(self) -> bool:
        return self.answer.status in ABSTENTIONS

    @property
    def expects_abstention(self) -> bool:
        return self.question.expect == "abstain"

    @cached_property
    def case(self) -> Case:
        return Case(self.question, self.answer, self.question_set)

    @cached_property
    def citations(self) -> dict[int, ReceivedCitation]:
        return {citation.number: citation for citation in self.answer.citations}

    @cached_property
    def found(self) -> tuple[StoredPassage, ...]:
        """What retrieval ranked, best first; empty where that was not seen."""
        passages = self.result.passages
        return tuple(passages[passage_id] for passage_id in self.result.found if passage_id in passages)

    @property
    def factual(self) -> Iterator[ReceivedStatement]:
        """The statements of an answer that says something; what declines or asks back states no facts."""
        if self.answer.status == "answered":
            yield from self.answer.statements

    def cited_by(self, statement: ReceivedStatement) -> tuple[StoredPassage, ...]:
        """The passages behind a statement, as far as they are known."""
        numbers = dict.fromkeys(number for number in statement.citations if number in self.citations)
        found = (self.result.passages.get(self.citations[number].passage_id) for number in numbers)
        return tuple(passage for passage in found if passage)


def judged(results: tuple[Result, ...], question_set: QuestionSet) -> tuple[Judged, ...]:
    """The results that can be measured: those with an answer."""
    return tuple(
        Judged(result, receive(result.answer), question_set)
        for result in results
        if result.outcome != "error" and result.answer is not None
    )

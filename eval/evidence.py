"""What retrieval finds for the questions of sets that have one turn and either a fact or no answer at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from eval.calibrating import Evidence
from eval.sets import QuestionSet, SetQuestion, load

__all__ = ["evidence_of"]

LOOKED_AT = 8
_PROSE = frozenset({"takeaway", "service", "faq", "people", "event"})


def evidence_of(sets: Sequence[Path], store: Path) -> list[Evidence]:
    """In the order of the sets."""
    from assistant.settings import Settings
    from eval.inside import Inside

    inside = Inside(Settings(store=store))
    return [
        Evidence(inside.measured(question.asked[0], question_set.day_of(question))[:LOOKED_AT], _has_answer(question))
        for question_set in map(load, sets)
        for question in _of_use(question_set)
    ]


def _of_use(question_set: QuestionSet) -> Iterator[SetQuestion]:
    for question in question_set.questions:
        tags = set(question.tags)
        if len(question.asked) == 1 and "injection" not in tags and (tags & _PROSE or not _has_answer(question)):
            yield question


def _has_answer(question: SetQuestion) -> bool:
    return question.expect != "abstain"

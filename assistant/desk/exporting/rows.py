"""What every export says of a question: its own words, the answer of the question it repeats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.clock import BRUSSELS
from assistant.desk.records import DeskQuestion, Source
from assistant.desk.working import heads


@dataclass(frozen=True, slots=True)
class Exported:
    """One question as it is given out."""

    question: DeskQuestion
    head: DeskQuestion
    times_asked: int

    @property
    def status(self) -> str:
        """What is set apart and unsettled is named by its kind."""
        if self.question.kind != "question" and self.head.status in ("waiting", "drafted"):
            return self.question.kind
        return self.head.status

    @property
    def answer(self) -> str:
        return self.head.said

    @property
    def only_promises(self) -> bool:
        """Does the answer only say that somebody will look it up?"""
        draft = self.head.draft
        return draft is not None and draft.follow_up and not self.head.edited

    @property
    def sources(self) -> tuple[Source, ...]:
        """Those of the draft, for an answer that still is the draft or grew from it."""
        return self.head.sources if self.answer else ()

    @property
    def asked_at(self) -> datetime | None:
        """When it was asked, or reached the desk; None for a question of a file that does not say."""
        return self.question.asked_at or (self.question.arrived_at if self.question.session_id else None)

    @property
    def answered_by(self) -> str:
        """Whoever told it the answer, for a question asked again after that was given."""
        return self.question.answered_by or self.head.answered_by or ""

    @property
    def answered_at(self) -> datetime | None:
        return self.question.answered_at or self.head.answered_at

    @property
    def seconds_to_answer(self) -> int | None:
        """From being asked, or from reaching the desk where nobody knows when it was asked."""
        if self.answered_at is None or self.asked_at is None:
            return None
        waited = self.answered_at - self.asked_at
        return round(waited.total_seconds()) if waited.total_seconds() >= 0 else None


def exported(questions: Sequence[DeskQuestion]) -> tuple[Exported, ...]:
    """All questions by number."""
    head_of = heads(questions)
    asked: dict[str, int] = {}
    for head in head_of.values():
        asked[head.question_id] = asked.get(head.question_id, 0) + 1
    return tuple(
        Exported(q, head_of[q.question_id], asked[head_of[q.question_id].question_id])
        for q in sorted(questions, key=lambda q: q.number)
    )


def local(instant: datetime | None) -> str:
    """An instant in Brussels, as ISO 8601."""
    return instant.astimezone(BRUSSELS).isoformat(timespec="seconds") if instant else ""

"""What people thought of an answer; kept as long as the answer it is about, and erased with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Column, Connection, DateTime, Engine, Select, String, Table, Text, delete, func, insert, select

from assistant.clock import Clock
from assistant.database import METADATA
from assistant.errors import UnknownAnswer

Rating = Literal["up", "down"]
Reason = Literal["inaccurate", "incomplete", "outdated", "wrong_source"]

FEEDBACK = Table(
    "feedback",
    METADATA,
    Column("answer_id", String(64), primary_key=True),
    Column("rating", String(8), nullable=False),
    Column("reason", String(32)),
    Column("comment", Text),
    Column("created_at", DateTime(timezone=True), nullable=False),
)


@dataclass(frozen=True, slots=True)
class Feedback:
    """A thumb up or down on one answer, with a reason and the person's own words where given."""

    answer_id: str
    rating: Rating
    reason: Reason | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class FeedbackBook:
    """The feedback on all answers; the last word on an answer counts."""

    engine: Engine
    clock: Clock

    def add(self, feedback: Feedback) -> None:
        """Keep it in place of an earlier one; UnknownAnswer for an id that was never given out, or was erased."""
        with self.engine.begin() as connection:
            if not _is_known(connection, feedback.answer_id):
                raise UnknownAnswer(feedback.answer_id)
            connection.execute(delete(FEEDBACK).where(FEEDBACK.c.answer_id == feedback.answer_id))
            connection.execute(insert(FEEDBACK).values(_row(feedback, self.clock())))

    def counts(self) -> dict[str, int]:
        """How many answers have each rating."""
        by_rating = select(FEEDBACK.c.rating, func.count().label("answers")).group_by(FEEDBACK.c.rating)
        with self.engine.connect() as connection:
            return {row.rating: row.answers for row in connection.execute(by_rating)}


def forget_feedback(connection: Connection, answer_ids: Select[Any]) -> None:
    """Delete the feedback on these answers, within the caller's transaction."""
    connection.execute(delete(FEEDBACK).where(FEEDBACK.c.answer_id.in_(answer_ids)))


def _is_known(connection: Connection, answer_id: str) -> bool:
    turns = METADATA.tables["conversation_turns"]
    return connection.execute(select(turns.c.turn).where(turns.c.answer_id == answer_id)).first() is not None


def _row(feedback: Feedback, now: datetime) -> dict[str, object]:
    return {
        "answer_id": feedback.answer_id,
        "rating": feedback.rating,
        "reason": feedback.reason,
        "comment": feedback.comment,
        "created_at": now,
    }

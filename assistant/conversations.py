"""What was asked and answered, kept for follow-ups in SQL so that any process of a server can answer the next one.

Nothing is given out beyond its retention, whether or not it has been purged yet.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Column, DateTime, Engine, Integer, Row, Select, String, Table, Text, delete, insert, select

from assistant.answers import Answer, as_json
from assistant.breaker import Breaker
from assistant.clock import Clock
from assistant.database import METADATA, has_file, make_tables, open_engine, scrub
from assistant.errors import UnknownConversation
from assistant.feedback import forget_feedback

TURNS = Table(
    "conversation_turns",
    METADATA,
    Column("turn", Integer, primary_key=True, autoincrement=True),
    Column("conversation_id", String(64), nullable=False, index=True),
    Column("answer_id", String(64), nullable=False, unique=True),
    Column("asked", Text, nullable=False),
    Column("self_contained", Text, nullable=False),
    Column("calls", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False, index=True),
)
# A follow-up looks this far back.
REMEMBERED = 5
RETENTION = timedelta(days=30)
REST_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Turn:
    """One question, made self-contained, and the calls its answer was about."""

    question: str
    call_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordedTurn:
    """A turn as it was shown: the question in the asker's words and the whole Answer, as JSON values."""

    answer_id: str
    created_at: datetime
    question: str
    answer: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Conversations:
    """The turns of all conversations, newest last."""

    engine: Engine
    clock: Clock
    retention: timedelta = RETENTION
    outage: Breaker = field(default_factory=lambda: Breaker(1, REST_SECONDS), repr=False, compare=False)
    """Open while the database cannot be used, so that no answer waits for it."""

    def are_kept(self) -> bool:
        """Did the last attempt to keep something succeed?"""
        return not self.outage.rests

    def heal(self) -> None:
        """After an outage, or where the file is gone: the tables are made again, empty."""
        if self.outage.rests or not has_file(self.engine):
            self.engine.dispose()
            make_tables(self.engine)

    def last_turns(self, conversation_id: str) -> tuple[Turn, ...]:
        """The last turns, oldest first; UnknownConversation for one never given out, erased or past its retention."""
        newest = self._kept(conversation_id).order_by(TURNS.c.turn.desc()).limit(REMEMBERED)
        rows = self._rows(newest, conversation_id)
        return tuple(Turn(row.self_contained, tuple(row.calls.split())) for row in reversed(rows))

    def recorded(self, conversation_id: str) -> tuple[RecordedTurn, ...]:
        """All turns, oldest first; UnknownConversation as above."""
        rows = self._rows(self._kept(conversation_id).order_by(TURNS.c.turn), conversation_id)
        return tuple(
            RecordedTurn(row.answer_id, _aware(row.created_at), row.asked, json.loads(row.answer)) for row in rows
        )

    def remember(self, asked: str, turn: Turn, answer: Answer) -> None:
        """Append a turn: the question as asked, as understood, and what was answered."""
        row = {
            "conversation_id": answer.conversation_id,
            "answer_id": answer.answer_id,
            "asked": asked,
            "self_contained": turn.question,
            "calls": " ".join(turn.call_ids),
            "answer": as_json(answer).decode(),
            "created_at": self.clock(),
        }
        with self.engine.begin() as connection:
            connection.execute(insert(TURNS).values(row))

    def erase(self, conversation_id: str) -> None:
        """Delete a conversation and the feedback on it, down to the bytes; UnknownConversation where there is none."""
        if not self._delete(TURNS.c.conversation_id == conversation_id):
            raise UnknownConversation(conversation_id)

    def purge(self) -> int:
        """Delete every turn past the retention, with its feedback; how many there were."""
        return self._delete(TURNS.c.created_at < self._oldest())

    def forget_document(self, document_id: str) -> int:
        """Delete every turn whose answer cites or names a document, with its feedback; how many there were."""
        return self._delete(TURNS.c.answer.contains(f'"{document_id}"', autoescape=True))

    def _delete(self, condition: Any) -> int:
        with self.engine.begin() as connection:
            answers = select(TURNS.c.answer_id).where(condition)
            forget_feedback(connection, answers)
            deleted = connection.execute(delete(TURNS).where(condition)).rowcount
        if deleted:
            scrub(self.engine)
        return deleted

    def _kept(self, conversation_id: str) -> Select[Any]:
        return select(TURNS).where(TURNS.c.conversation_id == conversation_id, TURNS.c.created_at >= self._oldest())

    def _rows(self, query: Select[Any], conversation_id: str) -> list[Row[Any]]:
        with self.engine.connect() as connection:
            rows = list(connection.execute(query))
        if not rows:
            raise UnknownConversation(conversation_id)
        return rows

    def _oldest(self) -> datetime:
        return self.clock() - self.retention


def open_conversations(url: str, clock: Clock, retention: timedelta = RETENTION) -> Conversations:
    """The conversations kept at a database URL; InvalidSetting where it cannot be used."""
    return Conversations(open_engine(url), clock, retention)


def new_id() -> str:
    """An id that cannot be guessed."""
    return secrets.token_urlsafe(16)


def _aware(instant: datetime) -> datetime:
    """SQLite keeps no time zone; every instant written is in UTC."""
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)

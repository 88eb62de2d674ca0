"""What was asked and answered, by conversation: kept in SQL so that any process of a server can follow up."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import (
    Column,
    DateTime,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    func,
    insert,
    select,
)

from assistant.errors import UnknownConversation

_METADATA = MetaData()
_TURNS = Table(
    "turns",
    _METADATA,
    Column("conversation_id", String, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("answer_id", String, nullable=False),
    Column("question", Text, nullable=False),
    Column("calls", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
)
# A follow-up looks this far back.
REMEMBERED = 5


@dataclass(frozen=True, slots=True)
class Turn:
    """One question, made self-contained, and the calls its answer was about."""

    question: str
    call_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conversations:
    """The turns of all conversations, newest last."""

    engine: Engine
    clock: Callable[[], datetime]

    def last_turns(self, conversation_id: str) -> tuple[Turn, ...]:
        """The last turns, oldest first; UnknownConversation for an id that was never given out."""
        newest = (
            select(_TURNS.c.question, _TURNS.c.calls)
            .where(_TURNS.c.conversation_id == conversation_id)
            .order_by(_TURNS.c.position.desc())
            .limit(REMEMBERED)
        )
        with self.engine.connect() as connection:
            rows = connection.execute(newest).all()
        if not rows:
            raise UnknownConversation(conversation_id)
        return tuple(Turn(row.question, tuple(row.calls.split())) for row in reversed(rows))

    def remember(self, conversation_id: str, answer_id: str, turn: Turn) -> None:
        """Append a turn."""
        with self.engine.begin() as connection:
            last = select(func.max(_TURNS.c.position)).where(_TURNS.c.conversation_id == conversation_id)
            position = (connection.execute(last).scalar() or 0) + 1
            row = {
                "conversation_id": conversation_id,
                "position": position,
                "answer_id": answer_id,
                "created_at": self.clock(),
            }
            connection.execute(insert(_TURNS).values(**row, question=turn.question, calls=" ".join(turn.call_ids)))


def open_conversations(path: Path, clock: Callable[[], datetime]) -> Conversations:
    """The conversations kept in a SQLite file, which is made when missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 10})
    _METADATA.create_all(engine)
    return Conversations(engine, clock)


def new_id() -> str:
    """An id that cannot be guessed."""
    return secrets.token_urlsafe(16)

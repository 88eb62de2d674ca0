"""The desk's tables, and their rows as records."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from assistant.database import METADATA
from assistant.desk.records import CallNote, DeskQuestion, Reply, Session, Source

SESSIONS = Table(
    "desk_sessions",
    METADATA,
    Column("session_id", String(32), primary_key=True),
    Column("title", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("scope", String(8), nullable=False),
    Column("speakers", Text, nullable=False),
    Column("starts_at", DateTime(timezone=True)),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("importing_until", DateTime(timezone=True)),
)

QUESTIONS = Table(
    "desk_questions",
    METADATA,
    Column("question_id", String(32), primary_key=True),
    Column("session_id", String(32), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("key", String(128)),
    Column("identity", Text, nullable=False),
    Column("arrived_at", DateTime(timezone=True), nullable=False),
    Column("asked_at", DateTime(timezone=True)),
    Column("question", Text, nullable=False),
    Column("language", String(16), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("status", String(16), nullable=False, index=True),
    Column("speaker", Text),
    Column("asker", Text),
    Column("email", Text),
    Column("merged_into", String(32)),
    Column("vector", LargeBinary),
    Column("embedder", String(64)),
    Column("draft", Text),
    Column("draft_problem", Text),
    Column("drafting_until", DateTime(timezone=True)),
    Column("drafted_at", DateTime(timezone=True)),
    Column("answer", Text),
    Column("edited", Boolean, nullable=False),
    Column("follow_up", Boolean, nullable=False),
    Column("earlier", String(32)),
    Column("claimed_by", Text),
    Column("claimed_until", DateTime(timezone=True)),
    Column("answered_by", Text),
    Column("answered_at", DateTime(timezone=True)),
    UniqueConstraint("session_id", "number"),
)


def session_of(row: Row[Any]) -> Session:
    return Session(
        session_id=row.session_id,
        title=row.title,
        day=row.day,
        scope=row.scope,
        speakers=tuple(json.loads(row.speakers)),
        starts_at=_aware(row.starts_at),
        created_at=_known(row.created_at),
        sequence=row.sequence,
    )


def question_of(row: Row[Any]) -> DeskQuestion:
    return DeskQuestion(
        question_id=row.question_id,
        session_id=row.session_id,
        number=row.number,
        version=row.version,
        sequence=row.sequence,
        arrived_at=_known(row.arrived_at),
        asked_at=_aware(row.asked_at),
        question=row.question,
        language=row.language,
        kind=row.kind,
        status=row.status,
        speaker=row.speaker,
        asker=row.asker,
        email=row.email,
        merged_into=row.merged_into,
        draft=reply_of(row.draft) if row.draft else None,
        draft_problem=row.draft_problem,
        drafted_at=_aware(row.drafted_at),
        answer=row.answer,
        edited=row.edited,
        follow_up=row.follow_up,
        earlier=row.earlier,
        claimed_by=row.claimed_by,
        claimed_until=_aware(row.claimed_until),
        answered_by=row.answered_by,
        answered_at=_aware(row.answered_at),
    )


def reply_text(reply: Reply) -> str:
    """A reply as JSON."""
    return json.dumps(asdict(reply), default=_day_text, ensure_ascii=False)


def reply_of(text: str) -> Reply:
    """A reply of its JSON."""
    raw = json.loads(text)
    sources = tuple(Source(**source) for source in raw.pop("sources"))
    calls = tuple(_note(note) for note in raw.pop("calls"))
    return Reply(sources=sources, calls=calls, **raw)


def _note(raw: dict[str, Any]) -> CallNote:
    upcoming = raw.pop("next_deadline")
    return CallNote(next_deadline=date.fromisoformat(upcoming) if upcoming else None, **raw)


def _day_text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")


def _aware(instant: datetime | None) -> datetime | None:
    """SQLite keeps no time zone; every instant written is in UTC."""
    return instant if instant is None or instant.tzinfo else instant.replace(tzinfo=UTC)


def _known(instant: datetime) -> datetime:
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)

"""The sessions of the desk in SQL."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, Engine, Update, delete, insert, or_, select, update

from assistant.clock import Clock
from assistant.database import scrub
from assistant.desk.errors import ImportRunning, UnknownSession
from assistant.desk.records import Session
from assistant.desk.tables import QUESTIONS, SESSIONS, session_of
from vectorstore.records import Audience

IMPORT_LEASE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class NewSession:
    """What staff say of a session when they create it."""

    title: str
    day: date
    scope: Audience = "public"
    speakers: tuple[str, ...] = ()
    starts_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SessionBook:
    """All sessions, newest first."""

    engine: Engine
    clock: Clock

    def create(self, new: NewSession) -> Session:
        made = Session(
            "s" + secrets.token_hex(8), new.title, new.day, new.scope, new.speakers, new.starts_at, self.clock(), 0
        )
        with self.engine.begin() as connection:
            connection.execute(insert(SESSIONS).values(_row(made)))
        return made

    def all(self) -> tuple[Session, ...]:
        query = select(SESSIONS).order_by(SESSIONS.c.day.desc(), SESSIONS.c.created_at.desc())
        with self.engine.connect() as connection:
            return tuple(map(session_of, connection.execute(query)))

    def get(self, session_id: str) -> Session:
        """Raises UnknownSession."""
        with self.engine.connect() as connection:
            row = connection.execute(select(SESSIONS).where(SESSIONS.c.session_id == session_id)).first()
        if row is None:
            raise UnknownSession(session_id)
        return session_of(row)

    def delete(self, session_id: str) -> None:
        """With all its questions, down to the bytes; raises UnknownSession."""
        if not self._delete([session_id]):
            raise UnknownSession(session_id)

    def delete_before(self, day: date) -> int:
        """Delete the sessions of earlier days; how many there were."""
        with self.engine.connect() as connection:
            old = [row.session_id for row in connection.execute(select(SESSIONS).where(SESSIONS.c.day < day))]
        return self._delete(old)

    def _delete(self, session_ids: Sequence[str]) -> int:
        with self.engine.begin() as connection:
            connection.execute(delete(QUESTIONS).where(QUESTIONS.c.session_id.in_(session_ids)))
            deleted = connection.execute(delete(SESSIONS).where(SESSIONS.c.session_id.in_(session_ids))).rowcount
        if deleted:
            scrub(self.engine)
        return deleted

    @contextmanager
    def importing(self, session_id: str) -> Iterator[None]:
        """Only one import at a time into a session; raises ImportRunning. A lease ends by itself after a crash."""
        self._lease(session_id)
        try:
            yield
        finally:
            with self.engine.begin() as connection:
                connection.execute(_of(session_id).values(importing_until=None))

    def _lease(self, session_id: str) -> None:
        now = self.clock()
        free = or_(SESSIONS.c.importing_until.is_(None), SESSIONS.c.importing_until < now)
        with self.engine.begin() as connection:
            taken = connection.execute(_of(session_id).where(free).values(importing_until=now + IMPORT_LEASE)).rowcount
        if not taken:
            self.get(session_id)
            raise ImportRunning


def next_sequence(connection: Connection, session_id: str) -> int:
    """Count one more change of a session; the first statement of every write, so that writers queue up behind it.

    Raises UnknownSession.
    """
    bumped = _of(session_id).values(sequence=SESSIONS.c.sequence + 1)
    if not connection.execute(bumped).rowcount:
        raise UnknownSession(session_id)
    row = connection.execute(select(SESSIONS.c.sequence).where(SESSIONS.c.session_id == session_id)).one()
    return int(row.sequence)


def _of(session_id: str) -> Update:
    return update(SESSIONS).where(SESSIONS.c.session_id == session_id)


def _row(session: Session) -> dict[str, object]:
    return {
        "session_id": session.session_id,
        "title": session.title,
        "day": session.day,
        "scope": session.scope,
        "speakers": json.dumps(session.speakers, ensure_ascii=False),
        "starts_at": session.starts_at,
        "created_at": session.created_at,
        "sequence": session.sequence,
        "importing_until": None,
    }

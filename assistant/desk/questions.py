"""The queues of all sessions in SQL: every change is counted, and made only to the version that was read."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import Connection, Engine, and_, func, insert, or_, select, update

from assistant.clock import Clock
from assistant.desk.errors import Claimed, OutOfDate, UnknownQuestion
from assistant.desk.likeness import Candidate
from assistant.desk.records import ANSWERED, SETTLED, DeskQuestion
from assistant.desk.sessions import next_sequence
from assistant.desk.tables import QUESTIONS, question_of

Q = QUESTIONS.c
Values = dict[str, Any]
_IS_WAITING = and_(Q.status == "waiting", Q.kind == "question", Q.merged_into.is_(None))
# Of earlier sessions so many approved answers are looked through.
MOST_EARLIER = 2000


@dataclass(frozen=True, slots=True)
class QuestionBook:
    """Safe for many threads and processes."""

    engine: Engine
    clock: Clock

    def add(self, session_id: str, rows: Sequence[Values]) -> tuple[str, ...]:
        """Append questions in their order; their ids. Raises UnknownSession."""
        if not rows:
            return ()
        with self.engine.begin() as connection:
            sequence = next_sequence(connection, session_id)
            first = 1 + (connection.execute(_last_number(session_id)).scalar() or 0)
            complete = [
                _DEFAULTS | row | {"session_id": session_id, "number": first + i, "sequence": sequence}
                for i, row in enumerate(rows)
            ]
            connection.execute(insert(QUESTIONS), complete)
        return tuple(row["question_id"] for row in complete)

    def queue(self, session_id: str, after: int = -1) -> tuple[DeskQuestion, ...]:
        """The questions that changed after a sequence number, by number; all without one."""
        query = select(QUESTIONS).where(Q.session_id == session_id, Q.sequence > after).order_by(Q.number)
        with self.engine.connect() as connection:
            return tuple(map(question_of, connection.execute(query)))

    def get(self, question_id: str) -> DeskQuestion:
        """Raises UnknownQuestion."""
        with self.engine.connect() as connection:
            return _get(connection, question_id)

    def change(self, question_id: str, version: int, who: str, values: Values) -> DeskQuestion:
        """Change a question as it was read; raises OutOfDate, Claimed, UnknownQuestion, and then nothing is changed."""
        session_id = self.get(question_id).session_id
        with self.engine.begin() as connection:
            sequence = next_sequence(connection, session_id)
            mine = and_(Q.question_id == question_id, Q.version == version, self._free_for(who))
            changed = update(QUESTIONS).where(mine).values(version=version + 1, sequence=sequence, **values)
            if not connection.execute(changed).rowcount:
                current = _get(connection, question_id)
                raise OutOfDate(current) if current.version != version else Claimed(current)
            return _get(connection, question_id)

    def touch(self, question_id: str, values: Values, condition: Any = None) -> DeskQuestion | None:
        """Change what no edit depends on (a claim, a draft under way); the version stays. None where it does not hold.

        Raises UnknownQuestion.
        """
        session_id = self.get(question_id).session_id
        with self.engine.begin() as connection:
            sequence = next_sequence(connection, session_id)
            query = update(QUESTIONS).where(Q.question_id == question_id).values(sequence=sequence, **values)
            found = connection.execute(query if condition is None else query.where(condition)).rowcount
            return _get(connection, question_id) if found else None

    def claim(self, question_id: str, who: str, until: datetime) -> DeskQuestion:
        """Take a question for oneself, or keep it longer; raises Claimed, UnknownQuestion."""
        taken = self.touch(question_id, {"claimed_by": who, "claimed_until": until}, self._free_for(who))
        if taken is None:
            raise Claimed(self.get(question_id))
        return taken

    def next_waiting(self, session_id: str, until: datetime) -> DeskQuestion | None:
        """The oldest question without a draft, lent to the caller until then; None when there is none left."""
        idle = or_(Q.drafting_until.is_(None), Q.drafting_until < self.clock())
        waiting = and_(Q.session_id == session_id, _IS_WAITING, idle)
        oldest = select(Q.question_id).where(waiting).order_by(Q.number).limit(1)
        while True:
            with self.engine.begin() as connection:
                found = connection.execute(oldest).scalar()
                if found is None:
                    return None
                lent = update(QUESTIONS).where(Q.question_id == found, waiting).values(drafting_until=until)
                if connection.execute(lent).rowcount:
                    return _get(connection, found)

    def sessions_waiting(self) -> tuple[str, ...]:
        """The sessions with questions that have no draft yet."""
        query = select(Q.session_id).where(_IS_WAITING).distinct()
        with self.engine.connect() as connection:
            return tuple(connection.execute(query).scalars())

    def heads(self, session_id: str, embedder: str) -> tuple[Candidate, ...]:
        """The open questions of a session that others may repeat."""
        asked = and_(Q.session_id == session_id, Q.kind == "question", Q.merged_into.is_(None))
        return self._candidates(and_(asked, Q.status.not_in(SETTLED), Q.embedder == embedder), Q.number)

    def answered(self, session_id: str, embedder: str) -> tuple[Candidate, ...]:
        """What was answered in this session, then what was approved in others, the newest first."""
        here = and_(Q.session_id == session_id, Q.status.in_(ANSWERED), Q.merged_into.is_(None))
        elsewhere = and_(Q.session_id != session_id, Q.status == "approved", Q.follow_up.is_(False))
        newest = Q.answered_at.desc()
        known = Q.embedder == embedder
        return self._candidates(and_(here, known), newest) + self._candidates(and_(elsewhere, known), newest)

    def with_draft(self, session_id: str, draft_text: str, beside: str) -> tuple[DeskQuestion, ...]:
        """Other questions of a session whose draft says exactly this."""
        found = self.queue(session_id)
        return tuple(
            q
            for q in found
            if q.question_id != beside and q.merged_into is None and q.draft and q.draft.text == draft_text
        )

    def identities(self, session_id: str) -> tuple[tuple[str, str | None, str], ...]:
        """Of each question what a later import knows it by: its id, Zoom's key, its words."""
        query = select(Q.question_id, Q.key, Q.identity).where(Q.session_id == session_id).order_by(Q.number)
        with self.engine.connect() as connection:
            return tuple((row.question_id, row.key, row.identity) for row in connection.execute(query))

    def forget_attendees(self, before: datetime) -> int:
        """Delete names and addresses of questions that arrived earlier; of how many."""
        named = or_(Q.asker.is_not(None), Q.email.is_not(None))
        with self.engine.begin() as connection:
            old = and_(Q.arrived_at < before, named)
            return connection.execute(update(QUESTIONS).where(old).values(asker=None, email=None)).rowcount

    def _candidates(self, condition: Any, order: Any) -> tuple[Candidate, ...]:
        query = select(Q.question_id, Q.question, Q.vector).where(condition, Q.vector.is_not(None)).order_by(order)
        with self.engine.connect() as connection:
            rows = connection.execute(query.limit(MOST_EARLIER)).all()
        return tuple(Candidate(r.question_id, r.question, np.frombuffer(r.vector, dtype=np.float32)) for r in rows)

    def _free_for(self, who: str) -> Any:
        return or_(Q.claimed_by.is_(None), Q.claimed_by == who, Q.claimed_until < self.clock())


def new_question_id() -> str:
    return "q" + secrets.token_hex(8)


_DEFAULTS: Values = {column.name: None for column in QUESTIONS.columns} | {
    "version": 1,
    "edited": False,
    "follow_up": False,
}


def _get(connection: Connection, question_id: str) -> DeskQuestion:
    row = connection.execute(select(QUESTIONS).where(Q.question_id == question_id)).first()
    if row is None:
        raise UnknownQuestion(question_id)
    return question_of(row)


def _last_number(session_id: str) -> Any:
    return select(func.max(Q.number)).where(Q.session_id == session_id)


def counts(questions: Iterable[DeskQuestion]) -> dict[str, int]:
    """How often each head was asked, by its id."""
    found: dict[str, int] = {}
    for question in questions:
        head = question.merged_into or question.question_id
        found[head] = found.get(head, 0) + 1
    return found

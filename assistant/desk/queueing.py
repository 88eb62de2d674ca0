"""Drafts for what waits: one question after the other, each lent to one worker, the same drafts merged."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import update

from assistant.clock import brussels_day
from assistant.desk.drafting import Asked, Drafter
from assistant.desk.likeness import same_subjects
from assistant.desk.questions import Q, QuestionBook, Values
from assistant.desk.records import ANSWERED, SETTLED, DeskQuestion, Reply, Session
from assistant.desk.sessions import SessionBook, next_sequence
from assistant.desk.speakers import unaddressed
from assistant.desk.tables import QUESTIONS, reply_text
from vectorstore.errors import StoreError

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
FAILED = "No draft could be made; the reason is in the server's log. Try again, or answer in your own words."


@dataclass(frozen=True, slots=True)
class Worker:
    """Makes drafts; any number of them may run at once, in any process."""

    sessions: SessionBook
    questions: QuestionBook
    drafter: Drafter

    def work(self, session_id: str) -> int:
        """Draft what waits in a session until nothing does; how many were drafted. Raises UnknownSession."""
        session, drafted = self.sessions.get(session_id), 0
        while question := self.questions.next_waiting(session_id, self.questions.clock() + LEASE):
            drafted += self._draft(session, question)
        return drafted

    def _draft(self, session: Session, question: DeskQuestion) -> bool:
        text, day = unaddressed(question.question, question.speaker), self._day(session)
        asked = Asked(text, question.language, day, session.scope)
        try:
            reply = self.drafter.draft(asked)
        except StoreError as error:
            self._failed(question, str(error))
            return False
        except Exception:  # one question must not stop the queue; what went wrong is logged whole
            log.exception("a draft failed")
            self._failed(question, FAILED)
            return False
        return self._keep(session, question, reply)

    def _day(self, session: Session) -> date | None:
        """None on the day of the session itself: what closes during a webinar is closed in its drafts."""
        return None if session.day == brussels_day(self.sessions.clock()) else session.day

    def _failed(self, question: DeskQuestion, problem: str) -> None:
        """It stays in the queue and is tried again when its lease is over."""
        self.questions.touch(question.question_id, {"draft_problem": problem}, Q.version == question.version)

    def _keep(self, session: Session, question: DeskQuestion, reply: Reply) -> bool:
        """A draft changes no version: it takes nothing from a text that somebody has begun to write meanwhile."""
        values: Values = {
            "status": "drafted",
            "draft": reply_text(reply),
            "draft_problem": None,
            "drafted_at": self.questions.clock(),
            "drafting_until": None,
        }
        if not self.questions.get(question.question_id).edited:
            values["follow_up"] = reply.follow_up
        kept = self.questions.touch(question.question_id, values, Q.status == "waiting")
        if kept is not None and not reply.follow_up:
            self._merge_into_same(session, kept, reply)
        return kept is not None

    def _merge_into_same(self, session: Session, question: DeskQuestion, reply: Reply) -> None:
        """An earlier question about the same names with the very same draft asks the same."""
        names = self.drafter.names(session.scope)
        for other in self.questions.with_draft(session.session_id, reply.text, question.question_id):
            if other.number < question.number and same_subjects(question.question, other.question, names, turns=False):
                self._repeat(question, other)
                return

    def _repeat(self, question: DeskQuestion, other: DeskQuestion) -> None:
        """What was answered already is only pointed at: whoever asks again waits for an answer too."""
        if other.status in ANSWERED:
            self.questions.touch(question.question_id, {"earlier": other.question_id})
        elif other.status not in SETTLED:
            merge(self.questions, question, other.question_id)


def merge(questions: QuestionBook, question: DeskQuestion, head: str) -> None:
    """Let one question, and those that repeat it, repeat another one of its session."""
    with questions.engine.begin() as connection:
        sequence = next_sequence(connection, question.session_id)
        family = (Q.question_id == question.question_id) | (Q.merged_into == question.question_id)
        connection.execute(update(QUESTIONS).where(family).values(merged_into=head, sequence=sequence))
        connection.execute(update(QUESTIONS).where(Q.question_id == head).values(sequence=sequence))

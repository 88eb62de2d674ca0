"""The webinar desk as its entry points see it: sessions, arrivals, drafts, the work on each question, what is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from assistant.clock import Clock, brussels_day
from assistant.desk.arriving import Arrivals, Arrived
from assistant.desk.drafting import Drafter
from assistant.desk.pasting import chosen_lines, pasted
from assistant.desk.questions import QuestionBook
from assistant.desk.queueing import Worker
from assistant.desk.records import DeskQuestion, Incoming
from assistant.desk.sessions import SessionBook
from assistant.desk.transcripts import Transcripts
from assistant.desk.working import Workbench


@dataclass(frozen=True, slots=True)
class Keeping:
    """What is kept of attendees, and how long."""

    names: bool
    names_for: timedelta
    sessions_for: timedelta


@dataclass(frozen=True, slots=True)
class WebinarDesk:
    """Safe to use from many threads and processes."""

    sessions: SessionBook
    questions: QuestionBook
    drafter: Drafter
    work: Workbench
    keeping: Keeping
    transcripts: Transcripts
    clock: Clock

    def take(self, session_id: str, incoming: Iterable[Incoming]) -> Arrived:
        """Queue questions; known ones are brought up to date. Raises UnknownSession."""
        session = self.sessions.get(session_id)
        return Arrivals(self.questions, self.drafter, self.keeping.names).take(session, incoming)

    def draft_waiting(self, session_id: str) -> int:
        """Draft what waits, until nothing does."""
        return Worker(self.sessions, self.questions, self.drafter).work(session_id)

    def parts(self, question: DeskQuestion) -> tuple[str, ...]:
        """What is pasted into Zoom for a question."""
        return pasted(question.said, question.sources, self.drafter.max_chars)

    def tail(self, question: DeskQuestion) -> int:
        """How many characters of that are its sources."""
        lines = chosen_lines(question.said, question.sources, self.drafter.max_chars)
        return sum(len(line) + 1 for line in lines)

    def close(self) -> None:
        """Release the database and what drafting has opened of the index."""
        self.questions.engine.dispose()
        self.drafter.close()

    def purge(self) -> int:
        """Delete names and sessions past their retention; how many."""
        now = self.clock()
        named = self.questions.forget_attendees(now - self.keeping.names_for)
        named += self.transcripts.drop_names_before(brussels_day(now - self.keeping.names_for))
        return named + self.sessions.delete_before(brussels_day(now - self.keeping.sessions_for))

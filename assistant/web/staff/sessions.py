"""/api/staff/sessions: create, list, read with the whole queue, delete."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.clock import brussels_day
from assistant.desk.desk import WebinarDesk
from assistant.desk.records import SETTLED, Session
from assistant.web.staff.access import DeskIn, Drafting
from assistant.web.staff.schemas import QueueOut, SessionIn, SessionList, SessionOut, out

ROUTER = APIRouter(tags=["staff"])


@ROUTER.get("/sessions")
def sessions(desk: DeskIn) -> SessionList:
    """All sessions, the newest first."""
    return SessionList(tuple(_listed(desk, session) for session in desk.sessions.all()))


@ROUTER.post("/sessions", status_code=201)
def create(given: SessionIn, desk: DeskIn) -> SessionOut:
    """A new session with an empty queue."""
    return SessionOut(desk.sessions.create(given.new(brussels_day(desk.clock()))), 0, 0, 0)


@ROUTER.get("/sessions/{session_id}")
def session(session_id: str, desk: DeskIn, drafting: Drafting) -> QueueOut:
    """A session with its queue, by number; ``events`` tells what changes after its ``sequence``."""
    found = desk.sessions.get(session_id)
    questions = tuple(out(desk, question) for question in desk.questions.queue(session_id))
    drafting.draft(session_id)
    return QueueOut(
        session=found,
        questions=questions,
        sequence=found.sequence,
        now=desk.clock(),
        max_chars=desk.drafter.max_chars,
        claim_seconds=int(desk.work.claim_for.total_seconds()),
    )


@ROUTER.delete("/sessions/{session_id}", status_code=204)
def delete(session_id: str, desk: DeskIn) -> None:
    """Delete a session with all its questions for good."""
    desk.sessions.delete(session_id)


def _listed(desk: WebinarDesk, found: Session) -> SessionOut:
    questions = desk.questions.queue(found.session_id)
    settled = sum(question.status in SETTLED for question in questions)
    waits = sum(q.status not in SETTLED and q.kind == "question" and not q.merged_into for q in questions)
    return SessionOut(found, waits, settled, len(questions))

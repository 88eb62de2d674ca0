"""/api/staff/sessions/{id}/export.*: the session as CSV, as a FAQ in Markdown, as a question set for evaluation."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from assistant.desk.desk import WebinarDesk
from assistant.desk.exporting.faq import faq
from assistant.desk.exporting.question_set import question_set
from assistant.desk.exporting.rows import Exported, exported
from assistant.desk.exporting.table import table
from assistant.desk.records import Session
from assistant.web.staff.access import DeskIn

ROUTER = APIRouter(prefix="/sessions/{session_id}", tags=["staff"])


@ROUTER.get("/export.csv", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
def as_table(session_id: str, desk: DeskIn) -> Response:
    """Every question with its answer; no cell that a spreadsheet takes for a formula."""
    session, items = _session(desk, session_id)
    return _file(table(items), "text/csv", session, "csv")


@ROUTER.get("/export.md", response_class=Response, responses={200: {"content": {"text/markdown": {}}}})
def as_faq(session_id: str, desk: DeskIn) -> Response:
    """The approved answers by topic."""
    session, items = _session(desk, session_id)
    return _file(faq(session, items), "text/markdown", session, "md")


@ROUTER.get("/export.yaml", response_class=Response, responses={200: {"content": {"application/yaml": {}}}})
def as_question_set(session_id: str, desk: DeskIn) -> Response:
    """The approved answers as questions for `euclusters eval run`."""
    session, items = _session(desk, session_id)
    return _file(question_set(session, items), "application/yaml", session, "yaml")


def _session(desk: WebinarDesk, session_id: str) -> tuple[Session, tuple[Exported, ...]]:
    return desk.sessions.get(session_id), exported(desk.questions.queue(session_id))


def _file(content: str, media_type: str, session: Session, suffix: str) -> Response:
    name = f"webinar-{session.day.isoformat()}.{suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=f"{media_type}; charset=utf-8", headers=headers)

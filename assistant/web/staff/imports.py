"""Questions and transcripts into a session: pasted text, files of Zoom and others."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request

from assistant.desk.desk import WebinarDesk
from assistant.desk.importing import Read, When, read, read_file
from assistant.desk.records import Session
from assistant.web.staff.access import DeskIn, Drafting
from assistant.web.staff.schemas import ArrivedOut, PastedIn, TranscriptOut

ROUTER = APIRouter(prefix="/sessions/{session_id}", tags=["staff"])
MOST_QUESTIONS = 5000
FileName = Annotated[str, Query(min_length=1, max_length=200, description="The file's name, for messages.")]
Column = Annotated[
    str, Query(max_length=200, description="The name of the column, where the table's own does not tell.")
]
_FILE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


async def _content(request: Request) -> bytes:
    """The file as it is, whatever type the request gives it."""
    return await request.body()


File = Annotated[bytes, Depends(_content)]


@ROUTER.post("/questions", status_code=201)
def paste(session_id: str, given: PastedIn, desk: DeskIn, drafting: Drafting) -> ArrivedOut:
    """Queue pasted questions; known ones are brought up to date."""
    session = desk.sessions.get(session_id)
    return _take(desk, drafting, session, read(given.text, "The pasted text", _when(session)))


@ROUTER.post("/import", status_code=201, openapi_extra=_FILE)
def import_file(
    session_id: str,
    content: File,
    name: FileName,
    desk: DeskIn,
    drafting: Drafting,
    question: Column = "",
    answer: Column = "",
    asker: Column = "",
    email: Column = "",
    asked_at: Column = "",
) -> ArrivedOut:
    """Queue the questions of a file: Zoom's report, any CSV, the API's JSON, a saved chat, one question a line."""
    session = desk.sessions.get(session_id)
    columns = {"question": question, "answer": answer, "asker": asker, "email": email, "asked_at": asked_at}
    mapping = {field: column for field, column in columns.items() if column}
    with desk.sessions.importing(session_id):
        return _take(desk, drafting, session, read_file(content, name, _when(session), mapping))


@ROUTER.post("/transcript", status_code=201, openapi_extra=_FILE)
def add_transcript(session_id: str, content: File, name: FileName, desk: DeskIn) -> TranscriptOut:
    """Put what was said into the index as a public document; it answers questions from then on, with its time."""
    report = desk.transcripts.add(desk.sessions.get(session_id), name, content)
    known = report.skipped and not report.created and not report.updated
    said = "The transcript was in the index already." if known else "The transcript is in the index."
    return TranscriptOut(report.created, report.updated, report.skipped, said)


def _take(desk: WebinarDesk, drafting: Drafting, session: Session, found: Read) -> ArrivedOut:
    if len(found.questions) > MOST_QUESTIONS:
        raise HTTPException(422, f"A file may hold {MOST_QUESTIONS} questions; this one has {len(found.questions)}.")
    arrived = desk.take(session.session_id, found.questions)
    drafting.draft(session.session_id)
    return ArrivedOut(arrived.created, arrived.updated, arrived.unchanged, found.form)


def _when(session: Session) -> When:
    return When(session.day, session.starts_at)

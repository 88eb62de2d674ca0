"""GET /api/staff/sessions/{id}/events: the changes of a queue as they happen, whatever process makes them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from itertools import zip_longest
from time import monotonic
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.sse import EventSourceResponse, format_sse_event
from pydantic import TypeAdapter

from assistant.desk.desk import WebinarDesk
from assistant.web.guarding.gate import kept_slot
from assistant.web.staff.access import DeskIn
from assistant.web.staff.schemas import QuestionOut, out

ROUTER = APIRouter(prefix="/sessions/{session_id}", tags=["staff"])
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
LOOK_EVERY = 0.3  # seconds; a look costs the database a fraction of a millisecond
RECONNECT_MS = 1000
LONGEST = 25.0  # seconds; the browser then comes back by itself, so that no server waits for it when it stops

_QUESTION: TypeAdapter[Any] = TypeAdapter(QuestionOut)


@ROUTER.get("/events", response_class=Response, responses={200: {"content": {"text/event-stream": {}}}})
async def events(
    session_id: str,
    request: Request,
    desk: DeskIn,
    after: Annotated[int, Query(ge=-1, le=2**31 - 1)] = -1,
    wait: Annotated[float, Query(ge=0, le=LONGEST)] = LONGEST,
    last_event_id: Annotated[str, Header(max_length=20)] = "",
) -> EventSourceResponse:
    """``question`` events, each with a question as it now stands; their id is the sequence number of the change."""
    slot = kept_slot(request)
    if slot is not None:
        slot.release()
    await asyncio.to_thread(desk.sessions.get, session_id)
    since = int(last_event_id) if last_event_id.isdecimal() else after
    return EventSourceResponse(_changes(desk, session_id, since, wait), headers=HEADERS)


async def _changes(desk: WebinarDesk, session_id: str, since: int, wait: float) -> AsyncIterator[bytes]:
    ends = monotonic() + wait
    yield f"retry: {RECONNECT_MS}\n\n".encode()
    while True:
        changed = await asyncio.to_thread(_changed, desk, session_id, since)
        for question, following in zip_longest(changed, changed[1:]):
            yield _wire(question, complete=following is None or following.sequence > question.sequence)
        since = max([since, *(question.sequence for question in changed)])
        if monotonic() >= ends:
            return
        await asyncio.sleep(LOOK_EVERY)


def _wire(question: QuestionOut, complete: bool) -> bytes:
    """An event; only the last one of a change carries its number, so that a cut in the middle loses nothing."""
    number = str(question.sequence) if complete else None
    return format_sse_event(event="question", data_str=_QUESTION.dump_json(question).decode(), id=number)


def _changed(desk: WebinarDesk, session_id: str, since: int) -> list[QuestionOut]:
    """In the order of the changes, so that whoever is cut off loses none."""
    found = desk.questions.queue(session_id, since)
    return [out(desk, question) for question in sorted(found, key=lambda question: question.sequence)]

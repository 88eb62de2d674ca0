"""GET /api/calls: the calls of the index, filtered, and one call with its evidence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fastapi import APIRouter, HTTPException
from fastapi.responses import Response

from assistant.answers import CallCard
from assistant.assistant import Assistant
from assistant.calls.details import CallDetail
from assistant.web.days import AsOfDay
from assistant.web.guarding.repeated import GivenOnce
from assistant.web.schemas import CallPage, CallQueryIn

CALENDAR: dict[int | str, dict[str, Any]] = {200: {"content": {"text/calendar": {}}}}


def routes(assistant: Assistant) -> APIRouter:
    router = APIRouter(prefix="/api/calls", tags=["calls"], dependencies=[GivenOnce])

    @router.get(".ics", response_class=Response, responses=CALENDAR)
    def feed(query: CallQueryIn) -> Response:
        """The deadlines ahead of the calls that meet all conditions; closed calls only when asked for by status."""
        return _calendar(assistant.feed(query.conditions()), "calls", assistant)

    @router.get("")
    def calls(query: CallQueryIn) -> CallPage:
        """Calls that meet all conditions, as of a day."""
        start = (query.page - 1) * query.size
        cards, total = assistant.some_calls(query.conditions(), slice(start, start + query.size))
        return CallPage(cards, total, query.page, query.size)

    @router.get("/{call_id}.ics", response_class=Response, responses=CALENDAR)
    def entry(call_id: str, as_of: AsOfDay | None = None) -> Response:
        """The deadlines of one call."""
        found = assistant.call(call_id, as_of)
        if found is None:
            raise HTTPException(404, f"There is no call {call_id!r}; /api/calls lists them.")
        return _calendar([found.card], call_id, assistant)

    @router.get("/{call_id}")
    def call(call_id: str, as_of: AsOfDay | None = None) -> CallDetail:
        """One call with the evidence of every field, what other sources say otherwise, and what was before."""
        found = assistant.call(call_id, as_of)
        if found is None:
            raise HTTPException(404, f"There is no call {call_id!r}; /api/calls lists them.")
        return found

    return router


def _calendar(cards: Iterable[CallCard], name: str, assistant: Assistant) -> Response:
    from assistant.calls.calendars import calendar

    headers = {"Content-Disposition": f'attachment; filename="{name}.ics"'}
    return Response(calendar(cards, assistant.clock()), media_type="text/calendar; charset=utf-8", headers=headers)

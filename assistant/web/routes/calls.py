"""GET /api/calls: the calls of the index, filtered, and one call with its evidence."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, HTTPException

from assistant.assistant import Assistant, CallDetail
from assistant.web.schemas import CallPage, CallQueryIn


def routes(assistant: Assistant) -> APIRouter:
    router = APIRouter(prefix="/api/calls", tags=["calls"])

    @router.get("")
    def calls(query: CallQueryIn) -> CallPage:
        """Calls that meet all conditions, as of a day."""
        cards = assistant.calls(query.conditions())
        start = (query.page - 1) * query.size
        return CallPage(cards[start : start + query.size], len(cards), query.page, query.size)

    @router.get("/{call_id}")
    def call(call_id: str, as_of: date | None = None) -> CallDetail:
        """One call with the evidence of every field."""
        found = assistant.call(call_id, as_of)
        if found is None:
            raise HTTPException(404, f"There is no call {call_id!r}; /api/calls lists them.")
        return found

    return router

"""POST /api/feedback: a thumb up or down on an answer."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.assistant import Assistant
from assistant.web.schemas import FeedbackIn


def routes(assistant: Assistant) -> APIRouter:
    router = APIRouter(prefix="/api", tags=["chat"])

    @router.post("/feedback", status_code=204, responses={404: {"description": "There is no such answer."}})
    def feedback(given: FeedbackIn) -> None:
        """Keep what someone thinks of an answer; the last word on it counts."""
        assistant.feedback.add(given.feedback())

    return router

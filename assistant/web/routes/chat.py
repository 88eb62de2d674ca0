"""POST /api/chat: one question, one Answer."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from assistant.answers import Answer
from assistant.assistant import Assistant
from assistant.streaming import Stop
from assistant.web.schemas import QuestionIn
from assistant.web.stopping import Stopping

UNKNOWN: dict[int | str, dict[str, Any]] = {404: {"description": "There is no such conversation."}}


def routes(assistant: Assistant, stopping: Stopping) -> APIRouter:
    router = APIRouter(prefix="/api", tags=["chat"])

    @router.post("/chat", responses=UNKNOWN)
    def chat(question: QuestionIn) -> Answer:
        """Answer a question with citations and the calls that match."""
        stop = Stop()
        leave = stopping.on_stop(stop.request)
        try:
            return assistant.answer(question.asked(), stop)
        finally:
            leave()

    return router

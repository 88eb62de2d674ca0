"""POST /api/chat: one question, one Answer."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from assistant.answers import Answer, as_json
from assistant.assistant import Assistant
from assistant.streaming import Stop
from assistant.web.running.stopping import Stopping
from assistant.web.schemas import QuestionIn

UNKNOWN: dict[int | str, dict[str, Any]] = {404: {"description": "There is no such conversation."}}


def routes(assistant: Assistant, stopping: Stopping) -> APIRouter:
    router = APIRouter(prefix="/api", tags=["chat"])

    @router.post("/chat", responses=UNKNOWN, response_model=Answer)
    def chat(question: QuestionIn) -> Response:
        """Answer a question with citations and the calls that match."""
        stop = Stop()
        leave = stopping.on_stop(stop.request)
        try:
            return Response(as_json(assistant.answer(question.asked(), stop)), media_type="application/json")
        finally:
            leave()

    return router

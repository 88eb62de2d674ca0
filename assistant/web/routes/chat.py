"""POST /api/chat: one question, one Answer."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.answers import Answer
from assistant.assistant import Assistant
from assistant.web.schemas import QuestionIn


def routes(assistant: Assistant) -> APIRouter:
    router = APIRouter(prefix="/api", tags=["chat"])

    @router.post("/chat")
    def chat(question: QuestionIn) -> Answer:
        """Answer a question with citations and the calls that match."""
        return assistant.answer(question.asked())

    return router

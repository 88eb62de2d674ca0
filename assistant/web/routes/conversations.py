"""GET and DELETE /api/conversations/{id}: what was asked and answered, and its erasure."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.assistant import Assistant
from assistant.web.schemas import ConversationOut


def routes(assistant: Assistant) -> APIRouter:
    router = APIRouter(prefix="/api/conversations", tags=["conversations"])

    @router.get("/{conversation_id}")
    def conversation(conversation_id: str) -> ConversationOut:
        """The turns of a conversation, oldest first; whoever has its id may see it."""
        return ConversationOut(conversation_id, assistant.conversations.recorded(conversation_id))

    @router.delete("/{conversation_id}", status_code=204)
    def erase(conversation_id: str) -> None:
        """Erase a conversation and the feedback on it for good."""
        assistant.conversations.erase(conversation_id)

    return router

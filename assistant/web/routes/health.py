"""GET /livez, /readyz and /metrics."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import BaseModel

from assistant.assistant import Assistant
from assistant.web.errors import problem
from assistant.web.watching.metrics import Metrics
from vectorstore.errors import StoreError

MODEL_DOWN = "The language model does not answer or is over its budget: answers are extractive."
NOT_KEPT = "Conversations cannot be kept: answers go on without history."


class Alive(BaseModel):
    """The process answers."""

    status: Literal["alive"] = "alive"


class Ready(BaseModel):
    """``degraded``: questions are answered, but not as well as they could be, and why."""

    status: Literal["ready", "degraded"]
    degraded: list[str] = []


def routes(assistant: Assistant, metrics: Metrics) -> APIRouter:
    router = APIRouter(tags=["health"])

    @router.get("/livez")
    async def alive() -> Alive:
        """The process answers; nothing else is touched."""
        return Alive()

    @router.get("/readyz", response_model=Ready, response_model_exclude_defaults=True)
    def ready() -> Ready | JSONResponse:
        """A canary question is retrieved, 503 until then; `degraded` while the model or the history is missing."""
        try:
            found = assistant.canary()
        except StoreError as error:
            return problem(503, str(error), {"Retry-After": "5"})
        if not found:
            return problem(503, "Nothing is indexed.", {"Retry-After": "5"})
        wrong = degraded(assistant)
        return Ready(status="degraded" if wrong else "ready", degraded=wrong)

    @router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
    def measured() -> Response:
        """What Prometheus reads: requests, answers by step, the model, the index, the queue."""
        return Response(metrics.text(), media_type=CONTENT_TYPE_LATEST)

    return router


def degraded(assistant: Assistant) -> list[str]:
    """What is missing for answers as they should be."""
    wrong = []
    if assistant.writer is not None and not assistant.writer.is_up():
        wrong.append(MODEL_DOWN)
    if not assistant.conversations.are_kept():
        wrong.append(NOT_KEPT)
    return wrong

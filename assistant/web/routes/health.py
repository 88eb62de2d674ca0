"""GET /livez and /readyz."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from assistant.assistant import Assistant
from assistant.web.errors import problem
from vectorstore.errors import StoreError


def routes(assistant: Assistant) -> APIRouter:
    router = APIRouter(tags=["health"])

    @router.get("/livez")
    def alive() -> dict[str, str]:
        """The process answers; nothing else is touched."""
        return {"status": "alive"}

    @router.get("/readyz", response_model=None)
    def ready() -> JSONResponse:
        """A canary question is retrieved; 503 until then."""
        try:
            found = assistant.canary()
        except StoreError as error:
            return problem(503, str(error), {"Retry-After": "5"})
        return JSONResponse({"status": "ready"}) if found else problem(503, "Nothing is indexed.", {"Retry-After": "5"})

    return router

"""GET /: the demo page, and GET /docs: the API described from its own OpenAPI document."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.responses import HTMLResponse

from assistant.web.pages import render


def routes(app: FastAPI) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    def demo() -> HTMLResponse:
        return HTMLResponse(render("demo.html"))

    @router.get("/docs")
    def docs() -> HTMLResponse:
        document = app.openapi()
        return HTMLResponse(render("docs.html", info=document["info"], routes=_described(document)))

    return router


def _described(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "method": method.upper(),
            "path": path,
            "summary": operation.get("description") or operation.get("summary", ""),
            "parameters": operation.get("parameters", []),
        }
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    ]

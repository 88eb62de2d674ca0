"""GET /: the demo page, GET /embed: the widget as a framed page, GET /docs: the API from its own description."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse

from assistant.settings import Settings
from assistant.web.days import AsOfDay
from assistant.web.languages import page_language
from assistant.web.pages import render
from assistant.web.routes.widget import labels
from prompts import interface


def routes(app: FastAPI, settings: Settings) -> APIRouter:
    router = APIRouter(include_in_schema=False)
    links = {"privacy_url": settings.privacy_url, "contact_url": settings.contact_url}

    @router.get("/")
    def demo(request: Request) -> HTMLResponse:
        shown = labels("en")
        lists = {f"{kind}s": shown[kind].items() for kind in ("sector", "applicant", "support")}
        origin = settings.base_url.rstrip("/") or str(request.base_url).rstrip("/")
        return HTMLResponse(render("demo.html", origin=origin, **lists, **links))

    @router.get("/embed")
    def embed(
        request: Request,
        lang: str = "auto",
        theme: Literal["light", "dark", "auto"] = "auto",
        as_of: AsOfDay | None = None,
    ) -> HTMLResponse:
        language = page_language(lang, request)
        say = interface(language)
        return HTMLResponse(render("embed.html", say=say, theme=theme, as_of=as_of, **links))

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

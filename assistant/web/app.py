"""The application: routes, middleware and error handlers around one assistant; only wiring."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from assistant.assistant import Assistant
from assistant.web import errors
from assistant.web.headers import SecurityHeaders
from assistant.web.limits import BodyLimit
from assistant.web.routes import calls, chat, documents, health, pages, sources

STATIC = Path(str(resources.files("assistant.web") / "static"))


def create_app(assistant: Assistant) -> FastAPI:
    """The ASGI application of the contract."""
    app = FastAPI(
        title="EU Clusters assistant",
        summary="Cited answers and matching EU funding calls.",
        version="0.1.0",
        docs_url=None,
        redoc_url=None,
    )
    for part in (chat, calls, documents, sources, health):
        app.include_router(part.routes(assistant))
    app.include_router(pages.routes(app))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    errors.install(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(SecurityHeaders)
    return app

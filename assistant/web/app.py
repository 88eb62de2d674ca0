"""The application: routes, middleware and error handlers around one assistant; only wiring."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import resources
from pathlib import Path

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from assistant.assistant import Assistant
from assistant.web import errors
from assistant.web.headers import SecurityHeaders
from assistant.web.housekeeping import keep_purging
from assistant.web.limits import BodyLimit
from assistant.web.routes import calls, chat, conversations, documents, feedback, health, pages, sources, stream
from vectorstore.errors import StoreError

STATIC = Path(str(resources.files("assistant.web") / "static"))


def create_app(assistant: Assistant) -> FastAPI:
    """The ASGI application of the contract."""

    @asynccontextmanager
    async def warmed(_: FastAPI) -> AsyncIterator[None]:
        warming = asyncio.create_task(asyncio.to_thread(_warm_up, assistant))
        purging = asyncio.create_task(keep_purging(assistant.conversations))
        yield
        purging.cancel()
        await warming

    app = FastAPI(
        lifespan=warmed,
        title="EU Clusters assistant",
        summary="Cited answers and matching EU funding calls.",
        version="0.1.0",
        docs_url=None,
        redoc_url=None,
    )
    for part in (chat, stream, feedback, conversations, calls, documents, sources, health):
        app.include_router(part.routes(assistant))
    app.include_router(pages.routes(app))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    errors.install(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(SecurityHeaders)
    return app


def _warm_up(assistant: Assistant) -> None:
    """Open the index and load the embedder before the first question; what is wrong then is said by /readyz."""
    with suppress(StoreError):
        assistant.canary()

"""The application: routes, middleware and error handlers around one assistant; only wiring."""

from __future__ import annotations

from datetime import timedelta
from importlib import resources
from pathlib import Path

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.staticfiles import StaticFiles
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from assistant.assistant import Assistant
from assistant.audit import AuditLog
from assistant.bootstrap import build_desk
from assistant.settings import Settings
from assistant.web import errors
from assistant.web.described import DescribedAPI
from assistant.web.guarding.counting import open_counting
from assistant.web.guarding.headers import SecurityHeaders
from assistant.web.guarding.limits import Limits, open_limiter
from assistant.web.guarding.origins import CrossOrigin, origins_of
from assistant.web.guarding.security import StaffDoor
from assistant.web.routes import (
    calls,
    chat,
    conversations,
    documents,
    feedback,
    health,
    pages,
    sources,
    staff_session,
    stream,
    widget,
)
from assistant.web.running.housekeeping import lifespan
from assistant.web.running.stopping import Stopping
from assistant.web.staff import install as staff
from assistant.web.watching.metrics import Metrics
from assistant.web.watching.requests import Requests
from assistant.web.watching.tracing import open_tracing

# The framework's own traces would hold addresses and queries; ``tracing`` says what ours hold.
UNWATCHED: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}
STATIC = Path(str(resources.files("assistant.web") / "static"))


def create_app(assistant: Assistant, settings: Settings | None = None) -> FastAPI:
    """The ASGI application of the contract; without settings, with the defaults of all, whatever the environment."""
    given = settings or Settings.model_construct()

    metrics, stopping, tracing = Metrics(), Stopping(), open_tracing(given.logs.otlp_endpoint)
    counting, has_model = open_counting(given.limits.storage.get_secret_value()), assistant.writer is not None
    limiter = open_limiter(given.limits, given.in_production, counting, has_model)
    audit = AuditLog(assistant.conversations.engine, assistant.clock, timedelta(days=given.audit_days))
    app = DescribedAPI(
        lifespan=lifespan(assistant, limiter, stopping, audit, tracing),
        title="EU Clusters assistant",
        summary="Cited answers and matching EU funding calls.",
        version="0.1.0",
        docs_url=None,
        redoc_url=None,
        telemetry=UNWATCHED,
    )
    app.state.stopping = stopping
    app.state.door = StaffDoor(given.staff_token, assistant.clock)
    app.include_router(chat.routes(assistant, stopping))
    app.include_router(stream.routes(assistant, stopping))
    for part in (feedback, conversations, calls, documents, sources):
        app.include_router(part.routes(assistant))
    app.include_router(health.routes(assistant, metrics))
    app.include_router(staff_session.routes(app.state.door))
    staff.install(app, build_desk(given, assistant) if app.state.door.is_open else None)
    app.include_router(widget.routes())
    app.include_router(pages.routes(app, given))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    errors.install(app)
    metrics.watch(assistant, limiter)
    assistant.observers += [metrics.answered, tracing.answered]
    origins = origins_of(given)
    app.add_middleware(errors.Unforeseen)
    app.add_middleware(Limits, limiter=limiter)
    app.add_middleware(CrossOrigin, origins=origins)
    app.add_middleware(SecurityHeaders, origins=origins)
    app.add_middleware(Requests, metrics=metrics, audit=audit, tracer=tracing.tracer, personal=given.logs.personal)
    if given.trusted_proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(given.trusted_proxies))
    return app

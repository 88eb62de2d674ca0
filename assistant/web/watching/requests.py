"""Every request under an id: in the log, in problem documents, in the header X-Request-ID; logged and measured once.

What is logged of a request is its route as declared, not its address: the id of a conversation opens it.
"""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
from contextvars import copy_context
from functools import partial
from time import perf_counter

import structlog
from opentelemetry.context import Context
from opentelemetry.trace import SpanKind, Tracer
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.audit import AuditLog
from assistant.web.guarding.addresses import client_address
from assistant.web.watching.metrics import Metrics
from assistant.web.watching.tracing import name_request

HEADER = "X-Request-ID"
_GIVEN = re.compile(r"[A-Za-z0-9_-]{8,64}")
UNMATCHED = "unmatched"
DOCUMENT = "/openapi.json"
# Probes and scrapes come every few seconds.
ROUTINE = ("/livez", "/readyz", "/metrics")
ABORTED = 499
STAFF = ("/api/staff", "/staff/")
LOOKING = ("GET", "HEAD", "OPTIONS")
REFUSED = (401, 403, 429)

log = logging.getLogger(__name__)


def route_of(scope: Scope) -> str:
    """The route as declared, with the names of its parameters; one word for what matched none."""
    if scope["path"].startswith("/static/"):
        return "/static"
    if scope["path"] == DOCUMENT:
        return DOCUMENT
    return _declared(scope) if scope.get("route") is not None else UNMATCHED


def _declared(scope: Scope) -> str:
    """The address with the names of its parameters in the places of their values; mounted parts included."""
    path: str = scope["path"]
    for name, value in scope.get("path_params", {}).items():
        path = path.replace(f"/{value}", f"/{{{name}}}", 1)
    return path


def is_audited(scope: Scope, status: int) -> bool:
    """Of what is for staff: all that changes something, is taken out, or was refused."""
    path = scope["path"]
    if not path.startswith(STAFF):
        return False
    return scope["method"] not in LOOKING or status in REFUSED or "export" in path


def line_of(scope: Scope, status: int) -> tuple[str, str, str, str]:
    """Actor, action, the ids in the address, and outcome."""
    via = scope.get("state", {}).get("staff")
    ids = " ".join(f"{name}={value}" for name, value in scope.get("path_params", {}).items())
    return f"staff ({via})" if via else "nobody", f"{scope['method']} {route_of(scope)}", ids, str(status)


class Requests:
    """The middleware that gives ids, logs and measures."""

    def __init__(self, app: ASGIApp, metrics: Metrics, audit: AuditLog, tracer: Tracer, personal: bool = False) -> None:
        self.app, self.metrics, self.audit, self.tracer, self.personal = app, metrics, audit, tracer, personal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get(HEADER, "")
        request_id = given if _GIVEN.fullmatch(given) else secrets.token_hex(8)
        bound = structlog.contextvars.bound_contextvars(request_id=request_id)
        with bound, self.tracer.start_as_current_span("request", Context(), SpanKind.SERVER, record_exception=False):
            await self._measured(request_id, scope, receive, send)

    async def _measured(self, request_id: str, scope: Scope, receive: Receive, send: Send) -> None:
        started, status = perf_counter(), ABORTED

        async def with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = request_id
            await send(message)

        try:
            await self.app(scope, receive, with_id)
        finally:
            self._ended(scope, status, perf_counter() - started)
            name_request(scope["method"], route_of(scope), status, request_id)
            if is_audited(scope, status):
                work = partial(self.audit.add, *line_of(scope, status), request_id)
                asyncio.get_running_loop().run_in_executor(None, copy_context().run, work)

    def _ended(self, scope: Scope, status: int, seconds: float) -> None:
        route = route_of(scope)
        self.metrics.requested(scope["method"], route, status, seconds)
        if route not in ROUTINE:
            told = {"method": scope["method"], "route": route, "status": status, "ms": round(1000 * seconds, 1)}
            who = {"address": client_address(scope)} if self.personal else {}
            log.info("request", extra=told | who)

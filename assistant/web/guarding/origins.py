"""Which web sites' pages may use this server: CORS for exactly those, and nothing changed on the word of another.

Cookies and tokens are never allowed across origins, so that a page elsewhere can do no more than anyone can. Pages of
other origins may not even ask (403): they would spend the server's time, and its completions, by their visitors' hands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.settings import LOOPBACK, Settings
from assistant.web.errors import problem

ANY = "*"
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST, DELETE",
    "Access-Control-Allow-Headers": "Accept, Content-Type, Last-Event-ID",
    "Access-Control-Max-Age": "600",
}
EXPOSED = "Content-Disposition, Retry-After, X-Request-ID"
_SAFE = ("GET", "HEAD", "OPTIONS")
_ORIGIN = re.compile(r"https?://(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?")


def is_origin(text: str) -> bool:
    """Is it scheme, host and perhaps a port, as browsers write it, and nothing more?"""
    return bool(_ORIGIN.fullmatch(text))


@dataclass(frozen=True, slots=True)
class Origins:
    """The origins whose pages may embed the assistant; with ``local``, those of this machine too."""

    allowed: frozenset[str] = frozenset()
    local: bool = False

    def permits(self, origin: str) -> bool:
        if ANY in self.allowed or origin in self.allowed:
            return True
        return self.local and is_origin(origin) and urlsplit(origin).hostname in LOOPBACK

    @property
    def ancestors(self) -> str:
        """For ``frame-ancestors`` of the page that may be framed."""
        local = ["http://localhost:*", "http://127.0.0.1:*"] if self.local else []
        return " ".join(["'self'", *sorted(self.allowed), *local])


def origins_of(settings: Settings) -> Origins:
    """Those of the setting; where it is empty, on a machine that serves only itself, the pages of this machine."""
    allowed = frozenset(settings.allowed_origins)
    return Origins(allowed, local=not allowed and not settings.in_production)


class CrossOrigin:
    """The middleware that answers preflights, adds CORS headers, and refuses changes that another origin asks for."""

    def __init__(self, app: ASGIApp, origins: Origins) -> None:
        self.app, self.origins = app, origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        origin = Headers(scope=scope).get("origin") if scope["type"] == "http" else None
        if origin is None or _is_own(origin, Headers(scope=scope)):
            await self.app(scope, receive, _varying(send) if scope["type"] == "http" else send)
            return
        permitted = self.origins.permits(origin) and not scope["path"].startswith("/api/staff")
        response = self._at_once(scope, permitted)
        answer = response if response is not None else self.app
        await answer(scope, receive, _allowing(origin, send) if permitted else _varying(send))

    def _at_once(self, scope: Scope, permitted: bool) -> Response | None:
        """The answer to a preflight, or to what is refused; None for what goes on."""
        asked = "access-control-request-method" in Headers(scope=scope)
        if not permitted and (asked or scope["method"] not in _SAFE):
            return problem(
                403, "Pages of this origin may not use the assistant; EUCLUSTERS_ALLOWED_ORIGINS lists them."
            )
        if scope["method"] == "OPTIONS" and asked:
            return Response(status_code=204, headers=PREFLIGHT)
        return None


def _is_own(origin: str, headers: Headers) -> bool:
    """A page of this server: its origin names the host that the request went to."""
    return is_origin(origin) and urlsplit(origin).netloc == headers.get("host", "").casefold()


def _allowing(origin: str, send: Send) -> Send:
    async def allowing(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["Access-Control-Allow-Origin"] = origin
            headers["Access-Control-Expose-Headers"] = EXPOSED
        await send(message)

    return _varying(allowing)


def _varying(send: Send) -> Send:
    """Caches keep the answers to different origins apart."""

    async def varying(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).add_vary_header("Origin")
        await send(message)

    return varying

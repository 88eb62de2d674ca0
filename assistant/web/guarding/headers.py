"""Security headers on every response, errors included."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.guarding.origins import Origins

FRAMED = "/embed"
# What pages elsewhere load as part of themselves.
SHARED = ("/widget", "/static/")
POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'; frame-ancestors "
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
YEAR = 365 * 24 * 3600


def headers_of(path: str, scheme: str, origins: Origins) -> dict[str, str]:
    """The headers of a response: ``/embed`` may be framed by the allowed origins, everything else by no one."""
    framed = path == FRAMED
    found = HEADERS | {
        "Content-Security-Policy": POLICY + (origins.ancestors if framed else "'none'"),
        "Cross-Origin-Resource-Policy": "cross-origin" if path.startswith(SHARED) or framed else "same-origin",
    }
    if not framed:
        found["X-Frame-Options"] = "DENY"
    if scheme == "https":
        found["Strict-Transport-Security"] = f"max-age={YEAR}"
    return found


class SecurityHeaders:
    """The middleware that adds them; what people asked and were answered is kept by no cache."""

    def __init__(self, app: ASGIApp, origins: Origins) -> None:
        self.app, self.origins = app, origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(headers_of(scope["path"], scope.get("scheme", "http"), self.origins))
                if scope["path"].startswith("/api/"):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)

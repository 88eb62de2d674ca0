"""Request bodies, read whole before any route sees them: bounded in size, and in the time they take to arrive."""

from __future__ import annotations

import asyncio

from starlette.types import Message, Receive

MOST_BYTES = 64 * 1024


class BodyRefused(Exception):
    """A body that is too large or too slow; ``status`` is the one of HTTP."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status


class Gone(Exception):
    """The client left before its request was complete."""


async def read_body(receive: Receive, seconds: float, most: int = MOST_BYTES) -> bytes:
    """All of it; the size is counted while reading, so that a missing or wrong Content-Length does not help."""
    body = bytearray()
    try:
        async with asyncio.timeout(seconds):
            while await _part(receive, body):
                if len(body) > most:
                    break
    except TimeoutError:
        raise BodyRefused(408, f"The body did not arrive within {seconds:g} seconds.") from None
    if len(body) > most:
        raise BodyRefused(413, f"The body is larger than {most // 1024} KiB.")
    return bytes(body)


async def _part(receive: Receive, body: bytearray) -> bool:
    """Add the next part; is there more?"""
    message = await receive()
    if message["type"] == "http.disconnect":
        raise Gone
    body += message.get("body", b"")
    return bool(message.get("more_body", False))


def replay(body: bytes, receive: Receive) -> Receive:
    """The body once, then whatever the connection says next."""
    sent = False

    async def replayed() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed

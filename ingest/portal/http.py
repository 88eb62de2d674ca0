"""Requests to the portal: a polite rate, and further attempts with growing pauses where these can help."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from ingest.errors import PortalUnavailable

Pause = Callable[[float], None]
"""Waits for some seconds."""
Clock = Callable[[], datetime]

_ATTEMPTS = 5
_FIRST_PAUSE = 1.0  # seconds; doubled each time
_LONGEST_PAUSE = 60.0  # whatever the server asks for
_INTERVAL = 0.5  # seconds between two requests
_MOST_BYTES = 100_000_000  # of one answer, unpacked
_GONE = (404, 410)
_PASSING = (429, 500, 502, 503, 504)  # what another attempt may find otherwise
# No connection, one that breaks off, and a body that is no whole one; an address that is none stays so.
_BROKEN = (httpx.TimeoutException, httpx.NetworkError, httpx.RemoteProtocolError, httpx.ProxyError, httpx.DecodingError)


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Why nothing usable came, whether another attempt may help, and after how many seconds the server wants it."""

    reason: str
    passes: bool = True
    after: float = 0.0


@dataclass
class PortalHttp:
    """One connection's manners; ``pause`` is the only way it waits, ``now`` tells an aware time."""

    client: httpx.Client
    pause: Pause
    now: Clock
    most_bytes: int = _MOST_BYTES
    _asked: bool = field(default=False, init=False)

    def json(self, method: str, url: str, **request: Any) -> Any | None:
        """The parsed answer, None where there is no such thing; PortalUnavailable where no attempt helps."""
        wait = _INTERVAL if self._asked else 0.0
        self._asked = True
        refusal = _Refusal("it was not asked")
        for attempt in range(_ATTEMPTS):
            if wait:
                self.pause(wait)
            found = self._attempt(method, url, request)
            if not isinstance(found, _Refusal):
                return found
            refusal = found
            if not refusal.passes:
                break
            wait = min(_LONGEST_PAUSE, max(_FIRST_PAUSE * 2.0**attempt, refusal.after))
        raise PortalUnavailable(url, refusal.reason)

    def _attempt(self, method: str, url: str, request: dict[str, Any]) -> Any | _Refusal | None:
        try:
            with self.client.stream(method, url, **request) as response:
                if response.status_code in _GONE:
                    return None
                return self._body(response) if response.status_code == httpx.codes.OK else self._refused(response)
        except _BROKEN as error:
            return _Refusal(f"no answer ({type(error).__name__})")
        except httpx.HTTPError as error:
            return _Refusal(f"no answer ({type(error).__name__})", passes=False)

    def _refused(self, response: httpx.Response) -> _Refusal:
        status = response.status_code
        return _Refusal(f"status {status}", status in _PASSING, self._seconds(response.headers.get("Retry-After", "")))

    def _seconds(self, asked: str) -> float:
        """``Retry-After``, in seconds or as a day and time; 0 where it is neither."""
        if asked.isascii() and asked.isdigit():
            return min(_LONGEST_PAUSE, float(asked[:9]))
        try:
            return max(0.0, (parsedate_to_datetime(asked) - self.now()).total_seconds())
        except (ValueError, TypeError, OverflowError):  # no date, one without a zone, one out of all bounds
            return 0.0

    def _body(self, response: httpx.Response) -> Any | _Refusal:
        """The parsed answer, never more of it in memory than is allowed, however it is packed."""
        body = bytearray()
        for part in response.iter_bytes():
            body += part
            if len(body) > self.most_bytes:
                return _Refusal(f"an answer of more than {self.most_bytes // 1_000_000} MB", passes=False)
        try:
            return json.loads(body)
        except (ValueError, RecursionError):
            return _Refusal("an answer that is no whole JSON")

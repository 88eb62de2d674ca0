"""Requests to the portal: a polite rate, and further attempts with growing pauses where it is busy or broken."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from ingest.errors import PortalUnavailable

Pause = Callable[[float], None]
"""Waits for some seconds."""

_ATTEMPTS = 5
_FIRST_PAUSE = 1.0  # seconds; doubled each time
_LONGEST_PAUSE = 60.0
_INTERVAL = 0.5  # seconds between two requests
_MOST_BYTES = 100_000_000
_GONE = (404, 410)


@dataclass
class PortalHttp:
    """One connection's manners; ``pause`` is the only way it waits."""

    client: httpx.Client
    pause: Pause
    _asked: bool = field(default=False, init=False)

    def json(self, method: str, url: str, **request: Any) -> Any | None:
        """The parsed answer, None where there is no such thing; PortalUnavailable after the last attempt."""
        reason = ""
        for attempt in range(_ATTEMPTS):
            wait = self._wait_before(attempt, reason)
            if wait:
                self.pause(wait)
            found, reason = self._attempt(method, url, request)
            if not reason:
                return found
        raise PortalUnavailable(url, reason.partition(_AFTER)[0])

    def _wait_before(self, attempt: int, reason: str) -> float:
        if attempt:
            asked_for = reason.partition(_AFTER)[2]
            growing = _FIRST_PAUSE * 2.0 ** (attempt - 1)
            return float(min(_LONGEST_PAUSE, max(growing, float(asked_for or 0))))
        first, self._asked = not self._asked, True
        return 0.0 if first else _INTERVAL

    def _attempt(self, method: str, url: str, request: dict[str, Any]) -> tuple[Any | None, str]:
        """What was answered, or why nothing usable was."""
        try:
            response = self.client.request(method, url, **request)
        except httpx.HTTPError as error:
            return None, f"no answer ({type(error).__name__})"
        if response.status_code in _GONE:
            return None, ""
        if response.status_code != httpx.codes.OK:
            return None, f"status {response.status_code}{_AFTER}{_retry_after(response)}"
        return _parsed(response)


_AFTER = "; again after "  # parts a reason from the seconds that the server asked for


def _retry_after(response: httpx.Response) -> str:
    value = response.headers.get("Retry-After", "")
    return value if value.isascii() and value.isdigit() else ""


def _parsed(response: httpx.Response) -> tuple[Any | None, str]:
    if len(response.content) > _MOST_BYTES:
        return None, "an answer that is too large"
    try:
        return json.loads(response.content), ""
    except (ValueError, RecursionError):
        return None, "an answer that is no whole JSON"

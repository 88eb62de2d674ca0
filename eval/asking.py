"""How a question reaches the assistant: in this process, or over HTTP."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from assistant.answers import Question
from eval.errors import AskFailed, NothingToAsk, ServerUnreachable
from eval.received import RawAnswer

if TYPE_CHECKING:
    from assistant.settings import Settings

__all__ = ["Ask", "in_process", "over_http"]

Ask = Callable[[Question], RawAnswer]

TIMEOUT_S = 120.0


def in_process(settings: Settings) -> Ask:
    """Ask the assistant that production would build from these settings."""
    from assistant.bootstrap import build
    from assistant.errors import AssistantError
    from vectorstore.errors import StoreError

    try:
        assistant = build(settings)
    except StoreError as error:
        raise NothingToAsk(str(error)) from error

    def ask(question: Question) -> RawAnswer:
        try:
            return _as_json(asdict(assistant.answer(question)))
        except AssistantError as error:
            raise AskFailed(str(error)) from error
        except StoreError as error:
            raise NothingToAsk(str(error)) from error

    return ask


def over_http(url: str, timeout_s: float = TIMEOUT_S) -> Ask:
    """Ask a running server; ``url`` is its root."""
    if not url.startswith(("http://", "https://")):
        raise ServerUnreachable(url, "the address must begin with http:// or https://")
    endpoint = f"{url.rstrip('/')}/api/chat"

    def ask(question: Question) -> RawAnswer:
        return _post(endpoint, _as_json(_request(question)), timeout_s)

    return ask


def _request(question: Question) -> dict[str, object]:
    return {key: value for key, value in asdict(question).items() if value is not None}


def _post(endpoint: str, body: RawAnswer, timeout_s: float) -> RawAnswer:
    request = urllib.request.Request(endpoint, json.dumps(body).encode(), {"content-type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=timeout_s) as response:
            return _parsed(response.read())
    except urllib.error.HTTPError as error:
        with error:
            raise AskFailed(f"HTTP {error.code}: {_detail(error.read())}") from error
    except TimeoutError as error:
        raise AskFailed(f"No answer within {timeout_s:g} s.") from error
    except (urllib.error.URLError, ConnectionError) as error:
        raise ServerUnreachable(endpoint, getattr(error, "reason", error)) from error


def _parsed(body: bytes) -> RawAnswer:
    try:
        parsed = json.loads(body)
    except ValueError as error:
        raise AskFailed("What came back is not JSON.") from error
    if not isinstance(parsed, dict):
        raise AskFailed("What came back is no JSON object.")
    return parsed


def _detail(body: bytes) -> str:
    """The detail of an RFC 9457 problem, or the beginning of whatever came instead."""
    try:
        return str(json.loads(body)["detail"])
    except (ValueError, KeyError, TypeError):
        return body[:200].decode("utf-8", "replace")


def _as_json(value: Any) -> RawAnswer:
    parsed: RawAnswer = json.loads(json.dumps(value, default=_day))
    return parsed


def _day(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} does not belong into an Answer")

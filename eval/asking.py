"""Where answers come from: the assistant in this process, or a server over HTTP."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import orjson

from assistant.answers import Question
from eval.errors import AskAgainLater, AskFailed, ServerUnreachable
from eval.passages import StoredPassage
from eval.received import RawAnswer

if TYPE_CHECKING:
    from assistant.settings import Settings

__all__ = ["Ask", "Source", "in_process", "over_http"]

Ask = Callable[[Question], RawAnswer]

TIMEOUT_S = 120.0
ATTEMPTS = 4
LONGEST_PAUSE_S = 60.0  # whatever a server asks for


def _unknown(_: str) -> StoredPassage | None:
    return None


def _unseen(_: Question) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Source:
    """What a run needs of an assistant.

    ``passage`` gives the passage of an id, ``found`` the ids that retrieval finds for a question, best first (none
    where that cannot be seen from outside); ``concurrent`` says whether several questions may be asked at a time.
    """

    ask: Ask
    passage: Callable[[str], StoredPassage | None] = _unknown
    found: Callable[[Question], tuple[str, ...]] = _unseen
    concurrent: bool = False


def in_process(settings: Settings) -> Source:
    """The assistant that production would build from these settings; its conversations are kept in memory only."""
    from eval.inside import Inside

    return Inside(settings).source()


def over_http(url: str, timeout_s: float = TIMEOUT_S, pause: Callable[[float], object] = time.sleep) -> Source:
    """A running server; ``url`` is its root. One that asks for patience (429, 503) is asked again, a few times."""
    if not url.startswith(("http://", "https://")):
        raise ServerUnreachable(url, "the address must begin with http:// or https://")
    root = f"{url.rstrip('/')}/api"

    def ask(question: Question) -> RawAnswer:
        return _patiently(lambda: _call(f"{root}/chat", timeout_s, as_json(_request(question))), pause)

    def passage(passage_id: str) -> StoredPassage | None:
        try:
            return StoredPassage.of(_call(f"{root}/passages/{quote(passage_id, safe='')}", timeout_s))
        except AskFailed:
            return None  # then nothing can be said of its quotes, and the metrics leave them out

    return Source(ask, passage, concurrent=True)


def _request(question: Question) -> dict[str, object]:
    return {key: value for key, value in asdict(question).items() if value is not None}


def _patiently(call: Callable[[], RawAnswer], pause: Callable[[float], object]) -> RawAnswer:
    for _ in range(ATTEMPTS - 1):
        try:
            return call()
        except AskAgainLater as error:
            pause(error.seconds)
    return call()


def _call(endpoint: str, timeout_s: float, body: RawAnswer | None = None) -> RawAnswer:
    """The JSON object that an address gives; with a body it is posted."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(endpoint, data, {"content-type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=timeout_s) as response:
            return _parsed(response.read())
    except urllib.error.HTTPError as error:
        with error:
            raise _failure(error) from error
    except TimeoutError as error:
        raise AskFailed(f"No answer within {timeout_s:g} s.") from error
    except (urllib.error.URLError, ConnectionError) as error:
        raise ServerUnreachable(endpoint, getattr(error, "reason", error)) from error


def _failure(error: urllib.error.HTTPError) -> AskFailed:
    reason, wait = f"HTTP {error.code}: {_detail(error.read())}", error.headers.get("Retry-After", "")
    if error.code in (429, 503) and wait.isdecimal():
        return AskAgainLater(reason, min(float(wait), LONGEST_PAUSE_S))
    return AskFailed(reason)


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


def as_json(value: Any) -> RawAnswer:
    """A dataclass's dict as the server would send it."""
    parsed: RawAnswer = json.loads(orjson.dumps(value, option=orjson.OPT_UTC_Z))
    return parsed

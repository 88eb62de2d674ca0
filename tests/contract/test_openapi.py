"""Whatever the API's own description allows or forbids, the server answers as described, and never with a defect.

A few cases of each operation here; 5,000 and more, and every boundary that the description has, with
``python -m pytest tests/contract/test_openapi.py --hypothesis-profile=thorough``.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as effort
from hypothesis.errors import Unsatisfiable
from pydantic import SecretStr
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from assistant.bootstrap import build
from assistant.settings import LimitSettings, Settings
from assistant.web.app import create_app
from tests.conftest import now
from tests.serving import serving_app

TOKEN = "kJ8-u2Lq_w9ZbX0vR4tYcE6mNs1P"
CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
]
THOROUGH = effort.get_current_profile_name() == "thorough"
UNHURRIED = {"deadline": None, "suppress_health_check": list(HealthCheck), "phases": (Phase.generate, Phase.shrink)}
CASES = effort(**UNHURRIED) if THOROUGH else effort(max_examples=3, derandomize=True, database=None, **UNHURRIED)
PATIENCE = 60
SENT: list[str] = []
NUMBERS = itertools.count(1)


@pytest.fixture(scope="module")
def base(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose every request may claim an address of its own, so that no limit hides what is behind it."""
    database = f"sqlite:///{tmp_path_factory.mktemp('described') / 'c.sqlite'}"
    made = Settings(
        store=settings.store,
        staff_token=SecretStr(TOKEN),
        conversations={"url": database},  # type: ignore[arg-type]
        trusted_proxies=("127.0.0.1",),
        limits=LimitSettings(waiting=1000),
    )
    with serving_app(create_app(build(made, now), made)) as port:
        yield f"http://127.0.0.1:{port}"


def headers() -> dict[str, str]:
    number = next(NUMBERS)
    address = f"198.{18 + number // 65536}.{number // 256 % 256}.{number % 256}"
    return {"Authorization": f"Bearer {TOKEN}", "X-Forwarded-For": address}


@pytest.fixture(scope="module")
def ids(base: str) -> dict[str, str]:
    """One of each thing that has a route of its own."""

    def asked(method: str, path: str, **given: Any) -> Any:
        answer = requests.request(method, f"{base}{path}", headers=headers(), timeout=PATIENCE, **given)
        assert answer.ok, answer.text
        return answer.json()

    document = asked("GET", "/api/documents")["items"][0]["document_id"]
    session = asked("POST", "/api/staff/sessions", json={"title": "Talk"})["session"]["session_id"]
    asked("POST", f"/api/staff/sessions/{session}/questions", json={"text": "deadline of the GEMSTONE call?"})
    return {
        "document_id": document,
        "passage_id": asked("GET", f"/api/documents/{document}")["outline"][0]["passages"][0],
        "call_id": asked("GET", "/api/calls")["items"][0]["call_id"],
        "conversation_id": asked("POST", "/api/chat", json={"question": "hello"})["conversation_id"],
        "session_id": session,
        "question_id": asked("GET", f"/api/staff/sessions/{session}")["questions"][0]["question_id"],
    }


@pytest.fixture(scope="module")
def operations(base: str) -> list[Any]:
    document = requests.get(f"{base}/openapi.json", timeout=PATIENCE).json()
    described = schemathesis.openapi.from_dict(document)
    return [found.ok() for found in described.get_all_operations()]


@pytest.mark.parametrize("mode", GenerationMode)
def test_every_answer_is_one_that_is_described(
    operations: list[Any], base: str, ids: dict[str, str], mode: GenerationMode
) -> None:
    assert len(operations) > 30
    failed = [str(error) for operation in operations if (error := tried(operation, base, ids, mode))]
    assert not failed, "\n\n".join(failed)


def tried(operation: Any, base: str, ids: dict[str, str], mode: GenerationMode) -> AssertionError | None:
    """What is wrong with the answers of an operation to requests that its description allows, or forbids."""

    @CASES
    @given(case=operation.as_strategy(generation_mode=mode))
    def search(case: Any) -> None:
        SENT.append(operation.label)
        if next(NUMBERS) % 2:  # else whatever was thought up: there is no such thing
            case.path_parameters = {name: ids[name] for name in case.path_parameters}
        answer = case.call(base, headers=headers() | dict(case.headers or {}), timeout=PATIENCE)
        case.validate_response(answer, checks=CHECKS)
        assert "Traceback" not in answer.text

    try:
        search()
    except (AssertionError, FailureGroup) as error:
        return AssertionError(f"{operation.label}: {error}")
    except Unsatisfiable:
        return None  # nothing is forbidden
    return None


def test_enough_cases_were_tried() -> None:
    assert len(SENT) >= (5000 if THOROUGH else 150)
    assert len(set(SENT)) > 30


BODIES = {
    "no UTF-8": b'{"question": "\xff\xfe"}',
    "another encoding": '{"question": "hello"}'.encode("utf-16"),
    "a byte order mark": b'\xef\xbb\xbf{"question": "hello"}',
    "half a character": b'{"question": "hello \\ud800"}',
    "half a character alone": b'{"question": "\\udfff"}',
    "a null": b'{"question": "hel\\u0000lo"}',
    "a raw null": b'{"question": "hel\x00lo"}',
    "a huge number": b'{"question": "hello", "as_of": ' + b"9" * 5000 + b"}",
    "an infinite number": b'{"question": "hello", "as_of": 1e999}',
    "no number": b'{"question": "hello", "as_of": NaN}',
    "nested without end": b'{"question": ' + b"[" * 30_000,
    "a key twice": b'{"question": "hello", "question": ["hello"]}',
    "right to left": '{"question": "hello \u202e\u0007\u200f"}'.encode(),
    "half an id": b'{"question": "x", "answer_id": "\\ud800", "rating": "up", "conversation_id": "\\ud800"}',
    "nulls for ids": b'{"question": "hello", "answer_id": "a\\u0000", "rating": "up", "conversation_id": "a\\u0000"}',
    "nothing": b"",
}
ADDRESSES = (
    "/api/calls?q=%ff",
    "/api/calls?q=%00",
    "/api/calls?q=%ed%a0%80",
    f"/api/calls?page={'9' * 40}",
    f"/api/calls?page={'9' * 5000}",
    "/api/calls?as_of=9999-12-31&closes_after=0001-01-01",
    "/api/calls?as_of=0001-01-01&status=open",
    "/api/calls.ics?as_of=0001-01-01",
    "/api/calls/%00",
    "/api/calls/%ff.ics",
    "/api/calls/..%2f..%2fetc%2fpasswd",
    "/api/documents/%ed%a0%80",
    "/api/passages/%00?x=%ff",
    "/sources/%ff",
    f"/sources/x?start={'9' * 400}&end=-1",
    "/api/conversations/%00",
    "/api/conversations/%ed%a0%80",
    "/static/%00",
    "/static/..%2f..%2fapp.py",
    "/widget/..%2f..%2fapp.js",
    "/widget/%00.js",
    "/embed?lang=%00&theme=dark",
    "/embed?as_of=0001-01-01",
    "/staff/static/%2e%2e%2f%2e%2e%2fpage.py",
    f"/{'a' * 20_000}",
)


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_a_body_that_no_schema_thinks_of_is_a_problem_or_an_answer(base: str, body: bytes) -> None:
    for path in ("/api/chat", "/api/chat/stream", "/api/feedback", "/api/staff/sessions", "/api/staff/session"):
        sent = headers() | {"Content-Type": "application/json"}
        answer = requests.post(f"{base}{path}", data=body, headers=sent, timeout=PATIENCE)
        assert answer.status_code in (200, 400, 401, 404, 422), (path, answer.text)
        assert "Traceback" not in answer.text


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address[:40])
def test_an_address_that_no_schema_thinks_of_is_a_problem_or_an_answer(base: str, address: str) -> None:
    answer = requests.get(f"{base}{address}", headers=headers(), timeout=PATIENCE)
    assert answer.status_code in (200, 400, 404, 414, 422), answer.text
    assert "Traceback" not in answer.text
    assert "import annotations" not in answer.text


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/api/conversations/x", "DELETE, GET"),
        ("/api/staff/sessions", "GET, POST"),
        ("/api/chat", "POST"),
        ("/openapi.json", "GET, HEAD"),
    ],
)
def test_a_method_that_an_address_does_not_have_is_refused_with_all_that_it_has(
    base: str, path: str, allowed: str
) -> None:
    answer = requests.patch(f"{base}{path}", headers=headers(), timeout=PATIENCE)
    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)
    assert answer.headers["content-type"] == "application/problem+json"

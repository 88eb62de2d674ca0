"""Every route × everyone who may come to it; a route that is new belongs into the table first."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient
from pydantic import SecretStr

from assistant.bootstrap import build
from assistant.settings import Settings
from assistant.web.app import create_app
from tests.conftest import now

TOKEN = "kJ8-u2Lq_w9ZbX0vR4tYcE6mNs1P"
IN = "let in"  # past the door; what comes of it is the desk's affair
# Who comes: anyone, the page of a site that is not allowed, someone with a wrong token, staff.
ROLES: dict[str, dict[str, str]] = {
    "anonymous": {},
    "foreign": {"origin": "https://stranger.example", "sec-fetch-site": "cross-site"},
    "wrong": {"authorization": f"Bearer {TOKEN[:-1]}"},
    "staff": {"authorization": f"Bearer {TOKEN}"},
}
#                                                       anonymous, foreign, wrong, staff
TABLE: dict[str, tuple[int, int, int, int | str]] = {
    "POST /api/chat": (200, 403, 200, 200),
    "POST /api/chat/stream": (200, 403, 200, 200),
    "POST /api/feedback": (204, 403, 204, 204),
    "GET /api/conversations/{conversation_id}": (200, 200, 200, 200),
    "DELETE /api/conversations/{conversation_id}": (204, 403, 404, 404),
    "GET /api/calls.ics": (200, 200, 200, 200),
    "GET /api/calls": (200, 200, 200, 200),
    "GET /api/calls/{call_id}.ics": (200, 200, 200, 200),
    "GET /api/calls/{call_id}": (200, 200, 200, 200),
    "GET /api/documents": (200, 200, 200, 200),
    "GET /api/documents/{document_id}": (200, 200, 200, 200),
    "GET /api/passages/{passage_id}": (200, 200, 200, 200),
    "GET /api/passages/{passage_id}/picture": (404, 404, 404, 404),  # it has none; staff's: test_pictures.py
    "GET /sources/{passage_id}": (200, 200, 200, 200),
    "GET /documents/{document_id}": (303, 303, 303, 303),
    "GET /livez": (200, 200, 200, 200),
    "GET /readyz": (200, 200, 200, 200),
    "GET /metrics": (200, 200, 200, 200),
    "GET /": (200, 200, 200, 200),
    "GET /embed": (200, 200, 200, 200),
    "GET /docs": (200, 200, 200, 200),
    "GET /openapi.json": (200, 200, 200, 200),
    "HEAD /openapi.json": (200, 200, 200, 200),
    "GET /widget.js": (200, 200, 200, 200),
    "GET /widget/{module}.js": (200, 200, 200, 200),
    "GET /widget/words/{language}.json": (200, 200, 200, 200),
    "GET /static": (200, 200, 200, 200),
    "GET /staff": (200, 200, 200, 200),  # asks for the token itself and shows nothing
    "GET /staff/static": (200, 200, 200, 200),
    "POST /api/staff/session": (204, 403, 204, 204),  # the token is in the body
    "DELETE /api/staff/session": (204, 403, 204, 204),  # forgets the caller's own cookie
    "GET /staff/sources/{passage_id}": (401, 401, 401, 200),
    "GET /staff/documents/{document_id}": (401, 401, 401, 303),
    "GET /api/staff/sessions": (401, 401, 401, 200),
    "POST /api/staff/sessions": (401, 403, 401, 201),
    "GET /api/staff/sessions/{session_id}": (401, 401, 401, 200),
    "GET /api/staff/sessions/{session_id}/events": (401, 401, 401, 200),
    "GET /api/staff/sessions/{session_id}/export.csv": (401, 401, 401, 200),
    "GET /api/staff/sessions/{session_id}/export.md": (401, 401, 401, 200),
    "GET /api/staff/sessions/{session_id}/export.yaml": (401, 401, 401, 200),
    "POST /api/staff/sessions/{session_id}/questions": (401, 403, 401, 201),
    "POST /api/staff/sessions/{session_id}/import": (401, 403, 401, IN),
    "POST /api/staff/sessions/{session_id}/transcript": (401, 403, 401, IN),
    "GET /api/staff/questions/{question_id}": (401, 401, 401, 200),
    "GET /api/staff/questions/{question_id}/earlier": (401, 401, 401, IN),
    "POST /api/staff/questions/{question_id}/claim": (401, 403, 401, IN),
    "POST /api/staff/questions/{question_id}/release": (401, 403, 401, IN),
    "PUT /api/staff/questions/{question_id}/answer": (401, 403, 401, IN),
    "POST /api/staff/questions/{question_id}/approve": (401, 403, 401, IN),
    "POST /api/staff/questions/{question_id}/status": (401, 403, 401, IN),
    "POST /api/staff/questions/{question_id}/reopen": (401, 403, 401, IN),
    "POST /api/staff/questions/{question_id}/redraft": (401, 403, 401, IN),
    "POST /api/staff/questions/{question_id}/kind": (401, 403, 401, IN),
    "POST /api/staff/questions/{question_id}/split": (401, 403, 401, IN),
    "POST /api/staff/questions/{question_id}/merge": (401, 403, 401, IN),
    "DELETE /api/staff/sessions/{session_id}": (401, 403, 401, 204),
}
BODIES: dict[str, dict[str, Any]] = {
    "POST /api/chat": {"question": "hello"},
    "POST /api/chat/stream": {"question": "hello"},
    "POST /api/staff/session": {"token": TOKEN},
    "POST /api/staff/sessions": {"title": "Talk"},
    "POST /api/staff/sessions/{session_id}/questions": {"text": "deadline of the GEMSTONE call?"},
}
DEED = {"version": 1, "answer": "It is open.", "status": "live", "kind": "remark", "into": "none"}
FILES = {"/static": "/static/demo.js", "/staff/static": "/staff/static/desk.js"}
QUERIES = {"/events": "?wait=0", "/import": "?name=q.txt", "/transcript": "?name=t.vtt"}
ADDRESSES = itertools.count(1)


@pytest.fixture(scope="module")
def app(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    database = f"sqlite:///{tmp_path_factory.mktemp('roles') / 'c.sqlite'}"
    given = Settings(
        store=settings.store,
        staff_token=SecretStr(TOKEN),
        conversations={"url": database},  # type: ignore[arg-type]
        trusted_proxies=("127.0.0.1",),
    )
    return create_app(build(given, now), given)


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[TestClient]:
    proxy = ("127.0.0.1", 1)
    with TestClient(app, base_url="http://assistant.example", client=proxy, follow_redirects=False) as opened:
        yield opened


def asked(client: TestClient, method: str, path: str, role: str, **given: Any) -> Any:
    """Everyone comes from an address of their own: nobody is refused for the wrong tokens of another."""
    client.cookies.clear()
    number = next(ADDRESSES)
    headers = {"x-forwarded-for": f"198.51.{number // 256}.{number % 256}"} | ROLES[role]
    return client.request(method, path, headers=headers, **given)


@pytest.fixture(scope="module")
def ids(client: TestClient) -> dict[str, str]:
    """One of each thing that has a route of its own."""
    answer = asked(client, "POST", "/api/chat", "anonymous", json={"question": "deadline of the GEMSTONE call"}).json()
    made = asked(client, "POST", "/api/staff/sessions", "staff", json={"title": "Talk"}).json()
    session = made["session"]["session_id"]
    asked(client, "POST", f"/api/staff/sessions/{session}/questions", "staff", json={"text": "Who may apply?"})
    queue = asked(client, "GET", f"/api/staff/sessions/{session}", "staff").json()
    BODIES["POST /api/feedback"] = {"answer_id": answer["answer_id"], "rating": "up"}
    return {
        "conversation_id": answer["conversation_id"],
        "call_id": asked(client, "GET", "/api/calls", "anonymous").json()["items"][0]["call_id"],
        "document_id": answer["citations"][0]["document_id"],
        "passage_id": answer["citations"][0]["passage_id"],
        "session_id": session,
        "question_id": queue["questions"][0]["question_id"],
        "module": "dom",
        "language": "de",
    }


def declared(app: FastAPI) -> set[str]:
    """Every route of the application, mounted folders and routes outside of its description included."""
    return {
        f"{method} {route.path}"
        for route in iter_route_contexts(app.routes)
        for method in getattr(route, "methods", None) or ("GET",)
    }


def test_the_table_has_every_route_and_no_other(app: FastAPI) -> None:
    assert declared(app) == set(TABLE)


@pytest.mark.parametrize("route", TABLE)
def test_everyone_gets_at_a_route_what_the_table_says(client: TestClient, ids: dict[str, str], route: str) -> None:
    method, _, path = route.partition(" ")
    address = FILES.get(path, path.format_map(ids)) + next((q for end, q in QUERIES.items() if path.endswith(end)), "")
    body = BODIES.get(route, DEED if method in ("POST", "PUT") else None)
    for role, expected in zip(ROLES, TABLE[route], strict=True):
        answer = asked(client, method, address, role, json=body)
        if expected == IN:
            assert answer.status_code not in (401, 403, 429), (role, answer.text)
            assert answer.status_code < 500
        else:
            assert answer.status_code == expected, (role, answer.text)
        if role == "foreign":
            assert "access-control-allow-origin" not in answer.headers
        if answer.status_code in (401, 403):
            assert answer.headers["content-type"] == "application/problem+json"


def test_a_session_of_staff_is_worth_nothing_to_the_page_of_another_site(
    client: TestClient, ids: dict[str, str]
) -> None:
    asked(client, "POST", "/api/staff/session", "staff", json={"token": TOKEN})
    cookie = {"cookie": f"euclusters_staff={client.cookies['euclusters_staff']}"}
    client.cookies.clear()
    path = f"/api/staff/questions/{ids['question_id']}/claim"
    assert client.get("/api/staff/sessions", headers=cookie).status_code == 200
    for foreign in ({"origin": "https://stranger.example"}, {"sec-fetch-site": "cross-site"}):
        assert client.post(path, headers=cookie | foreign, json=DEED).status_code in (401, 403)

"""Pages of the allowed origins may embed the assistant, no other page may use it, and only /embed may be framed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from assistant.bootstrap import build
from assistant.settings import Settings
from assistant.web.app import create_app
from assistant.web.guarding.headers import headers_of
from assistant.web.guarding.origins import Origins, is_origin
from tests.conftest import now

PARTNER, STRANGER = "https://partner.example", "https://stranger.example"
HELLO = {"question": "hello"}
MODULES = ("/widget.js", "/static/demo.js")


@pytest.fixture(scope="module")
def client(settings: Settings) -> Iterator[TestClient]:
    given = settings.model_copy(update={"allowed_origins": (PARTNER,)})
    with TestClient(create_app(build(given, now), given), base_url="http://assistant.example") as opened:
        yield opened


@pytest.mark.parametrize("path", ["/api/calls", "/livez", "/api/nothing", *MODULES])
def test_an_allowed_origin_may_read_and_load_modules(client: TestClient, path: str) -> None:
    headers = client.get(path, headers={"origin": PARTNER}).headers
    assert headers["access-control-allow-origin"] == PARTNER
    assert "access-control-allow-credentials" not in headers
    assert "Origin" in headers["vary"]


@pytest.mark.parametrize(
    "origin",
    [
        STRANGER,
        "null",
        f"{PARTNER}.stranger.example",
        f"{PARTNER}:8443",
        "http://partner.example",
        "https://PARTNER.example/",
    ],
)
def test_any_other_origin_gets_no_leave_to_read(client: TestClient, origin: str) -> None:
    for path in ("/api/calls", *MODULES):
        response = client.get(path, headers={"origin": origin})
        assert "access-control-allow-origin" not in response.headers
        assert "Origin" in response.headers["vary"]


@pytest.mark.parametrize("origin", [STRANGER, "null", "not an origin"])
def test_any_other_origin_may_change_nothing_and_ask_nothing(client: TestClient, origin: str) -> None:
    for method, path in (("POST", "/api/chat"), ("POST", "/api/chat/stream"), ("DELETE", "/api/conversations/x")):
        response = client.request(method, path, headers={"origin": origin}, json=HELLO)
        assert response.status_code == 403
        assert response.headers["content-type"] == "application/problem+json"


def test_a_preflight_is_answered_for_the_allowed_and_refused_to_others(client: TestClient) -> None:
    def preflight(origin: str, path: str = "/api/chat") -> int:
        asked = {"origin": origin, "access-control-request-method": "POST"}
        response = client.options(path, headers=asked)
        assert "authorization" not in response.headers.get("access-control-allow-headers", "").casefold()
        assert ("access-control-allow-origin" in response.headers) == (response.status_code == 204)
        return response.status_code

    assert preflight(PARTNER) == 204
    assert preflight(STRANGER) == 403
    assert preflight(PARTNER, "/api/staff/session") == 403


def test_pages_of_the_server_itself_and_programs_may_ask(client: TestClient) -> None:
    for headers in ({}, {"origin": "http://assistant.example"}):
        assert client.post("/api/chat", json=HELLO, headers=headers).status_code == 200


def test_only_embed_may_be_framed_and_by_the_same_origins() -> None:
    origins = Origins(frozenset({PARTNER}))
    framed = headers_of("/embed", "https", origins)
    assert framed["Content-Security-Policy"].endswith(f"frame-ancestors 'self' {PARTNER}")
    assert "X-Frame-Options" not in framed
    for path in ("/", "/embedded", "/staff", "/sources/x", "/api/chat"):
        assert headers_of(path, "https", origins)["Content-Security-Policy"].endswith("frame-ancestors 'none'")


@pytest.mark.parametrize(
    "path", ["/", "/docs", "/embed", "/staff", "/sources/none", "/api/chat", "/api/nothing", "/livez"]
)
def test_every_response_carries_the_policies(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "server" not in headers


def test_nobody_gets_a_cookie(client: TestClient) -> None:
    answer = client.post("/api/chat", json=HELLO)
    paths = ("/", "/docs", "/embed", "/api/calls", "/api/documents", "/readyz", "/static/demo.js", "/widget.js")
    for response in (answer, *map(client.get, paths)):
        assert "set-cookie" not in response.headers


def test_without_a_setting_the_pages_of_this_machine_may_embed_and_no_others() -> None:
    local = Origins(local=True)
    assert local.permits("http://localhost:3000")
    assert local.permits("http://127.0.0.1:8001")
    for other in (STRANGER, "null", "http://localhost.stranger.example", "http://localhost:3000/x"):
        assert not local.permits(other)


@pytest.mark.parametrize(
    "text", ["https://a.example/", "https://A.example", "a.example", "https://a.example b", "*", ""]
)
def test_what_is_no_origin_is_told_apart(text: str) -> None:
    assert not is_origin(text)

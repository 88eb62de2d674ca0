"""Who gets in at the desk: the token, the cookie of its own pages, patience with wrong ones."""

from __future__ import annotations

from fastapi.testclient import TestClient

from assistant.bootstrap import build
from assistant.settings import Settings
from assistant.web.app import create_app
from tests.desk_people import TALK, TOKEN


def test_the_desk_is_closed_while_no_token_is_set(settings: Settings) -> None:
    with TestClient(create_app(build(settings, lambda: TALK), settings)) as client:
        closed = client.get("/staff")
        assert closed.status_code == 403
        assert "EUCLUSTERS_STAFF_TOKEN" in closed.text
        for token in ("", "None", TOKEN):
            refused = client.get("/api/staff/sessions", headers={"Authorization": f"Bearer {token}"})
            assert (refused.status_code, refused.json()["status"]) == (403, 403)


def test_every_route_wants_the_token(anyone: TestClient, given: Settings) -> None:
    app = create_app(build(given, lambda: TALK), given)
    routes = [
        (method.upper(), path)
        for path, operations in app.openapi()["paths"].items()
        for method in operations
        if path.startswith("/api/staff") and not path.endswith("/session")
    ]
    assert len(routes) > 15
    fresh = TestClient(app)
    for method, path in [*routes, ("GET", "/staff/sources/p1")]:
        refused = fresh.request(method, path, headers={"Authorization": "Bearer wrong"})
        assert refused.status_code in (401, 429), (method, path)
    assert anyone.get("/staff").status_code == 200


def test_a_wrong_token_is_counted_and_then_refused_for_a_while(given: Settings) -> None:
    client = TestClient(create_app(build(given, lambda: TALK), given))
    answers = [client.post("/api/staff/session", json={"token": f"wrong{n}"}) for n in range(11)]
    assert [a.status_code for a in answers] == [401] * 10 + [429]
    assert int(answers[-1].headers["retry-after"]) > 0
    assert client.post("/api/staff/session", json={"token": TOKEN}).status_code == 429


def test_a_session_cookie_counts_for_changes_only_from_the_desks_own_pages(given: Settings) -> None:
    client = TestClient(create_app(build(given, lambda: TALK), given))
    assert client.post("/api/staff/session", json={"token": TOKEN}).status_code == 204
    new = {"title": "Talk"}
    assert client.post("/api/staff/sessions", json=new, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 201
    for foreign in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        assert client.post("/api/staff/sessions", json=new, headers=foreign).status_code in (401, 403)
    assert client.get("/api/staff/sessions").json()["items"][0]["session"]["title"] == "Talk"
    assert client.delete("/api/staff/session").status_code == 204
    assert client.get("/api/staff/sessions").status_code == 401

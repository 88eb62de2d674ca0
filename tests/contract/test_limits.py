"""Every limit refuses with a problem and says when to come again."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.types import Message, Scope

from assistant.bootstrap import build
from assistant.settings import LimitSettings, Settings
from assistant.web.app import create_app
from assistant.web.guarding.counting import Counting
from assistant.web.guarding.gate import Gate
from assistant.web.guarding.limits import Limits, Rules, kind_of, open_limiter, rules_of
from tests.conftest import now

HELLO = {"question": "hello"}
pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@contextmanager
def serving(settings: Settings, client: tuple[str, int] = ("203.0.113.7", 1), **limits: Any) -> Iterator[TestClient]:
    given = settings.model_copy(
        update={"limits": LimitSettings(**limits), "trusted_proxies": ("198.51.100.1", "10.0.0.0/8")}
    )
    with TestClient(create_app(build(given, now), given), client=client) as opened:
        yield opened


def refused(response: Any, status: int) -> str:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert (problem["status"], problem["type"]) == (status, "about:blank")
    if status in (429, 503):
        assert int(response.headers["retry-after"]) >= 1
    return str(problem["detail"])


@pytest.mark.parametrize("route", ["/api/chat", "/api/chat/stream"])
def test_an_address_asks_so_many_questions_and_reads_on(settings: Settings, route: str) -> None:
    with serving(settings, questions="2/minute") as client:
        assert [client.post(route, json=HELLO).status_code for _ in range(2)] == [200, 200]
        assert "questions" in refused(client.post(route, json=HELLO), 429)
        assert client.get("/api/calls").status_code == 200


def test_a_day_has_a_limit_of_its_own(settings: Settings) -> None:
    with serving(settings, questions="5/minute; 3/day") as client:
        answers = [client.post("/api/chat", json=HELLO) for _ in range(4)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        assert int(answers[-1].headers["retry-after"]) > 3600


def test_all_routes_count_but_health_is_never_refused(settings: Settings) -> None:
    with serving(settings, requests="3/minute") as client:
        paths = ("/", "/api/calls", "/openapi.json")
        assert [client.get(path).status_code for path in paths] == [200, 200, 200]
        refused(client.get("/api/nothing"), 429)
        assert client.get("/livez").status_code == client.get("/readyz").status_code == 200


def test_a_conversation_has_its_limit_whoever_asks(settings: Settings) -> None:
    with serving(settings, conversation="1/minute") as client:
        named = {"question": "hello", "conversation_id": client.post("/api/chat", json=HELLO).json()["conversation_id"]}
        assert client.post("/api/chat", json=named).status_code == 200
        assert "conversation" in refused(client.post("/api/chat", json=named), 429)
        assert client.post("/api/chat", json=HELLO).status_code == 200


def test_everyone_together_has_a_limit(settings: Settings) -> None:
    with serving(settings, everyone="1/day") as client:
        assert client.post("/api/chat", json=HELLO).status_code == 200
        refused(client.post("/api/chat", json=HELLO), 429)


def test_a_proxy_is_believed_only_where_it_is_trusted(settings: Settings) -> None:
    def statuses(client: TestClient, *forwarded: str) -> list[int]:
        headers = [{"x-forwarded-for": address} for address in forwarded]
        return [client.post("/api/chat", json=HELLO, headers=given).status_code for given in headers]

    with serving(settings, questions="1/minute") as client:
        assert statuses(client, "192.0.2.1", "192.0.2.2") == [200, 429]
    with serving(settings, client=("198.51.100.1", 1), questions="1/minute") as client:
        assert statuses(client, "192.0.2.1", "192.0.2.2", "192.0.2.1") == [200, 200, 429]
        assert statuses(client, "192.0.2.9, 192.0.2.3, 10.1.2.3", "192.0.2.8, 192.0.2.3") == [200, 429]


def test_only_production_limits_addresses_where_the_settings_leave_it_out() -> None:
    assert rules_of(LimitSettings(), in_production=False).questions == ()
    guarded = rules_of(LimitSettings(), in_production=True)
    assert guarded.questions
    assert guarded.requests
    assert guarded.streams
    assert rules_of(LimitSettings(questions="none"), in_production=True).questions == ()
    assert Settings(host="0.0.0.0").in_production
    assert not Settings(host="127.0.0.1").in_production
    assert Settings(mode="production").in_production


@pytest.mark.parametrize(
    ("method", "path", "kind"),
    [
        ("POST", "/api/chat", "question"),
        ("POST", "/api/chat/stream", "question"),
        ("GET", "/api/chat", "read"),
        ("POST", "/api/anything/new", "read"),
        ("POST", "/api/staff/drafts", "staff"),
        ("GET", "/sources/x", "read"),
        ("GET", "/widget.js", "page"),
        ("GET", "/livez", "free"),
    ],
)
def test_every_request_has_a_kind(method: str, path: str, kind: str) -> None:
    assert kind_of(method, path) == kind


class Working:
    """An application whose requests take until the test lets them end."""

    def __init__(self) -> None:
        self.begun, self.finish = 0, asyncio.Event()

    async def __call__(self, _scope: Scope, _receive: object, send: Any) -> None:
        self.begun += 1
        await self.finish.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"done"})


class Asking:
    """One request, as a server would hand it over."""

    def __init__(self, *body: Message, path: str = "/api/chat", address: str = "192.0.2.1") -> None:
        self.scope = {"type": "http", "method": "POST", "path": path, "client": (address, 1), "headers": []}
        self._body, self.sent = list(body or [{"type": "http.request", "body": b"{}"}]), list[Message]()

    async def receive(self) -> Message:
        return self._body.pop(0) if self._body else await asyncio.Event().wait() or {}

    async def send(self, message: Message) -> None:
        self.sent.append(message)

    @property
    def status(self) -> int:
        return int(self.sent[0]["status"])

    @property
    def detail(self) -> str:
        return str(json.loads(self.sent[1]["body"])["detail"])


async def _settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


def limited(app: Any, **settings: Any) -> Limits:
    return Limits(app, open_limiter(LimitSettings(**settings), False, Counting(), has_model=False))


async def test_beyond_the_queue_there_is_503_and_whoever_waits_gets_a_turn() -> None:
    app = Working()
    limits = limited(app, answers_at_once=2, waiting=3)
    requests = [Asking() for _ in range(7)]
    tasks = [asyncio.create_task(limits(r.scope, r.receive, r.send)) for r in requests]
    await _settle()
    assert app.begun == 2
    assert [r.status for r in requests if r.sent] == [503, 503]
    assert "busy" in requests[-1].detail
    app.finish.set()
    await asyncio.gather(*tasks)
    assert sorted(r.status for r in requests) == [200] * 5 + [503] * 2
    gate = limits.limiter.gates["question"]
    assert (gate.working, gate.queued) == (0, 0)


async def test_who_waits_too_long_gets_503_and_leaves_the_queue() -> None:
    app = Working()
    limits = limited(app, answers_at_once=1, waiting=1, wait_s=0.01)
    first, second = Asking(), Asking()
    running = asyncio.create_task(limits(first.scope, first.receive, first.send))
    await _settle()
    await limits(second.scope, second.receive, second.send)
    assert second.status == 503
    app.finish.set()
    await running
    assert first.status == 200


async def test_who_leaves_the_queue_takes_no_place_with_them() -> None:
    gate = Gate(at_once=1, waiting=5, wait_s=60)
    slot = await gate.enter()
    assert slot
    waiting = [asyncio.create_task(gate.enter()) for _ in range(2)]
    await _settle()
    waiting[0].cancel()
    await _settle()
    slot.release()
    slot.release()
    assert (await waiting[1]) is not None
    assert (gate.working, gate.queued) == (1, 0)


async def test_an_address_has_so_many_requests_open() -> None:
    app = Working()
    limits = limited(app, streams=2)
    mine, others = [Asking() for _ in range(3)], [Asking(address="192.0.2.2")]
    tasks = [asyncio.create_task(limits(r.scope, r.receive, r.send)) for r in (*mine, *others)]
    await _settle()
    assert mine[-1].status == 429
    app.finish.set()
    await asyncio.gather(*tasks)
    assert [r.status for r in (*mine, *others)] == [200, 200, 429, 200]
    assert not limits.limiter.open


async def test_a_body_that_does_not_arrive_is_408() -> None:
    request = Asking({"type": "http.request", "body": b"{", "more_body": True})
    limits = limited(Working(), body_s=0.01)
    await limits(request.scope, request.receive, request.send)
    assert request.status == 408


async def test_a_reader_that_does_not_read_is_left() -> None:
    app = Working()
    app.finish.set()
    request = Asking()

    async def stuck(_: Message) -> None:
        await asyncio.Event().wait()

    limits = limited(app, send_s=0.01)
    await limits(request.scope, request.receive, stuck)
    assert limits.limiter.gates["question"].working == 0


def test_a_place_is_given_back_whatever_becomes_of_the_answer(settings: Settings) -> None:
    with serving(settings, answers_at_once=1, waiting=0) as client:
        for route in ("/api/chat", "/api/chat/stream"):
            for body in (HELLO, {"question": ""}, {"question": "x", "conversation_id": "unknown"}, HELLO):
                assert client.post(route, json=body).status_code in (200, 404, 422)


def test_rules_without_limits_are_none() -> None:
    assert Rules() == rules_of(LimitSettings(), in_production=False)

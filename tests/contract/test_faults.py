"""Whatever fails around the assistant, an answer comes, and says what is missing of it."""

from __future__ import annotations

import json
import resource
import shutil
import socket
import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import event

from assistant.assistant import Assistant
from assistant.bootstrap import build
from assistant.settings import LimitSettings, Settings
from assistant.web.app import create_app
from prompts import messages
from tests.conftest import now
from tests.serving import serving_app

ASKED = {"question": "deadline of the GEMSTONE call", "as_of": "2024-05-15"}
NOTICE = messages("en").templates["not_kept"]
STREAMS = 500


class Hands:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = now()

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def given(settings: Settings, tmp_path: Path) -> Settings:
    """A copy of the sample store, whose database a test may spoil."""
    copy = tmp_path / "store"
    shutil.copytree(settings.store, copy, ignore=shutil.ignore_patterns("conversations*", "*.lock"))
    return settings.model_copy(update={"store": copy})


@pytest.fixture
def assistant(given: Settings) -> Assistant:
    return build(given, Hands())


@pytest.fixture
def client(assistant: Assistant, given: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(assistant, given)) as opened:
        yield opened


def ask(client: TestClient, **more: Any) -> dict[str, Any]:
    """The answer, the same by both routes as far as its facts go."""
    response = client.post("/api/chat", json=ASKED | more)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    assert "31 December 2024" in answer["text"]
    return answer


def assert_goes_on_without_history(client: TestClient) -> None:
    answer = ask(client)
    assert answer["statements"][-1] == {"text": NOTICE, "citations": [], "language": None}
    assert answer["text"].endswith(NOTICE)
    streamed = client.post("/api/chat/stream", json=ASKED).text
    assert "event: done" in streamed
    assert NOTICE in streamed
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["status"]) == (200, "degraded")
    assert client.get(f"/api/conversations/{answer['conversation_id']}").status_code in (404, 503)


def rested(assistant: Assistant) -> None:
    """The ten seconds for which a failing database is left alone are over."""
    assistant.conversations.outage._rests_until = float("-inf")


def test_a_locked_database_takes_the_history_and_gives_it_back(
    client: TestClient, assistant: Assistant, given: Settings
) -> None:
    before = ask(client)
    with closing(sqlite3.connect(given.store / "conversations.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert_goes_on_without_history(client)
        started = time.perf_counter()
        ask(client, conversation_id=before["conversation_id"])
        assert time.perf_counter() - started < 2  # nobody waits for the lock again
        other.execute("ROLLBACK")
    rested(assistant)
    assert NOTICE not in ask(client)["text"]
    assert client.get("/readyz").json() == {"status": "ready"}
    assert client.get(f"/api/conversations/{before['conversation_id']}").status_code == 200


def test_a_database_that_is_gone_takes_the_history_and_a_new_one_is_made(
    client: TestClient, assistant: Assistant, given: Settings
) -> None:
    before = ask(client)
    assistant.conversations.engine.dispose()
    for file in given.store.glob("conversations.sqlite*"):
        file.unlink()
    (given.store / "conversations.sqlite").mkdir()
    assert_goes_on_without_history(client)
    (given.store / "conversations.sqlite").rmdir()
    rested(assistant)
    kept = ask(client)
    assert client.get(f"/api/conversations/{kept['conversation_id']}").status_code == 200
    assert client.get(f"/api/conversations/{before['conversation_id']}").status_code == 404


def test_a_full_disk_takes_the_history_and_nothing_else(client: TestClient, assistant: Assistant) -> None:
    ask(client)
    engine = assistant.conversations.engine

    @event.listens_for(engine, "connect")
    def _full(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA max_page_count=1")  # SQLite then says what it says of a full disk

    engine.dispose()
    assert_goes_on_without_history(client)
    event.remove(engine, "connect", _full)
    engine.dispose()
    rested(assistant)
    assert client.post("/api/chat", json=ASKED).status_code == 200
    assert client.get("/readyz").json() == {"status": "ready"}


@pytest.mark.parametrize("jump", [timedelta(days=-400), timedelta(days=400)])
def test_a_clock_that_jumps_stops_no_answer(client: TestClient, assistant: Assistant, jump: timedelta) -> None:
    before = ask(client)
    assert isinstance(assistant.clock, Hands)
    assistant.clock.now += jump
    assert client.post("/api/chat", json={"question": "Which calls are open?"}).status_code == 200
    followed = client.post("/api/chat", json=ASKED | {"conversation_id": before["conversation_id"]})
    assert followed.status_code == (200 if jump < timedelta(0) else 404)  # past its retention by the new time
    metrics = client.get("/metrics")
    assert metrics.status_code == 200
    assert client.get("/readyz").json() == {"status": "ready"}
    assistant.clock.now -= jump
    ask(client)


@contextmanager
def many_files() -> Iterator[None]:
    """Both ends of every connection are in this process."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 3 * STREAMS if before[1] == resource.RLIM_INFINITY else min(before[1], 3 * STREAMS)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(before[0], wanted), before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


def limiter_of(app: FastAPI) -> Any:
    found: Any = app.middleware_stack
    while not hasattr(found, "limiter"):
        found = found.app
    return found.limiter


def test_a_client_that_opens_500_streams_and_reads_nothing_keeps_nobody_from_an_answer(given: Settings) -> None:
    limits = LimitSettings(streams=50, send_s=1)
    open_to_all = given.model_copy(update={"limits": limits, "trusted_proxies": ("127.0.0.1",)})
    app = create_app(build(open_to_all, now), open_to_all)
    body = json.dumps(ASKED)
    head = "POST /api/chat/stream HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 203.0.113.7\r\n"
    request = f"{head}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()
    with many_files(), serving_app(app) as port, ExitStack() as opened:
        assert requests.post(f"http://127.0.0.1:{port}/api/chat", json=ASKED, timeout=60).status_code == 200
        for _ in range(STREAMS):
            opened.enter_context(socket.create_connection(("127.0.0.1", port))).sendall(request)
        other = {"X-Forwarded-For": "203.0.113.8"}
        answer = requests.post(f"http://127.0.0.1:{port}/api/chat", json=ASKED, headers=other, timeout=60)
        assert answer.status_code == 200
        assert "31 December 2024" in answer.json()["text"]
        assert requests.get(f"http://127.0.0.1:{port}/livez", timeout=60).status_code == 200
    limiter = limiter_of(app)
    assert not limiter.open
    assert (limiter.gates["question"].working, limiter.gates["question"].queued) == (0, 0)

"""A request can be followed by its id, and what the server does can be watched."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.exc import OperationalError

from assistant.assistant import Assistant
from assistant.bootstrap import build
from assistant.settings import LimitSettings, ModelSettings, Settings
from assistant.web.app import create_app
from tests.conftest import now
from tests.openai_server import OpenAiServer, serving, speaking

QUESTION = "deadline of the GEMSTONE call"
ASKED = {"question": QUESTION, "as_of": "2024-05-15"}
server = pytest.fixture(serving)


@pytest.fixture
def assistant(settings: Settings) -> Assistant:
    return build(settings, now)


@pytest.fixture
def client(assistant: Assistant) -> Iterator[TestClient]:
    with TestClient(create_app(assistant)) as opened:
        yield opened


def measured(client: TestClient) -> dict[str, float]:
    """Every sample by its name and labels."""
    found = re.findall(r"^([a-z_]+(?:\{.*\})?) ([0-9.e+-]+)$", client.get("/metrics").text, re.MULTILINE)
    return {name: float(value) for name, value in found}


def test_answers_are_counted_and_timed_by_step(client: TestClient) -> None:
    for route in ("/api/chat", "/api/chat/stream"):
        assert client.post(route, json=ASKED).status_code == 200
    found = measured(client)
    assert found['euclusters_answers_total{generator="extractive",status="answered"}'] == 2
    for step in ("understand", "retrieve", "compose", "generate", "verify", "total"):
        assert found[f'euclusters_step_seconds_count{{step="{step}"}}'] == 2
    assert found['euclusters_requests_total{method="POST",route="/api/chat",status="200"}'] == 1
    assert found['euclusters_request_seconds_count{route="/api/chat/stream"}'] == 1


def test_abstentions_and_refusals_are_told_apart(client: TestClient) -> None:
    client.post("/api/chat", json={"question": "Who will win the football world cup?"})
    client.post("/api/chat", json={"question": ""})
    found = measured(client)
    assert sum(v for k, v in found.items() if k.startswith("euclusters_answers_total") and "answered" not in k) == 1
    assert found['euclusters_requests_total{method="POST",route="/api/chat",status="422"}'] == 1


def test_the_index_is_watched(client: TestClient) -> None:
    found = measured(client)
    assert found["euclusters_index_readable"] == 1
    assert found["euclusters_index_age_seconds"] == 0
    listed = client.get("/api/documents").json()
    assert found['euclusters_index_size{what="documents"}'] == listed["total"]
    assert found['euclusters_index_size{what="calls"}'] == listed["calls"]
    assert found['euclusters_calls_closing{days="7"}'] <= found['euclusters_calls_closing{days="30"}']
    assert found["euclusters_calls_open"] == client.get("/api/calls", params={"status": "open"}).json()["total"]
    assert found['euclusters_queue{kind="question"}'] == 0


def test_labels_cannot_be_made_up_by_who_asks(client: TestClient) -> None:
    for number in range(5):
        client.get(f"/api/conversations/made-up-{number}")
        client.get(f"/made-up-{number}")
        client.request("BREW", "/api/chat")
    text = client.get("/metrics").text
    assert "made-up" not in text
    assert "BREW" not in text


def test_the_model_is_watched(settings: Settings, server: OpenAiServer) -> None:
    server.script = speaking("GEMSTONE closes on 1 January 2031 [1].\n")
    limits = LimitSettings(completions_per_day=1)
    model = ModelSettings(name="openai:m", base_url=server.url, retries=0, first_token_s=20, total_s=20)
    given = settings.model_copy(update={"model": model, "limits": limits})
    with TestClient(create_app(build(given, now), given)) as client:
        assert client.get("/readyz").json() == {"status": "ready"}
        for _ in range(3):
            assert client.post("/api/chat", json=ASKED).json()["generator"] == "extractive"
        found = measured(client)
        assert client.get("/readyz").json()["status"] == "degraded"
    assert len(server.requests) == 1
    assert found['euclusters_completions_total{outcome="ended"}'] == 1
    assert found['euclusters_completions_total{outcome="refused"}'] == 2
    assert found["euclusters_fallbacks_total"] == 3
    assert sum(v for k, v in found.items() if k.startswith("euclusters_dropped_sentences_total")) == 1
    assert found["euclusters_model_up"] == 0


def test_a_request_keeps_its_id_in_header_log_problem_and_stream(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "assistant.web.watching.requests"):
        response = client.get("/api/calls/none", headers={"x-request-id": "given-by-a-proxy"})
    assert response.headers["x-request-id"] == response.json()["request_id"] == "given-by-a-proxy"
    (line,) = [record for record in caplog.records if record.name == "assistant.web.watching.requests"]
    assert (line.route, line.status) == ("/api/calls/{call_id}", 404)  # type: ignore[attr-defined]
    made = client.post("/api/chat/stream", json=ASKED, headers={"x-request-id": 'not "one" of ours'})
    assert re.fullmatch(r"[0-9a-f]{16}", made.headers["x-request-id"])


def test_what_is_logged_of_a_request_is_neither_question_nor_address_nor_conversation(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = client.post("/api/chat", json={"question": "Who sells a purple sousaphone?"}).json()
        client.get(f"/api/conversations/{answer['conversation_id']}?q=sousaphone")
        client.post("/api/chat/stream", json={"question": "Who sells a purple sousaphone?"})
    ours = [r for r in caplog.records if r.name.startswith("assistant")]
    told = json.dumps([vars(record) for record in ours], default=str)
    assert '"request"' in told
    for secret in ("sousaphone", answer["conversation_id"], "testclient"):
        assert secret not in told


def test_addresses_are_logged_only_where_a_setting_says_so(
    assistant: Assistant, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    personal = settings.model_copy(update={"logs": settings.logs.model_copy(update={"personal": True})})
    with TestClient(create_app(assistant, personal), client=("203.0.113.7", 1)) as client, caplog.at_level("INFO"):
        client.get("/api/calls")
    assert "203.0.113.7" in [getattr(record, "address", None) for record in caplog.records]


def test_readiness_says_what_is_missing(client: TestClient, assistant: Assistant) -> None:
    assert client.get("/readyz").json() == {"status": "ready"}
    assistant.conversations.outage.failed()
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["status"]) == (200, "degraded")
    assert "history" in ready.json()["degraded"][0]


def test_an_empty_store_is_not_ready_and_still_watched(tmp_path: Any) -> None:
    with TestClient(create_app(build(Settings(store=tmp_path), now))) as client:
        assert client.get("/readyz").status_code == 503
        assert client.get("/livez").status_code == 200
        assert measured(client)["euclusters_index_readable"] == 0


class Failing:
    """An assistant of which nothing works, in a way that nobody foresaw."""

    def __init__(self, assistant: Assistant, error: Exception) -> None:
        self._assistant, self._error = assistant, error

    def __getattr__(self, name: str) -> Any:
        return getattr(self._assistant, name)

    def answer(self, *_: object) -> None:
        raise self._error


@pytest.mark.parametrize(
    ("error", "status"),
    [(RuntimeError("a secret"), 500), (OperationalError("INSERT", {"q": "a secret"}, Exception("locked")), 503)],
)
def test_what_nobody_foresaw_is_a_problem_with_an_id_and_all_headers(
    assistant: Assistant, error: Exception, status: int
) -> None:
    failing: Any = Failing(assistant, error)
    with TestClient(create_app(failing)) as client:
        response = client.post("/api/chat", json=ASKED)
    assert response.status_code == status
    assert "secret" not in response.text
    assert response.json()["request_id"] == response.headers["x-request-id"]
    assert "content-security-policy" in response.headers

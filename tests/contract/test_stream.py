"""POST /api/chat/stream keeps the contract: the events, their order, one end, and no work for nobody."""

from __future__ import annotations

import json
from collections.abc import Generator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.answers import Question
from assistant.assistant import Assistant
from assistant.bootstrap import build
from assistant.settings import Settings
from assistant.streaming import Event, Stop
from assistant.web.app import create_app
from vectorstore.errors import StoreError

QUESTION = "which calls fit a water-tech SME"
Received = list[tuple[int, str, Any]]


def events(text: str) -> Received:
    """(id, name, data) of each event of a stream."""
    found: Received = []
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if fields:
            found.append((int(fields["id"]), fields["event"], json.loads(fields["data"])))
    return found


def ask(client: TestClient, question: str = QUESTION, **fields: object) -> Received:
    response = client.post("/api/chat/stream", json={"question": question, "as_of": "2024-05-15", **fields})
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].startswith("text/event-stream")
    return events(response.text)


@pytest.mark.parametrize(
    "question", [QUESTION, "barriers to resilience", "list all RESIST calls", "hello", "Who will win the world cup?"]
)
def test_events_come_in_order_numbered_from_zero_with_one_end(client: TestClient, question: str) -> None:
    received = ask(client, question)
    names = [name for _, name, _ in received]
    statements = names.count("statement")
    assert statements >= 1
    assert names == ["meta", "citations", *["statement"] * statements, "calls", "done"]
    assert [number for number, _, _ in received] == list(range(len(received)))


def test_the_events_hold_what_the_answer_holds(client: TestClient) -> None:
    received = ask(client)
    by_name = {name: data for _, name, data in received}
    answer = by_name["done"]
    assert by_name["meta"] == {key: answer[key] for key in ("answer_id", "conversation_id", "as_of")}
    assert by_name["citations"] == answer["citations"]
    assert [data for _, name, data in received if name == "statement"] == answer["statements"]
    assert by_name["calls"] == {"calls": answer["calls"], "closed_calls": answer["closed_calls"]}


def test_the_stream_answers_as_the_plain_route_does(client: TestClient) -> None:
    plain = client.post("/api/chat", json={"question": QUESTION, "as_of": "2024-05-15"}).json()
    streamed = ask(client)[-1][2]
    for own in ("answer_id", "conversation_id", "timings_ms"):
        del plain[own], streamed[own]
    assert streamed == plain


def test_a_streamed_conversation_can_be_followed_up(client: TestClient) -> None:
    first = ask(client, "Tell me about the GEMSTONE call")[-1][2]
    second = ask(client, "When does it close?", conversation_id=first["conversation_id"])[-1][2]
    assert "31 December 2024" in second["text"]


@pytest.mark.parametrize(
    ("body", "status"),
    [({"question": " "}, 422), ({"question": QUESTION, "conversation_id": "never-given-out"}, 404)],
)
def test_what_is_wrong_before_the_first_event_is_a_problem(
    client: TestClient, body: dict[str, str], status: int
) -> None:
    response = client.post("/api/chat/stream", json=body)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"


class Breaking:
    """An assistant whose turn breaks after its first event."""

    def __init__(self, assistant: Assistant, error: Exception) -> None:
        self._assistant, self._error = assistant, error

    def __getattr__(self, name: str) -> Any:
        return getattr(self._assistant, name)

    def stream(self, question: Question, stop: Stop) -> Generator[Event]:
        yield next(self._assistant.stream(question, stop))
        raise self._error


@pytest.mark.parametrize(("error", "status"), [(StoreError("gone"), 503), (RuntimeError("a secret"), 500)])
def test_what_breaks_later_is_one_error_event(settings: Settings, error: Exception, status: int) -> None:
    breaking: Any = Breaking(build(settings), error)
    with TestClient(create_app(breaking)) as client:
        received = ask(client)
    assert [name for _, name, _ in received] == ["meta", "error"]
    assert sorted(received[-1][2]) == ["detail", "request_id", "retry_after", "status", "title"]
    assert received[-1][2]["status"] == status
    assert "secret" not in received[-1][2]["detail"]

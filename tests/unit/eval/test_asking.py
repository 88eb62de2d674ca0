from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any, ClassVar

import pytest

from assistant.answers import Question
from eval.asking import as_json, over_http
from eval.errors import AskFailed, ServerUnreachable
from tests.unit.eval.answers import answer
from tests.unit.eval.loopback import Handler, serving
from vectorstore.records import Deadline


class Server(Handler):
    """Answers with what the test put in; remembers the request."""

    status: ClassVar[int] = 200
    body: ClassVar[bytes] = b""
    asked: ClassVar[dict[str, Any]] = {}
    path_asked: ClassVar[str] = ""
    requests: ClassVar[int] = 0
    busy: ClassVar[int] = 0  # so many requests are told to come back later

    def do_POST(self) -> None:
        Server.asked, Server.path_asked = self.question(), self.path
        Server.requests += 1
        if Server.busy >= Server.requests:
            self.reply(429, Server.body, {"retry-after": "7"})
        else:
            self.reply(Server.status, Server.body)


@pytest.fixture
def url() -> Iterator[str]:
    with serving(Server) as address:
        yield address


def replies(status: int, body: object, busy: int = 0) -> None:
    Server.status, Server.busy, Server.requests = status, busy, 0
    Server.body = body if isinstance(body, bytes) else json.dumps(body).encode()


def test_a_question_is_posted_as_the_contract_says(url: str) -> None:
    replies(200, answer("hello"))
    got = over_http(f"{url}/").ask(Question("which?", conversation_id="c", as_of=date(2024, 5, 15)))
    assert got["text"] == "hello"
    assert Server.path_asked == "/api/chat"
    assert Server.asked == {"question": "which?", "conversation_id": "c", "as_of": "2024-05-15"}


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (422, {"title": "Unprocessable", "detail": "question is too long"}, "HTTP 422: question is too long"),
        (500, b"Internal Server Error", "HTTP 500: Internal Server Error"),
        (200, b"<html>", "not JSON"),
        (200, b"[]", "no JSON object"),
    ],
)
def test_anything_but_an_answer_fails_the_question_with_its_reason(
    url: str, status: int, body: object, words: str
) -> None:
    replies(status, body)
    with pytest.raises(AskFailed, match=words):
        over_http(url).ask(Question("x"))


def test_a_busy_server_is_asked_again_when_it_says(url: str) -> None:
    waited: list[float] = []
    replies(200, answer("hello"), busy=2)
    assert over_http(url, pause=waited.append).ask(Question("x"))["text"] == "hello"
    assert waited == [7.0, 7.0]


def test_a_server_that_stays_busy_fails_the_question(url: str) -> None:
    waited: list[float] = []
    replies(200, answer("hello"), busy=99)
    with pytest.raises(AskFailed, match="HTTP 429"):
        over_http(url, pause=waited.append).ask(Question("x"))
    assert (len(waited), Server.requests) == (3, 4)


def test_a_server_that_is_not_there_ends_the_run() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(ServerUnreachable, match=f"No answer from http://127.0.0.1:{port}"):
        over_http(f"http://127.0.0.1:{port}").ask(Question("x"))


@pytest.mark.parametrize("url", ["127.0.0.1:8000", "file:///etc/passwd", ""])
def test_only_http_addresses_are_asked(url: str) -> None:
    with pytest.raises(ServerUnreachable, match="http://"):
        over_http(url)


def test_answers_of_this_process_look_as_those_of_a_server_down_to_the_hour_of_a_deadline() -> None:
    card = {"deadlines": [Deadline(date(2027, 4, 30), time=time(17))], "at": datetime(2027, 1, 2, tzinfo=UTC)}
    assert as_json(card) == {
        "deadlines": [{"date": "2027-04-30", "label": "single", "time": "17:00:00", "zone": "Europe/Brussels"}],
        "at": "2027-01-02T00:00:00Z",
    }

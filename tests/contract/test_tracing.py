"""Where a collector is configured it gets a span for each request and step, and nothing that anyone said."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from fastapi.testclient import TestClient
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from assistant.bootstrap import build
from assistant.settings import LogSettings, Settings
from assistant.web.app import create_app
from assistant.web.watching.tracing import open_tracing
from tests.conftest import now

ASKED = {"question": "Who sells a purple sousaphone to GEMSTONE?", "as_of": "2024-05-15"}


class Collector(ThreadingHTTPServer):
    """Keeps what is sent to it."""

    def __init__(self) -> None:
        self.received: list[bytes] = []
        super().__init__(("127.0.0.1", 0), Keeping)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def spans(self) -> list[Any]:
        requests = [ExportTraceServiceRequest.FromString(body) for body in self.received]
        return [s for r in requests for found in r.resource_spans for scope in found.scope_spans for s in scope.spans]


class Keeping(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Collector)
        self.server.received.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing on the terminal of the tests."""


@pytest.fixture
def collector() -> Iterator[Collector]:
    server = Collector()
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("route", ["/api/chat", "/api/chat/stream"])
def test_a_request_is_traced_with_its_steps_and_without_what_was_said(
    settings: Settings, collector: Collector, route: str
) -> None:
    endpoint = f"http://127.0.0.1:{collector.server_port}/v1/traces"
    given = settings.model_copy(update={"logs": LogSettings(otlp_endpoint=endpoint)})
    with TestClient(create_app(build(given, now), given)) as client:
        answer = client.post(route, json=ASKED)
        client.get("/api/conversations/quokka?q=sousaphone")
    by_name = {span.name: span for span in collector.spans}
    request, whole = by_name[f"POST {route}"], by_name["answer"]
    assert by_name["GET /api/conversations/{conversation_id}"].trace_id != request.trace_id
    assert whole.parent_span_id == request.span_id
    for step in ("understand", "retrieve", "compose", "generate", "verify"):
        assert by_name[step].parent_span_id == whole.span_id
        assert by_name[step].start_time_unix_nano <= by_name[step].end_time_unix_nano
    told = b"".join(collector.received)
    assert answer.headers["x-request-id"].encode() in told
    for secret in (b"sousaphone", b"quokka", b"testclient"):
        assert secret not in told


def test_a_collector_that_is_gone_is_no_harm(settings: Settings) -> None:
    given = settings.model_copy(update={"logs": LogSettings(otlp_endpoint="http://127.0.0.1:9/v1/traces")})
    with TestClient(create_app(build(given, now), given)) as client:
        assert client.post("/api/chat", json=ASKED).status_code == 200


def test_without_an_endpoint_nothing_is_recorded() -> None:
    assert not open_tracing("").tracer.start_span("x").is_recording()

"""A server on loopback that speaks the OpenAI protocol and does what a test tells it to, misbehaviour included."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Script = Callable[["Reply"], None]


class Reply:
    """One request as a script sees it, and the means to answer it."""

    def __init__(self, handler: BaseHTTPRequestHandler, body: dict[str, Any], closing: threading.Event) -> None:
        self._handler, self.body, self._closing = handler, body, closing

    @property
    def prompt(self) -> str:
        return "\n".join(str(message["content"]) for message in self.body["messages"])

    def status(self, code: int, headers: dict[str, str] | None = None, text: str = "{}") -> None:
        self._handler.send_response(code)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self._handler.send_header(name, value)
        self._handler.end_headers()
        self._handler.wfile.write(text.encode())

    def begin(self) -> None:
        self._handler.send_response(200)
        self._handler.send_header("Content-Type", "text/event-stream")
        self._handler.end_headers()

    def say(self, *pieces: str) -> None:
        for piece in pieces:
            self._event({"choices": [{"index": 0, "delta": {"role": "assistant", "content": piece}}]})

    def end(self) -> None:
        self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
        self._event({"choices": [], "usage": {"prompt_tokens": 500, "completion_tokens": 40, "total_tokens": 540}})
        self.raw("data: [DONE]\n\n")

    def raw(self, text: str) -> None:
        self._handler.wfile.write(text.encode())
        self._handler.wfile.flush()

    def be_silent(self) -> None:
        """Say nothing until the test is over."""
        self._closing.wait(60)

    def pause(self) -> None:
        """Wait as long as a model takes for a word."""
        self._closing.wait(0.002)

    def _event(self, fields: dict[str, Any]) -> None:
        chunk = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m", **fields}
        self.raw(f"data: {json.dumps(chunk)}\n\n")


class OpenAiServer:
    """Serves every completion by the script that is set; counts requests and connections that went away."""

    def __init__(self) -> None:
        self.script: Script = speaking("")
        self.requests: list[Reply] = []
        self.gone = threading.Event()
        self._closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler_class())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def close(self) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()

    def _handler_class(self) -> type[BaseHTTPRequestHandler]:
        served = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                reply = Reply(self, body, served._closing)
                served.requests.append(reply)
                try:
                    served.script(reply)
                except OSError:
                    served.gone.set()

            def log_message(self, *_: object) -> None:
                """Say nothing on the terminal of the tests."""

        return Handler


def speaking(*pieces: str) -> Script:
    """A well-behaved stream of these pieces."""

    def script(reply: Reply) -> None:
        reply.begin()
        reply.say(*pieces)
        reply.end()

    return script


def serving() -> Iterator[OpenAiServer]:
    """For a fixture: a server that is closed afterwards."""
    server = OpenAiServer()
    yield server
    server.close()

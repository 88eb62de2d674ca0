"""An application served for real, in a thread of the tests, on a free port of this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from assistant.web.running.server import listen


@contextmanager
def serving_app(app: FastAPI) -> Iterator[int]:
    """Its port."""
    listener = listen("127.0.0.1", 0)
    listener.listen()
    running = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, proxy_headers=False))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    yield listener.getsockname()[1]
    running.should_exit = True
    thread.join(10)

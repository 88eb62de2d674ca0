"""Running the app under uvicorn: where it listens, what it tells, and that it ends when it is told to."""

from __future__ import annotations

import errno
import logging
import os
import socket
import threading
from collections.abc import Callable
from typing import Any

import uvicorn
from fastapi import FastAPI

from assistant.errors import InvalidSetting, PortInUse
from assistant.logs import set_up_logs
from assistant.settings import Settings
from assistant.web.running.starting import check

log = logging.getLogger(__name__)

GRACEFUL_SECONDS = 6  # for what is under way
LAST_SECONDS = 9.0  # then the process ends, whatever hangs
UNREAD_SECONDS = 60  # after which the system drops a connection whose other end takes nothing


def serve(app: FastAPI, settings: Settings) -> None:
    """Serve until interrupted; PortInUse when something else listens there, UnsafeConfiguration as ``check`` says."""
    set_up_logs(settings.logs)
    check(settings)
    end_in_time(app)
    uvicorn.Server(config_of(app)).run(sockets=[announced(listen(settings.host, settings.port))])


def announced(listener: socket.socket) -> socket.socket:
    """The same socket, once its address has been logged."""
    host, port = listener.getsockname()[:2]
    log.info("serving on http://%s:%d", f"[{host}]" if ":" in host else host, port)
    return listener


def config_of(app: FastAPI | Callable[..., FastAPI], **more: Any) -> uvicorn.Config:
    """How every process of this server runs; proxies are believed by the app, and logs are written by it."""
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACEFUL_SECONDS,
        **more,
    )


def end_in_time(app: FastAPI) -> None:
    """Once the server is told to end, its process does within ten seconds."""
    app.state.stopping.on_stop(_watch)


def _watch() -> None:
    watching = threading.Timer(LAST_SECONDS, _leave)
    watching.daemon = True
    watching.start()


def _leave() -> None:
    log.error("something did not end in time, the process is ended")
    os._exit(1)


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to the address; PortInUse when something else listens there. Port 0 takes any that is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # what it accepts inherits this
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 1000 * UNREAD_SECONDS)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortInUse(host, port) from None
        raise InvalidSetting(f"The server cannot listen on {host} port {port}: {error.strerror}.") from None
    return listener

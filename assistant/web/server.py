"""Running the app under uvicorn."""

from __future__ import annotations

import errno
import socket

import uvicorn
from fastapi import FastAPI

from assistant.errors import InvalidSetting, PortInUse


def serve(app: FastAPI, host: str, port: int) -> None:
    """Serve until interrupted; PortInUse when something else listens there."""
    listener = listen(host, port)
    config = uvicorn.Config(app, log_level="info", access_log=False, server_header=False)
    uvicorn.Server(config).run(sockets=[listener])


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to the address; PortInUse when something else listens there. Port 0 takes any that is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortInUse(host, port) from None
        raise InvalidSetting(f"The server cannot listen on {host} port {port}: {error.strerror}.") from None
    return listener

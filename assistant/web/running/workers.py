"""Several server processes behind one socket: answering is bound to one core a process."""

from __future__ import annotations

from functools import partial

from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from assistant.logs import set_up_logs
from assistant.settings import Settings
from assistant.web.running.server import announced, config_of, end_in_time, listen
from assistant.web.running.starting import check


def application(settings: Settings) -> FastAPI:
    """The app of one process; each opens the index for itself."""
    from assistant.bootstrap import build
    from assistant.web.app import create_app

    return create_app(build(settings), settings)


def served(settings: Settings) -> FastAPI:
    """The app of one process of several, which tells its logs and ends in time by itself."""
    set_up_logs(settings.logs)
    app = application(settings)
    end_in_time(app)
    return app


def serve_with(workers: int, settings: Settings) -> None:
    """Serve until interrupted; a process that dies is started again. PortInUse when something else listens there."""
    set_up_logs(settings.logs)
    check(settings)
    listener = announced(listen(settings.host, settings.port))
    config = config_of(partial(served, settings), factory=True, workers=workers)  # called in each process
    Multiprocess(config, sockets=[listener]).run()

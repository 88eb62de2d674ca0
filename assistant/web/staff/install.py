"""Puts the desk into the application: its page, its routes, its errors, and the work behind it."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from fastapi import Depends, FastAPI
from starlette.staticfiles import StaticFiles

from assistant.desk.desk import WebinarDesk
from assistant.desk.errors import DeskError
from assistant.web.guarding.security import require_staff
from assistant.web.routes import sources
from assistant.web.staff import events, exports, imports, page, questions, sessions
from assistant.web.staff.access import CONFLICTS, desk_problem
from assistant.web.staff.background import Background

STATIC = Path(str(resources.files("assistant.web.staff") / "static"))


def install(app: FastAPI, desk: WebinarDesk | None) -> None:
    """Without a desk everything answers as closed."""
    app.state.desk = desk
    app.state.drafting = Background(desk)
    app.add_exception_handler(DeskError, desk_problem)
    for part in (sessions, questions, imports, exports, events):
        app.include_router(part.ROUTER, prefix="/api/staff", dependencies=[Depends(require_staff)], responses=CONFLICTS)
    app.include_router(page.ROUTER)
    app.mount("/staff/static", StaticFiles(directory=STATIC), name="staff-static")
    if desk is not None:
        whole = sources.routes(desk.drafter.assistant("staff"))
        app.include_router(whole, prefix="/staff", dependencies=[Depends(require_staff)])

"""GET /staff: the page of the desk, which asks for the token itself."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant.web.guarding.security import CLOSED, COOKIE, StaffDoor
from assistant.web.pages import render

ROUTER = APIRouter(include_in_schema=False)


@ROUTER.get("/staff")
def staff(request: Request) -> HTMLResponse:
    """It holds nothing that is not for everyone: questions come by /api/staff only."""
    door: StaffDoor = request.app.state.door
    if not door.is_open:
        return HTMLResponse(render("staff_closed.html", reason=CLOSED), 403)
    signed_in = door.admits(request.cookies.get(COOKIE, ""))
    return HTMLResponse(render("staff.html", signed_in=signed_in), headers={"Cache-Control": "no-store"})

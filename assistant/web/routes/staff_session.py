"""POST and DELETE /api/staff/session: signing in at the desk with the staff token, and out again."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Request, Response
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from assistant.web.guarding.addresses import client_address
from assistant.web.guarding.security import COOKIE, SESSION, WRONG, StaffDoor


class SignIn(BaseModel):
    """What opens the desk."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"token": "the staff token"}]})

    token: Annotated[
        SecretStr, Field(min_length=1, max_length=1000, description="The server's EUCLUSTERS_STAFF_TOKEN.")
    ]


def routes(door: StaffDoor) -> APIRouter:
    router = APIRouter(prefix="/api/staff", tags=["staff"])

    @router.post("/session", status_code=204)
    async def sign_in(given: SignIn, request: Request) -> Response:
        """Exchange the staff token for a session cookie; 403 while no token is set, 429 after ten wrong ones."""
        door.check_open()
        address = client_address(request.scope)
        door.check_patience(address)
        if not door.knows(given.token.get_secret_value()):
            door.failed(address)
            raise HTTPException(401, WRONG, {"WWW-Authenticate": "Bearer"})
        return _with_cookie(door.session(), int(SESSION.total_seconds()), request)

    @router.delete("/session", status_code=204)
    async def sign_out(request: Request) -> Response:
        """Forget the session in this browser; a new token ends all sessions."""
        return _with_cookie("", 0, request)

    return router


def _with_cookie(session: str, seconds: int, request: Request) -> Response:
    response = Response(status_code=204)
    response.set_cookie(
        COOKIE,
        session,
        max_age=seconds,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    return response

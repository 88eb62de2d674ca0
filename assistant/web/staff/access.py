"""What the desk's routes have in common: the desk, who is at work, and errors as problem documents."""

from __future__ import annotations

import json
from typing import Annotated, Any
from urllib.parse import unquote

from fastapi import Depends, Header, HTTPException, Request
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse

from assistant.desk.cleaning import one_line
from assistant.desk.desk import WebinarDesk
from assistant.desk.errors import (
    Claimed,
    ImportRunning,
    NoQuestionColumn,
    NotPossible,
    OutOfDate,
    UnknownQuestion,
    UnknownSession,
)
from assistant.web.errors import problem
from assistant.web.guarding.security import CLOSED
from assistant.web.staff.background import Background
from assistant.web.staff.schemas import out

NOBODY = "Staff"
MOST_NAME = 60
CONFLICTS: dict[int | str, dict[str, Any]] = {
    409: {"description": "Changed or claimed by somebody else, or not possible now."},
    422: {"description": "A field or a file is wrong; which, and why."},
}


def _desk(request: Request) -> WebinarDesk:
    desk: WebinarDesk | None = request.app.state.desk
    if desk is None:
        raise HTTPException(403, CLOSED)
    return desk


def _background(request: Request) -> Background:
    found: Background = request.app.state.drafting
    return found


def _who(
    x_staff_name: Annotated[
        str, Header(max_length=400, description="The name that colleagues see, percent-encoded.")
    ] = "",
) -> str:
    return one_line(unquote(x_staff_name), MOST_NAME) or NOBODY


DeskIn = Annotated[WebinarDesk, Depends(_desk)]
Who = Annotated[str, Depends(_who)]
Drafting = Annotated[Background, Depends(_background)]


def desk_problem(request: Request, error: Exception) -> JSONResponse:
    """A problem document; with the question as it stands now where somebody else was quicker."""
    match error:
        case UnknownSession() | UnknownQuestion():
            return problem(404, str(error))
        case OutOfDate() | Claimed():
            reason = "out_of_date" if isinstance(error, OutOfDate) else "claimed"
            return _extended(409, error, reason=reason, current=out(request.app.state.desk, error.current))
        case ImportRunning():
            return problem(409, str(error), {"Retry-After": "3"})
        case NotPossible():
            return problem(409, str(error))
        case NoQuestionColumn():
            return _extended(422, error, reason="no_question_column", columns=error.columns)
    return problem(422, str(error))


def _extended(status: int, error: Exception, **members: object) -> JSONResponse:
    """With further members, as RFC 9457 allows."""
    body = json.loads(bytes(problem(status, str(error)).body)) | jsonable_encoder(members)
    return JSONResponse(body, status, media_type="application/problem+json")

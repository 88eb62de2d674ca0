"""Errors over HTTP: ``application/problem+json`` (RFC 9457), never a stack trace."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import RouteContext, iter_route_contexts
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.errors import UnknownAnswer, UnknownConversation
from assistant.logs import current_request_id
from vectorstore.errors import StoreError

log = logging.getLogger(__name__)

RETRY_SECONDS = 30
STOPPED_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, in the words of HTTP; ``retry_after`` in seconds, ``request_id`` to find it in the log."""

    status: int
    title: str
    detail: str
    retry_after: int | None = None
    request_id: str | None = None


class ServerStopping(Exception):
    """The server ends; what is under way ends with it."""


def problem_of(error: Exception) -> Problem:
    """The problem that an error is to the one who asked; what nobody foresaw is logged and not told."""
    match error:
        case UnknownConversation() | UnknownAnswer():
            return _problem(404, str(error))
        case StoreError():
            log.error("the index cannot be read: %s", error)
            return _problem(503, "The index cannot be read at the moment.", RETRY_SECONDS)
        case SQLAlchemyError():
            log.error("the database of conversations cannot be used: %s", type(error).__name__)
            return _problem(503, "Conversations cannot be read or kept at the moment.", RETRY_SECONDS)
        case ServerStopping():
            return _problem(503, "The server is being restarted; please ask again.", STOPPED_SECONDS)
    log.error("a request failed", exc_info=error)
    return _problem(500, "Something went wrong on the server; it has been logged.")


def _problem(status: int, detail: str, retry_after: int | None = None) -> Problem:
    return Problem(status, HTTPStatus(status).phrase, detail, retry_after, current_request_id())


def problem(status: int, detail: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """A problem document; ``type`` is about:blank, so ``title`` is the status's own phrase."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    if request_id := current_request_id():
        body["request_id"] = request_id
    return JSONResponse(body, status, headers, media_type="application/problem+json")


def install(app: FastAPI) -> None:
    """Turn everything that can go wrong into a problem document."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    for kind in (UnknownConversation, UnknownAnswer, StoreError, SQLAlchemyError):
        app.add_exception_handler(kind, _known)


class Unforeseen:
    """The middleware that makes a problem of what nobody foresaw; what has begun to be sent breaks off."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def noticed(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, noticed)
        except (ClientDisconnect, OSError):
            raise
        except Exception as error:
            if begun or scope["type"] != "http":
                raise
            await _document(problem_of(error))(scope, receive, send)


def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(_allowed(request))
    return problem(error.status_code, str(error.detail), headers)


def _allowed(request: Request) -> list[str]:
    """The methods of every route at this address: the framework names those of the first."""
    here = [route for route in iter_route_contexts(request.app.routes) if _is_at(route, request.url.path)]
    return sorted({method for route in here for method in route.methods or ()})


def _is_at(route: RouteContext, path: str) -> bool:
    return route.methods is not None and route.path_regex.fullmatch(path) is not None


def _invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    found = error.errors()
    if any(item["type"] == "json_invalid" for item in found):
        return problem(400, "The body is not valid JSON.")
    return problem(422, " ".join(_sentence(item["loc"], item["msg"]) for item in found))


def _sentence(location: tuple[int | str, ...], message: str) -> str:
    whole = "The query" if location[:1] == ("query",) else "The body"
    field = ".".join(str(part) for part in location[1:]) or whole
    return f"{field}: {message.removeprefix('Value error, ').rstrip('.')}."


def _known(_: Request, error: Exception) -> JSONResponse:
    return _document(problem_of(error))


def _document(found: Problem) -> JSONResponse:
    headers = {"Retry-After": str(found.retry_after)} if found.retry_after else None
    return problem(found.status, found.detail, headers)

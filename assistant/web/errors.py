"""Errors over HTTP: ``application/problem+json`` (RFC 9457), never a stack trace."""

from __future__ import annotations

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from assistant.errors import UnknownConversation
from vectorstore.errors import StoreError

log = logging.getLogger(__name__)


def problem(status: int, detail: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """A problem document; ``type`` is about:blank, so ``title`` is the status's own phrase."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return JSONResponse(body, status, headers, media_type="application/problem+json")


def install(app: FastAPI) -> None:
    """Turn everything that can go wrong into a problem document."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(UnknownConversation, _unknown)
    app.add_exception_handler(StoreError, _store)
    app.add_exception_handler(Exception, _unexpected)


def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    return problem(error.status_code, str(error.detail), dict(error.headers or {}))


def _invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    found = error.errors()
    if any(item["type"] == "json_invalid" for item in found):
        return problem(400, "The body is not valid JSON.")
    return problem(422, " ".join(_sentence(item["loc"], item["msg"]) for item in found))


def _sentence(location: tuple[int | str, ...], message: str) -> str:
    field = ".".join(str(part) for part in location[1:]) or "The body"
    return f"{field}: {message.removeprefix('Value error, ').rstrip('.')}."


def _unknown(_: Request, error: Exception) -> JSONResponse:
    return problem(404, str(error))


def _store(_: Request, error: Exception) -> JSONResponse:
    log.error("the index cannot be read: %s", error)
    return problem(503, "The index cannot be read at the moment.", {"Retry-After": "30"})


def _unexpected(request: Request, error: Exception) -> JSONResponse:
    log.exception("%s %s failed", request.method, request.url.path, exc_info=error)
    return problem(500, "Something went wrong on the server; it has been logged.")

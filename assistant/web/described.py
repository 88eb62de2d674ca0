"""The OpenAPI document with every status that a route can answer; what all routes have in common is said here, once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel, Field

from assistant.web.guarding.limits import kind_of

MEDIA_TYPE = "application/problem+json"
_CONTENT = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
_CHANGING = ("post", "put", "patch", "delete")


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str = Field("about:blank", description="The status says it all.")
    title: str = Field(description="The status in words.")
    status: int
    detail: str = Field(description="What was wrong, and what to do.")
    request_id: str | None = Field(None, description="Where to find it in the server's log.")


class DescribedAPI(FastAPI):
    """An application that describes its refusals as well as its answers."""

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            self.openapi_schema = complete(super().openapi())
        return self.openapi_schema


def complete(document: dict[str, Any]) -> dict[str, Any]:
    """The same document; every operation has its refusals, each of them a Problem."""
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    schemas["Problem"] = Problem.model_json_schema()
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            _complete(operation, dict(_refusals(method, path, operation)))
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    return document


def _complete(operation: dict[str, Any], refusals: dict[str, str]) -> None:
    responses = operation["responses"]
    for status, description in refusals.items():
        responses.setdefault(status, {"description": description})
    for status, response in responses.items():
        if status >= "400":
            response["content"] = _CONTENT


def _refusals(method: str, path: str, operation: dict[str, Any]) -> Iterator[tuple[str, str]]:
    kind, changing = kind_of(method.upper(), path), method in _CHANGING
    if "requestBody" in operation:
        yield "400", "The body is not valid JSON."
    if kind == "staff":
        yield "401", "No staff token or session."
    if kind == "staff" or changing:
        yield "403", "The page of another site asks, or the webinar desk is closed."
    if "{" in path:
        yield "404", "There is no such thing."
    yield "408", "The body did not arrive in time."
    yield "413", "The body is too large."
    if kind != "free":
        yield "429", "Too many requests; Retry-After says when to come again."
    if kind != "page":
        yield "503", "Busy, or something that it needs cannot be used now; Retry-After says when to come again."

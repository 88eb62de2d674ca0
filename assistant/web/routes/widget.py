"""GET /widget.js and what it imports: the chat widget, its modules and its words, each a plain file."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import JSONResponse, Response
from starlette.staticfiles import StaticFiles

from ingest.taxonomy import Kind, load
from prompts import LANGUAGES, interface

WIDGET = Path(str(resources.files("assistant.web") / "widget"))
# A browser asks again each time and gets a 304 while nothing has changed: a new version is never half old.
REVALIDATED = {"Cache-Control": "no-cache"}
_LABELLED: tuple[Kind, ...] = ("applicant", "support", "sector", "country")
_CODE = 2  # letters of a country: browsers know its name


def routes() -> APIRouter:
    router = APIRouter(include_in_schema=False)
    files = StaticFiles(directory=WIDGET)

    @router.get("/widget.js")
    async def entry(request: Request) -> Response:
        return await _file("widget.js", files, request)

    @router.get("/widget/words/{language}.json")
    def words(language: str) -> JSONResponse:
        """The words of one of the six languages and the labels of the taxonomy in it."""
        if language not in LANGUAGES:
            raise HTTPException(404, f"There are no words for {language!r}; there are for {', '.join(LANGUAGES)}.")
        return JSONResponse({"words": interface(language).templates, "labels": labels(language)}, headers=REVALIDATED)

    @router.get("/widget/{module}.js")
    async def module(module: str, request: Request) -> Response:
        """One module of the widget."""
        return await _file(f"{module}.js", files, request)

    return router


async def _file(name: str, files: StaticFiles, request: Request) -> Response:
    response = await files.get_response(name, request.scope)
    response.headers.update(REVALIDATED)
    return response


def labels(language: str) -> dict[str, dict[str, str]]:
    """The taxonomy's keys in words, by kind."""
    taxonomy = load()
    return {
        kind: {key: taxonomy.label(kind, key, language) for key in taxonomy.keys(kind) if not _is_country(kind, key)}
        for kind in _LABELLED
    }


def _is_country(kind: Kind, key: str) -> bool:
    return kind == "country" and len(key) == _CODE and key != "eu"

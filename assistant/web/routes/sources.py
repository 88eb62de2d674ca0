"""GET /sources/{passage_id}: the passage in its document, the quote highlighted; GET /documents/{id} leads to one."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from babel.dates import format_date
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.assistant import Assistant
from assistant.web.errors import problem
from assistant.web.languages import page_language
from assistant.web.newer import Newer, newer
from assistant.web.pages import render
from assistant.web.viewing import View, view
from prompts import Messages, interface
from vectorstore.records import Locator


def routes(assistant: Assistant) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/sources/{passage_id}")
    def source(request: Request, passage_id: str, start: str = "", end: str = "", lang: str = "") -> Response:
        say = interface(page_language(lang, request))
        with assistant.reader.reading() as generation:
            catalogue = generation.catalogue
            passage = catalogue.passage(passage_id)
            document = catalogue.document(passage.document_id) if passage else None
            if passage is None or document is None:
                return _missing(request, say)
            shown = view(passage, document, catalogue, start, end)
            stated = assistant.calls_of(generation).stated_in(passage_id)
            return HTMLResponse(_page(shown, newer(passage, document, stated, catalogue), say))

    @router.get("/documents/{document_id}")
    def document(request: Request, document_id: str, lang: str = "") -> Response:
        """The beginning of a document in the viewer."""
        with assistant.reader.reading() as generation:
            first = next(iter(generation.catalogue.passages(document_id)), None)
        if first is None:
            return _missing(request, interface(page_language(lang, request)))
        return RedirectResponse(f"/sources/{first.passage_id}" + (f"?{urlencode({'lang': lang})}" if lang else ""), 303)

    return router


def _missing(request: Request, say: Messages) -> Response:
    """A page for people, who follow an old link here; a problem document for programs."""
    if "text/html" in request.headers.get("accept", ""):
        return HTMLResponse(render("missing.html", say=say), 404)
    return problem(404, say("missing_text"))


def _page(shown: View, contradicted: tuple[Newer, ...], say: Messages) -> str:
    return render(
        "source.html",
        say=say,
        view=shown,
        place=place(shown.passage.locator, say),
        newer=contradicted,
        day=lambda when: _day(when, say.language),
        source_url=_web_address(shown.document.source_url),
    )


def place(locator: Locator, say: Messages) -> str:
    """Where a passage stands, as the beginning of a line."""
    text = say(f"place_{locator.kind}", value=locator.value)
    return text[:1].upper() + text[1:]


def _day(day: date, language: str) -> str:
    return format_date(day, "d MMMM y" if language == "en" else "long", locale=language)


def _web_address(url: str | None) -> str | None:
    return url if (url or "").startswith(("http://", "https://")) else None

"""GET /sources/{passage_id}: the passage in its document, the quote highlighted."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from assistant.assistant import Assistant
from assistant.web.pages import render
from vectorstore.records import Document, Passage

_LOCATORS = {"slide": "Slide", "page": "Page", "section": "Section", "row": "Row", "time": "At"}


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage's text in three parts, the middle one highlighted."""

    before: str
    quote: str
    after: str


def routes(assistant: Assistant) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/sources/{passage_id}")
    def source(passage_id: str, start: str = "", end: str = "") -> HTMLResponse:
        with assistant.reader.reading() as generation:
            catalogue = generation.catalogue
            passage = catalogue.passage(passage_id)
            document = catalogue.document(passage.document_id) if passage else None
            if passage is None or document is None:
                return HTMLResponse(render("missing.html"), 404)
            neighbours = [catalogue.passage(other) if other else None for other in catalogue.neighbours(passage_id)]
        return HTMLResponse(_page(passage, document, neighbours, start, end))

    return router


def _page(passage: Passage, document: Document, neighbours: list[Passage | None], start: str, end: str) -> str:
    return render(
        "source.html",
        document=document,
        passage=passage,
        locator=f"{_LOCATORS[passage.locator.kind]} {passage.locator.value}",
        marked=marked(passage.text, start, end),
        previous=neighbours[0],
        next=neighbours[1],
        source_url=document.source_url if (document.source_url or "").startswith(("http://", "https://")) else None,
    )


def marked(text: str, start: str, end: str) -> Marked:
    """Highlight ``text[start:end]``, the whole text where the offsets are missing or make no sense."""
    bounds = (int(start), int(end)) if start.isdecimal() and end.isdecimal() else (0, len(text))
    if not bounds[0] < bounds[1] <= len(text):
        bounds = (0, len(text))
    return Marked(text[: bounds[0]], text[bounds[0] : bounds[1]], text[bounds[1] :])

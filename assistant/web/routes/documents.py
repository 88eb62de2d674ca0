"""GET /api/documents and /api/passages: what is indexed, as far as the public may see it."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from assistant.assistant import Assistant
from assistant.web.guarding.repeated import GivenOnce
from assistant.web.schemas import DocumentList, DocumentOut, DocumentOutline, OutlineEntry, PassageOut
from vectorstore.catalogue import Catalogue, StoredPicture
from vectorstore.generation import Generation
from vectorstore.records import Document

_PICTURES = {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}}


def routes(assistant: Assistant) -> APIRouter:
    router = APIRouter(prefix="/api", tags=["documents"], dependencies=[GivenOnce])

    @router.get("/documents")
    def documents() -> DocumentList:
        """Every document, with the counts of the index."""
        with assistant.reader.reading() as generation:
            items = tuple(_shown(document) for document in generation.catalogue.documents())
            counts = generation.catalogue.counts()
        return DocumentList(items, len(items), counts.sections, counts.passages, counts.calls)

    @router.get("/documents/{document_id}")
    def document(document_id: str) -> DocumentOutline:
        """One document's outline: its sections with the ids of their passages."""
        with assistant.reader.reading() as generation:
            found = generation.catalogue.document(document_id)
            if found is None:
                raise HTTPException(404, f"There is no document {document_id!r}; /api/documents lists them.")
            return DocumentOutline(_shown(found), _outline(generation.catalogue, document_id))

    @router.get("/passages/{passage_id}")
    def passage(passage_id: str) -> PassageOut:
        """One passage with its neighbours."""
        with assistant.reader.reading() as generation:
            return _passage(generation.catalogue, passage_id)

    @router.get("/passages/{passage_id}/picture", response_class=Response, responses={200: {"content": _PICTURES}})
    def picture(request: Request, passage_id: str) -> Response:
        """The slide or page that a passage stands on, as a picture."""
        with assistant.reader.reading() as generation:
            found = generation.catalogue.picture(passage_id)
            if found is None:
                raise HTTPException(404, f"There is no picture of the place where passage {passage_id!r} stands.")
            return _picture(generation, found, request.headers.get("if-none-match"))

    return router


def _shown(document: Document) -> DocumentOut:
    return DocumentOut(
        document_id=document.document_id,
        title=document.title,
        file_name=document.file_name,
        media_type=document.media_type,
        language=document.language,
        published=document.published,
        source_url=document.source_url,
        publisher=document.publisher,
        author=document.author,
    )


def _outline(catalogue: Catalogue, document_id: str) -> tuple[OutlineEntry, ...]:
    passages: dict[str, list[str]] = {}
    for passage in catalogue.passages(document_id):
        passages.setdefault(passage.section_id, []).append(passage.passage_id)
    return tuple(
        OutlineEntry(s.section_id, s.locator, s.heading_path, tuple(passages.get(s.section_id, ())))
        for s in catalogue.sections(document_id)
    )


def _passage(catalogue: Catalogue, passage_id: str) -> PassageOut:
    found = catalogue.passage(passage_id)
    document = catalogue.document(found.document_id) if found else None
    if found is None or document is None:
        raise HTTPException(404, f"There is no passage {passage_id!r}.")
    before, after = catalogue.neighbours(passage_id)
    return PassageOut(
        passage_id=found.passage_id,
        document_id=found.document_id,
        title=document.title,
        text=found.text,
        locator=found.locator,
        heading_path=found.heading_path,
        source_url=document.source_url,
        published=document.published,
        language=document.language,
        previous=before,
        next=after,
        picture=f"/api/passages/{passage_id}/picture" if catalogue.picture(passage_id) else None,
    )


def _picture(generation: Generation, stored: StoredPicture, held: str | None) -> Response:
    """Nothing but 304 for whoever already holds it."""
    headers = {"ETag": f'"{stored.digest[:32]}"', "Cache-Control": "private, max-age=3600"}
    if held == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(generation.picture(stored.digest), media_type=stored.media_type, headers=headers)

"""A test collection in a store of this project: each text a document, cut and embedded as any other."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from eval.retrieval.beir import Collection, Text

if TYPE_CHECKING:
    from vectorstore.drafts.draft import SourceContent
    from vectorstore.embedders import Embedder
    from vectorstore.rerankers import Reranker
    from vectorstore.store import Store

__all__ = ["index_collection"]


def index_collection(
    collection: Collection, folder: Path, embedder: Embedder, reranker: Reranker | None = None
) -> Store:
    """A store whose document ids are those of the collection, hashed by ``document_id``."""
    from assistant.clock import utc_now
    from ingest.syncing import merged
    from vectorstore.store import Store

    store = Store(folder, embedder, utc_now, reranker)
    with store.writing() as writing:
        for text in collection.documents:
            writing.put(_content(text, embedder))
        writing.publish(merged)
    return store


def document_id(doc_id: str) -> str:
    """Ids of a collection may hold any character; those of a store may not."""
    return "d" + hashlib.sha256(doc_id.encode()).hexdigest()[:16]


def _content(text: Text, embedder: Embedder) -> SourceContent:
    from ingest.chunking import chunk
    from ingest.structure import Block, ReadDocument, ReadSection
    from vectorstore.drafts.draft import DocumentContent, SourceContent
    from vectorstore.records import Document, Locator

    path = (text.title,) if text.title else ()
    section = ReadSection(Locator("section", "1"), path, (Block(text.text),))
    read = ReadDocument(text.title or text.doc_id, (section,), "text/plain")
    name = document_id(text.doc_id)
    stored = Document(name, read.title, text.doc_id, read.media_type, read.language, name)
    sections, passages = chunk(read, name, embedder.count_tokens, embedder.max_tokens, lambda _: False)
    return SourceContent(text.doc_id, name, "1", (DocumentContent("", stored, sections, passages),))

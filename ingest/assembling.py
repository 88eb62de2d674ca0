"""A file's documents, cut into passages, with the calls that they state."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from ingest.calls import extract
from ingest.chunking import chunk
from ingest.readers import read
from ingest.structure import ReadDocument
from vectorstore.draft import DocumentContent, SourceContent
from vectorstore.records import Document

CountTokens = Callable[[str], int]

# Part of what decides whether a file is read again: raise it when readers, chunking or extraction change.
READING = "1"


def digest_of(path: Path) -> str:
    """The sha256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def assemble(path: Path, digest: str, count_tokens: CountTokens, max_tokens: int) -> SourceContent:
    """Everything the index keeps of a file; ReaderError where it cannot be read."""
    contents = tuple(_content(document, path, digest, count_tokens, max_tokens) for document in read(path))
    return SourceContent(str(path), digest, READING, contents)


def _content(
    document: ReadDocument, path: Path, digest: str, count_tokens: CountTokens, max_tokens: int
) -> DocumentContent:
    stored = _document(document, path, digest)
    sections, passages = chunk(document, stored.document_id, count_tokens, max_tokens)
    return DocumentContent(document.key, stored, sections, passages, extract(stored, document, passages))


def _document(document: ReadDocument, path: Path, digest: str) -> Document:
    """The id follows from the content, so that renaming a file changes nothing."""
    content = _record_digest(document) if document.key else digest
    return Document(
        document_id="d" + hashlib.sha256(f"{content}\0{document.key}".encode()).hexdigest()[:16],
        title=document.title,
        file_name=path.name,
        media_type=document.media_type,
        language=document.language,
        digest=content,
        published=document.published,
        source_url=document.source_url,
        publisher=document.publisher,
        author=document.author,
        audience=document.audience,
        authority=document.authority,
    )


def _record_digest(document: ReadDocument) -> str:
    """Of one record: a topic keeps its id when other topics of its file change."""
    return hashlib.sha256(repr(document).encode()).hexdigest()

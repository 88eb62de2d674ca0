"""A file's documents, cut into passages, with the calls that they state."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

from ingest.calls import extract
from ingest.chunking import chunk
from ingest.errors import ReaderError
from ingest.options import Reading
from ingest.readers import read
from ingest.structure import ReadDocument
from vectorstore.drafts.draft import DocumentContent, SourceContent
from vectorstore.records import Call, Document

CountTokens = Callable[[str], int]

# What code raises that meets a text of a kind its author had not seen: one file's odd text must not stop the others.
_UNREADABLE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
# Part of what decides whether a file is read again: raise it when readers, chunking or extraction change.
READING = "32"


def version_of(reading: Reading) -> str:
    """Files are read again when they are to be read otherwise."""
    options = "".join(f" {name}={value}" for name, value in asdict(reading).items())
    return READING if reading == Reading() else f"{READING}{options}"


def digest_of(path: Path) -> str:
    """The sha256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def assemble(path: Path, digest: str, count_tokens: CountTokens, max_tokens: int) -> SourceContent:
    """Everything the index keeps of a file, read in this very process; ReaderError where it cannot be read."""
    return content_of(read(path), path, digest, count_tokens, max_tokens)


def content_of(
    documents: Sequence[ReadDocument],
    path: Path,
    digest: str,
    count_tokens: CountTokens,
    max_tokens: int,
    version: str = READING,
    read_on: date | None = None,
) -> SourceContent:
    """Everything the index keeps of a file that was read; ReaderError where its text cannot be cut or understood.

    A status whose day no source gives is of the day it was read on.
    """
    try:
        contents = tuple(_content(document, path, digest, count_tokens, max_tokens) for document in documents)
        contents = tuple(replace(content, calls=_dated(content.calls, read_on)) for content in contents)
    except _UNREADABLE as error:
        raise ReaderError(path.name, f"holds text that cannot be indexed ({type(error).__name__}: {error}).") from error
    return SourceContent(str(path), digest, version, contents)


def _content(
    document: ReadDocument, path: Path, digest: str, count_tokens: CountTokens, max_tokens: int
) -> DocumentContent:
    stored = document_of(document, path, digest)
    sections, passages = chunk(document, stored.document_id, count_tokens, max_tokens)
    return DocumentContent(document.key, stored, sections, passages, extract(stored, document, passages))


def _dated(calls: Sequence[Call], read_on: date | None) -> tuple[Call, ...]:
    return tuple(
        replace(call, source_status_on=read_on) if call.source_status and not call.source_status_on else call
        for call in calls
    )


def document_of(document: ReadDocument, path: Path, digest: str) -> Document:
    """The id follows from the content, so that renaming a file changes nothing.

    What staff alone may read is never one document with a public copy of it.
    """
    content = _record_digest(document) if document.key else digest
    kept_apart = "" if document.audience == "public" else f"\0{document.audience}"
    return Document(
        document_id="d" + hashlib.sha256(f"{content}\0{document.key}{kept_apart}".encode()).hexdigest()[:16],
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

"""The tables of a catalogue."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    bindparam,
    func,
    select,
)

metadata = MetaData()

sources = Table(
    "sources",
    metadata,
    Column("source", Text, primary_key=True),  # absolute path; never shown outside the store
    Column("digest", String, nullable=False),  # of the file's bytes
    Column("reading", String, nullable=False),  # version of the reading that made these documents
)

documents = Table(
    "documents",
    metadata,
    Column("document_id", String, primary_key=True),
    Column("title", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("media_type", String, nullable=False),
    Column("language", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("published", Date),
    Column("source_url", Text),
    Column("publisher", Text),
    Column("author", Text),
    Column("audience", String, nullable=False),
    Column("authority", Integer, nullable=False),
)

source_documents = Table(
    "source_documents",
    metadata,
    Column("source", ForeignKey("sources.source"), nullable=False),
    Column("key", Text, nullable=False),  # tells the records of one file apart
    Column("document_id", ForeignKey("documents.document_id"), nullable=False, index=True),
    Column("file_name", Text, nullable=False),
    PrimaryKeyConstraint("source", "document_id", "key"),
)

sections = Table(
    "sections",
    metadata,
    Column("section_id", String, primary_key=True),
    Column("document_id", ForeignKey("documents.document_id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("locator_kind", String, nullable=False),
    Column("locator_value", Text, nullable=False),
    Column("heading_path", Text, nullable=False),
)

passages = Table(
    "passages",
    metadata,
    Column("passage_id", String, primary_key=True),
    Column("document_id", ForeignKey("documents.document_id"), nullable=False, index=True),
    Column("section_id", ForeignKey("sections.section_id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("locator_kind", String, nullable=False),
    Column("locator_value", Text, nullable=False),
    Column("heading_path", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("call_id", String),
    Column("text_digest", String, nullable=False, index=True),
)

rejections = Table(  # files that could not be read, so that they are not read again before they change
    "rejections",
    metadata,
    Column("source", Text, primary_key=True),
    Column("digest", String, nullable=False),
    Column("reading", String, nullable=False),
    Column("reason", Text, nullable=False),
)

pictures = Table(  # the files lie beside the catalogue, see vectorstore/pictures.py
    "pictures",
    metadata,
    Column("document_id", ForeignKey("documents.document_id"), nullable=False),
    Column("locator_kind", String, nullable=False),
    Column("locator_value", Text, nullable=False),
    Column("digest", String, nullable=False),
    Column("media_type", String, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("rendering", String, nullable=False),  # version of the rendering that made it
    PrimaryKeyConstraint("document_id", "locator_kind", "locator_value"),
)

vectors = Table(
    "vectors",
    metadata,
    Column("text_digest", String, nullable=False),
    Column("embedder_digest", String, nullable=False),
    Column("vector", LargeBinary, nullable=False),  # float32, little endian
    PrimaryKeyConstraint("text_digest", "embedder_digest"),
)


def _call_columns() -> tuple[Column[Any], ...]:
    return (
        Column("call_id", String, nullable=False),
        Column("position", Integer, nullable=False),
        Column("title", Text, nullable=False),
        Column("summary", Text, nullable=False),
        Column("document_id", ForeignKey("documents.document_id"), nullable=False, index=True),
        Column("passage_id", ForeignKey("passages.passage_id"), nullable=False),
        Column("programme", Text, nullable=False),
        Column("acronym", Text),
        Column("topic_id", Text),
        Column("action_type", Text),
        Column("url", Text),
        Column("opens", Date),
        Column("deadlines", Text, nullable=False),
        Column("source_status", String),
        Column("source_status_on", Date),
        Column("applicants", Text, nullable=False),
        Column("sectors", Text, nullable=False),
        Column("support", Text, nullable=False),
        Column("countries", Text, nullable=False),
        Column("budget", Text, nullable=False),
        Column("evidence", Text, nullable=False),
        Column("earlier", Text),  # lacks in catalogues made by an earlier version
    )


# As each document states it; what is shown is merged from these whenever a generation is built.
stated_calls = Table("stated_calls", metadata, *_call_columns(), PrimaryKeyConstraint("document_id", "position"))
calls = Table("calls", metadata, *_call_columns(), PrimaryKeyConstraint("call_id"))

# Many values as JSON, so that the statement is the same for any number of them.
_AMONG = "among"


def among(column: Column[Any]) -> ColumnElement[bool]:
    """Does a column hold one of the values given by ``values``?"""
    given = func.json_each(bindparam(_AMONG)).table_valued("value")
    return column.in_(select(given.c.value))


def values(wanted: Iterable[str]) -> dict[str, str]:
    """The parameters of a statement with ``among``."""
    return {_AMONG: json.dumps(list(wanted))}

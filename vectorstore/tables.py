"""The tables of a catalogue, and the way between their rows and the stored types."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from datetime import date, time
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
    RowMapping,
    String,
    Table,
    Text,
    bindparam,
    func,
    select,
)

from vectorstore.records import (
    Authority,
    Budget,
    Call,
    Deadline,
    Document,
    Earlier,
    Evidence,
    Locator,
    Passage,
    Picture,
    Section,
)

Row = RowMapping

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


_LISTS = ("applicants", "sectors", "support", "countries")


def document_row(document: Document) -> dict[str, Any]:
    return {**_shallow(document), "authority": int(document.authority)}


def document_of(row: Row) -> Document:
    return Document(**{**row, "authority": Authority(row["authority"])})


def section_row(section: Section) -> dict[str, Any]:
    return _located(section)


def section_of(row: Row) -> Section:
    return Section(**_unlocated(row))


def picture_row(document_id: str, picture: Picture, digest: str, rendering: str) -> dict[str, Any]:
    return {
        "document_id": document_id,
        "locator_kind": picture.locator.kind,
        "locator_value": picture.locator.value,
        "digest": digest,
        "media_type": picture.media_type,
        "width": picture.width,
        "height": picture.height,
        "rendering": rendering,
    }


def passage_row(passage: Passage, text_digest: str) -> dict[str, Any]:
    return {**_located(passage), "text_digest": text_digest}


def passage_of(row: Row) -> Passage:
    values = _unlocated(row)
    del values["text_digest"]
    return Passage(**values)


def call_row(call: Call, position: int) -> dict[str, Any]:
    return {
        **_shallow(call),
        **{name: _dump(getattr(call, name)) for name in _LISTS},
        "position": position,
        "deadlines": _dump([_deadline_told(deadline) for deadline in call.deadlines]),
        "budget": _dump(asdict(call.budget)),
        "evidence": _dump([_told(evidence) for evidence in call.evidence]),
        "earlier": _dump([_earlier_told(each) for each in call.earlier]),
    }


def call_of(row: Row) -> Call:
    values = dict(row)
    del values["position"]
    values |= {name: tuple(json.loads(row[name])) for name in _LISTS}
    values["deadlines"] = tuple(_deadline(*parts) for parts in json.loads(row["deadlines"]))
    values["budget"] = Budget(**json.loads(row["budget"]))
    values["evidence"] = tuple(map(_evidence, json.loads(row["evidence"])))
    values["earlier"] = tuple(_earlier(*parts) for parts in json.loads(row.get("earlier") or "[]"))
    return Call(**values)


def _deadline_told(deadline: Deadline) -> tuple[str, ...]:
    """The hour and its zone only where there is one."""
    hour = (deadline.time.isoformat("minutes"), deadline.zone) if deadline.time else ()
    return (deadline.date.isoformat(), deadline.label, *hour)


def _deadline(day: str, label: str, hour: str = "", *zone: str) -> Deadline:
    return Deadline(date.fromisoformat(day), label, time.fromisoformat(hour) if hour else None, *zone)


def _told(evidence: Evidence) -> list[Any]:
    """What most evidence has none of is left out at the end; the sixth place once held a day."""
    values = [*_shallow(evidence).values()]
    told = [*values[:_FIRST], None, *values[_FIRST:]]
    while not told[-1]:
        told.pop()
    return told


def _evidence(parts: Sequence[Any]) -> Evidence:
    return Evidence(*parts[:_FIRST], *parts[_FIRST + 1 :])


_FIRST = 5


def _earlier_told(earlier: Earlier) -> list[Any]:
    return [value.isoformat() if isinstance(value, date) else value for value in _shallow(earlier).values()]


def _earlier(
    field: str, value: str, until: str, quote: str, said_by: str, title: str, published: str | None
) -> Earlier:
    day = date.fromisoformat(published) if published else None
    return Earlier(field, value, date.fromisoformat(until), quote, said_by, title, day)


def _located(record: Section | Passage) -> dict[str, Any]:
    values = _shallow(record)
    del values["locator"]
    return values | {
        "locator_kind": record.locator.kind,
        "locator_value": record.locator.value,
        "heading_path": _dump(record.heading_path),
    }


def _unlocated(row: Row) -> dict[str, Any]:
    values = dict(row)
    values["locator"] = Locator(values.pop("locator_kind"), values.pop("locator_value"))
    values["heading_path"] = tuple(json.loads(values["heading_path"]))
    return values


def _shallow(record: Document | Section | Passage | Call | Evidence | Earlier) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in fields(record)}


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

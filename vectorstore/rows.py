"""The way between the rows of a catalogue and the stored types."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import date, time
from typing import Any

from sqlalchemy import RowMapping

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
    values["evidence"] = tuple(_evidence(parts) for parts in json.loads(row["evidence"]) if not _was(parts))
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


def _was(parts: Sequence[Any]) -> bool:
    """Does evidence of an older catalogue hold the day on which its words were gone? Then they say nothing now."""
    return len(parts) > _FIRST and parts[_FIRST] is not None


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

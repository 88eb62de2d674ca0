"""The two JSON forms of Zoom's API: questions of a past webinar, and its Q&A report; also a plain list."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from assistant.desk.errors import UnreadableImport
from assistant.desk.importing.said import answered, is_answered, is_dismissed, is_live, known_name
from assistant.desk.importing.times import When
from assistant.desk.records import Incoming

Item = Mapping[str, Any]


def read(text: str, name: str, when: When) -> tuple[Incoming, ...]:
    """The questions of a JSON document; UnreadableImport where it holds none in a known form."""
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableImport(f"{name} is not valid JSON: {error.msg} in line {error.lineno}.") from None
    except RecursionError:
        raise UnreadableImport(f"{name} is not valid JSON that can be read: it is nested too deeply.") from None
    return tuple(_incoming(asker, detail, when) for asker, detail in _details(_items(document, name), name))


def _items(document: Any, name: str) -> list[Any]:
    """The list of questions, at the top or under ``questions``."""
    items = document.get("questions") if isinstance(document, Mapping) else document
    if not isinstance(items, list):
        raise UnreadableImport(f"{name} has no list 'questions', as the files of Zoom's API have.")
    return items


def _details(items: list[Any], name: str) -> Iterator[tuple[Item, Item]]:
    """Each question with who asked it; one person may have asked several."""
    for number, raw in enumerate(items, 1):
        item = {"question": raw} if isinstance(raw, str) else raw
        details = item.get("question_details", [item]) if isinstance(item, Mapping) else None
        if not isinstance(details, list) or not all(isinstance(detail, Mapping) for detail in details):
            raise UnreadableImport(f"Question no. {number} of {name} is neither a text nor in a form of Zoom's API.")
        yield from ((item, detail) for detail in details if _text(detail, "question"))


def _incoming(asker: Item, detail: Item, when: When) -> Incoming:
    status = _text(detail, "question_status")
    given = [one for one in detail.get("answer_details") or [] if isinstance(one, Mapping)]
    incoming = Incoming(
        text=_text(detail, "question"),
        asked_at=when.instant(_text(detail, "create_time") or _text(detail, "asked_at")),
        asker=known_name(_text(detail, "name") or _text(asker, "name")),
        email=_text(detail, "email") or _text(asker, "email") or None,
        key=_text(detail, "question_id") or None,
        answered_live=is_live(status) or any(is_live(_text(one, "type")) for one in given),
        dismissed=is_dismissed(status),
        answered_by=next((known_name(_text(one, "name")) for one in given), None),
        answered_at=next((when.instant(_text(one, "create_time")) for one in given), None),
    )
    found = answered(
        incoming, [_text(one, "content") or _text(one, "answer") for one in given] or [_text(detail, "answer")]
    )
    return replace(found, answered_live=found.answered_live or (is_answered(status) and not found.answer))


def _text(item: Item, field: str) -> str:
    """A text or number as text, empty for anything else."""
    value = item.get(field)
    return str(value).strip() if isinstance(value, str | int | float) else ""

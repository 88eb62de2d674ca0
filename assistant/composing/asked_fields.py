"""Which fields of a call a question asks for, one after the other."""

from __future__ import annotations

from dataclasses import replace

from assistant.lexicon import lexicon
from assistant.understanding.asking import attributes, pieces
from assistant.understanding.understood import Understood
from ingest.hours import says_when_deadlines_end

# In this order: a part of a question that fits several is answered by the first.
ANSWERABLE = (
    "contact",
    "topic_id",
    "opens",
    "status",
    "hour",
    "deadline",
    "grants",
    "amount",
    "applicants",
    "countries",
    "supports",
    "action",
    "link",
)
# What no field of a call holds: the text must say it.
OF_TEXT = frozenset({"figure", "duration", "count", "person"})
# A field whose sentence says what another would say again.
_INCLUDED = {"status": "deadline"}


def asked_attribute(understood: Understood) -> str | None:
    """The field of a call that a question asks for, None when it asks about the call as such."""
    asked = understood.attributes
    if asked & OF_TEXT and not asked & {"deadline", "applicants", "grants"}:
        return None
    if "hour" in asked and not _is_of_closing(understood.question):
        asked -= {"hour"}
    if "time" in asked and not asked & {"opens", "deadline", "status"}:
        return "deadline"
    return next((attribute for attribute in ANSWERABLE if attribute in asked), None)


def _is_of_closing(question: str) -> bool:
    """The hour of a deadline, not of an event that a call holds."""
    return lexicon().matches("attribute", "deadline", question) or says_when_deadlines_end(question)


def asked_apart(understood: Understood) -> tuple[Understood, ...]:
    """The question once for each thing that it asks for ("the deadline and the budget of …"), mostly itself alone."""
    apart: dict[str, Understood] = {}
    for piece in pieces(understood.untitled, understood.language):
        part = replace(understood, question=piece, attributes=attributes(piece))
        key = asked_attribute(part) or ", ".join(sorted(part.attributes & OF_TEXT))
        if key:
            apart.setdefault(key, part)
    for field, included in _INCLUDED.items():
        if field in apart:
            apart.pop(included, None)
    return tuple(apart.values()) if len(apart) > 1 else (understood,)

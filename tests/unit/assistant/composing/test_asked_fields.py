from __future__ import annotations

from datetime import date

import pytest

from assistant.answers import Question
from assistant.calls.as_of import AsOf
from assistant.calls.callbook import CallBook
from assistant.composing.asked_fields import asked_apart, asked_attribute
from assistant.understanding.understanding import understand
from vectorstore.records import Call

BOOK = CallBook((Call("a", "Training", "Training.", "d", "p", acronym="GEMSTONE"),))


def asked(text: str, language: str = "en") -> list[str | None]:
    understood = understand(Question(text), AsOf(date(2024, 5, 15)), language, BOOK)
    return [asked_attribute(part) for part in asked_apart(understood)]


@pytest.mark.parametrize(
    ("text", "language", "fields"),
    [
        ("What is the deadline and budget of GEMSTONE?", "en", ["deadline", "amount"]),
        ("Who can apply for GEMSTONE, until when, and how much is there?", "en", ["applicants", "deadline", "amount"]),
        ("When does GEMSTONE open and close?", "en", ["opens", "deadline"]),
        ("Quelle est la date limite et le montant de GEMSTONE ?", "fr", ["deadline", "amount"]),
        ("Welche Frist und welches Budget hat GEMSTONE?", "de", ["deadline"]),
    ],
)
def test_every_thing_asked_for_is_asked_apart(text: str, language: str, fields: list[str]) -> None:
    assert asked(text, language)[: len(fields)] == fields


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("What is the deadline of GEMSTONE?", "deadline"),
        ("At what hour does GEMSTONE close?", "hour"),
        ("What is the deadline time of GEMSTONE?", "hour"),
        ("At what time is the GEMSTONE webinar?", None),
        ("Is GEMSTONE still open and what is its deadline?", "status"),
        ("Can SMEs and start-ups apply for GEMSTONE?", "applicants"),
    ],
)
def test_one_thing_asked_for_is_asked_once(text: str, field: str) -> None:
    assert asked(text) == [field]

"""Is what a question asks for there at all: an address for "e-mail", an amount for "how much", a date for "when"?

Similarity alone cannot tell: the entity may be known and the attribute not.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.understanding import Understood
from ingest.calls.dates import find_dates
from vectorstore.generation import Generation
from vectorstore.records import Passage

_CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|\+\d[\d\s()/-]{6,}\d")
_CURRENCY = r"€|\$|£|\bEUR\b|\beuros?\b|\bUSD\b|\bGBP\b"
_AMOUNT = re.compile(
    rf"(?:{_CURRENCY})\s?\d|\d[\d.,\s]*(?:%|{_CURRENCY}|per ?cent|million|billion)|\b(?:free of charge|no fee)\b",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b", re.IGNORECASE)
_NAME = re.compile(r"\b[A-ZÀ-ÖØ-Þ][\w'’-]+\s+(?:[a-z]{1,3}\s+)?[A-ZÀ-ÖØ-Þ][\w'’-]+")
_IDENTIFIER = re.compile(r"\b[A-Z][A-Z0-9]+(?:-[A-Z0-9]+){2,}\b")
_LINK = re.compile(r"https?://|www\.|\b[\w-]+\.(?:eu|com|org|net|int)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _text(passage: Passage) -> str:
    return "\n".join((*passage.heading_path, passage.text))


def has_name(text: str) -> bool:
    """Does a text hold what looks like a person's name: two capitalised words in a row?"""
    return _NAME.search(text) is not None


def _has(pattern: re.Pattern[str]) -> Callable[[Passage, Understood], bool]:
    return lambda passage, _: pattern.search(_text(passage)) is not None


def _has_date(passage: Passage, understood: Understood) -> bool:
    found = find_dates(_text(passage), year_hint=None)
    if "future" in understood.attributes:
        return any(date.end >= understood.as_of for date in found)
    return bool(found) or _YEAR.search(_text(passage)) is not None


_CHECKS: dict[str, Callable[[Passage, Understood], bool]] = {
    "contact": _has(_CONTACT),
    "amount": _has(_AMOUNT),
    "count": _has(_COUNT),
    "person": _has(_NAME),
    "topic_id": _has(_IDENTIFIER),
    "time": _has_date,
    "deadline": _has_date,
    "opens": _has_date,
    "future": _has_date,
}


def missing_type(understood: Understood, passage: Passage, generation: Generation) -> bool:
    """Does the passage lack the kind of thing asked for, or the year that the question names?"""
    asked = understood.attributes & _CHECKS.keys()
    if "count" in asked:
        asked -= {"amount"}
    if "future" in asked and not asked & {"time", "deadline", "opens"}:
        asked -= {"future"}
    return any(not _CHECKS[attribute](passage, understood) for attribute in asked) or _other_year(
        understood, passage, generation
    )


def _other_year(understood: Understood, passage: Passage, generation: Generation) -> bool:
    """A question about another year's edition is not answered by this year's."""
    asked = set(_YEAR.findall(understood.question))
    if not asked:
        return False
    document = generation.catalogue.document(passage.document_id)
    known = {*_YEAR.findall(_text(passage))}
    if document:
        known |= {*_YEAR.findall(document.title), str(document.published.year) if document.published else ""}
    return not asked & known

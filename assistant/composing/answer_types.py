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

# A month is as long as an event may last; a year that is named dates nothing.
LONGEST_EVENT = 31
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
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def has_name(text: str) -> bool:
    """Does a text hold what looks like a person's name: two capitalised words in a row?"""
    return _NAME.search(text) is not None


def _has(pattern: re.Pattern[str]) -> Callable[[str, Understood], bool]:
    return lambda text, _: pattern.search(text) is not None


def _has_time(text: str, understood: Understood) -> bool:
    found = find_dates(text, year_hint=understood.as_of.year)
    if "future" in understood.attributes:
        return any(day.end > understood.as_of for day in found if (day.end - day.start).days <= LONGEST_EVENT)
    return bool(found) or any(pattern.search(text) for pattern in (_YEAR, _WEEKDAY))


_CHECKS: dict[str, Callable[[str, Understood], bool]] = {
    "contact": _has(_CONTACT),
    "amount": _has(_AMOUNT),
    "figure": _has(_COUNT),
    "count": _has(_COUNT),
    "person": _has(_NAME),
    "topic_id": _has(_IDENTIFIER),
    "time": _has_time,
    "deadline": _has_time,
    "opens": _has_time,
}


def holds_type(understood: Understood, text: str) -> bool:
    """Does a text hold every kind of thing that the question asks for?"""
    asked = understood.attributes & _CHECKS.keys()
    if "count" in asked:  # "how many" may be worded as an amount
        asked -= {"amount"}
    return all(_CHECKS[attribute](text, understood) for attribute in asked)


def missing_type(understood: Understood, passage: Passage, generation: Generation) -> bool:
    """Does the passage lack the kind of thing asked for, or the year that the question names?"""
    text = "\n".join((*passage.heading_path, passage.text))
    return not holds_type(understood, text) or _other_year(understood, passage, text, generation)


def _other_year(understood: Understood, passage: Passage, text: str, generation: Generation) -> bool:
    """A question about another year's edition is not answered by this year's."""
    asked = set(_YEAR.findall(understood.question))
    if not asked:
        return False
    document = generation.catalogue.document(passage.document_id)
    known = set(_YEAR.findall(text))
    if document:
        known |= {*_YEAR.findall(document.title), str(document.published.year) if document.published else ""}
    return not asked & known

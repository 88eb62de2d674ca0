"""What a term is: the line that begins with it and says so, as a glossary or a table of services does."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.composing.units import Unit
from assistant.words import content_words, stem, tokens

_LABEL = re.compile(
    r"(?:(?:an?|the)\s+)?([^:–,(]{2,60}?)\s*(?:\(([^)]{2,20})\))?\s*(?:,\s*([^:,]{2,20}))?\s*(?::|–|—)\s+\S", re.I
)
_IS = re.compile(
    r"(?:(?:an?|the)\s+)?(.{2,60}?)\s*(?:\(([^)]{2,20})\))?\s+(?:is|are|means|refers? to|stands? for)\s+\S", re.I
)


def defining(question: str, units: Iterable[Unit]) -> Unit | None:
    """The first unit that defines the term asked for; None where none begins with it."""
    term = _roots(question)
    found = [unit for unit in units if term and _defines(term, unit.text)]
    return next((unit for unit in found if not unit.text.endswith("?")), None)


def _defines(term: frozenset[str], text: str) -> bool:
    """Is one of the names that a line begins with the term itself, no more and no less?"""
    first = text.partition("\n")[0]
    for pattern in (_LABEL, _IS):
        match = pattern.match(first)
        if match and any(_roots(name) == term for name in match.groups() if name):
            return True
    return False


def _roots(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in content_words(text) or tokens(text))

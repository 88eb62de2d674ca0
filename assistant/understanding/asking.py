"""What a question asks for: a deadline, an amount, who may apply; and each thing apart where it asks for several."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.lexicon import lexicon
from ingest.calls.dates import find_dates

# A question that asks how, why or what happens asks for no field, whatever it names.
_FIELDS = frozenset({"amount", "deadline", "count", "figure", "applicants", "supports", "opens", "status"})
_FOR_WHOM = re.compile(r"\bwho(?:m)? (?:is|are|was|were)\b[^?]*\bfor\W*$|^\W*who (?:can|may|could) ", re.IGNORECASE)
# "Fishermen who want to …" describes somebody; nobody's name is asked for.
_WHO_DESCRIBES = re.compile(
    r"^\W*(?!what|which|where|when|how|do|does|did|is|are|was|were|can|tell|name|list)[^?]*?"
    r"\b(?:\w+s|\w*men|people|children|those|someone|somebody|compan(?:y|ies)|\w+er|\w+ist|business|firm|start-?up)\s+who\b",
    re.IGNORECASE,
)
_WHO_DID = re.compile(r"^\W*who\b(?!.*\b(?:how|what|which)\b)", re.IGNORECASE)
_YES_OR_NO = re.compile(
    r"^\W*(?:is|are|was|were|do|does|did|has|have|can|could|will|must|should)\b(?!.*\b(?:how|what|which|who|when|where)\b)",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"\b(?:start|begin|end|finish)s?\W*$", re.IGNORECASE)
_DATED = frozenset({"time", "deadline", "opens", "place", "hour"})
_PEOPLE_AND_PLACES = frozenset({"person", "contact", "place", "countries", "link", "topic_id"})
NUMBERS = frozenset({"count", "amount", "figure", "age"})
_DATES = frozenset({"time", "deadline", "opens", "duration", "hour"})
# What one value answers, such as a name, a day or an amount.
ONE_VALUE = _PEOPLE_AND_PLACES | NUMBERS | _DATES
_AND = {
    "en": "and|plus|as well as|along with",
    "fr": "et|ainsi que",
    "de": "und|sowie",
    "es": "y|e|así como",
    "it": "e|ed|nonché",
    "pl": "i|oraz|a także",
    "pt": "e|bem como",
    "nl": "en|alsook",
}


def attributes(text: str) -> frozenset[str]:
    """What is asked for; a question for the meaning of a word asks for nothing else."""
    found = lexicon().matching("attribute", text)
    if "time" in found and _BEGINS.search(text) and any(day.is_day for day in find_dates(text)):
        found |= {"hour"}  # the day is known
    if "hour" in found:
        found -= {"time", "deadline"}
    if lexicon().matches("intent", "explain", text):
        found -= _FIELDS
    if "person" in found and (_FOR_WHOM.search(text) or _WHO_DESCRIBES.match(text)):
        found -= {"person"}
    if _WHO_DID.match(text):
        found -= NUMBERS  # "who paid for lunch" asks for no sum
    if _YES_OR_NO.match(text):
        found -= NUMBERS  # "are meals paid for" neither
    if not found & _DATED:
        found -= {"future"}  # "the next round" of something else
    return frozenset({"definition"}) if "definition" in found else found


def pieces(text: str, language: str) -> Iterator[str]:
    """The parts of a question between its commas, sentence ends and words for "and"."""
    joint = rf"[,;?&]|\.\s|\s(?:{_AND.get(language[:2], _AND['en'])})\s"
    yield from filter(None, map(str.strip, re.split(joint, text, flags=re.IGNORECASE)))

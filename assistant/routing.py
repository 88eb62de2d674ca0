"""Where a question goes: a fixed answer, one call's facts, a list or recommendation of calls, or a fact from prose."""

from __future__ import annotations

from enum import Enum, auto

from assistant.retrieving import Retrieved
from assistant.understanding import Understood, topic_words

_CALL_ATTRIBUTES = frozenset({"deadline", "status", "opens", "topic_id", "amount", "applicants", "link"})
_PROSE_ATTRIBUTES = frozenset({"contact", "count", "time", "person", "place", "definition"})
# A bare topic is a search for calls when this many of the first passages are calls'.
FIRST = 5
MOSTLY = 3


class Route(Enum):
    """One way to answer; each has its composer."""

    DECLINED = auto()
    SMALL_TALK = auto()
    ABOUT_ME = auto()
    NAMED_CALL = auto()
    ONE_CALL = auto()
    LIST_CALLS = auto()
    FIND_CALLS = auto()
    FACT = auto()


def route(understood: Understood, retrieved: Retrieved) -> Route:
    """The way to answer a question from the sources."""
    if understood.named:
        return Route.NAMED_CALL
    if "definition" in understood.attributes:
        return Route.FACT
    if understood.about_calls:
        return _about_calls(understood)
    if understood.attributes & _PROSE_ATTRIBUTES or not _finds_calls(retrieved):
        return Route.FACT
    return Route.FIND_CALLS


def fixed_route(understood: Understood) -> Route | None:
    """The way that needs no retrieval, None where the sources must be asked."""
    if "injection" in understood.intents and not understood.question:
        return Route.DECLINED
    if "small_talk" in understood.intents:
        return Route.SMALL_TALK
    return Route.ABOUT_ME if "about_me" in understood.intents else None


def _about_calls(understood: Understood) -> Route:
    if understood.attributes & _CALL_ATTRIBUTES and not {"listing", "asker"} & understood.intents:
        return Route.ONE_CALL
    profile = understood.profile
    narrowed = profile.applicant or profile.sectors or profile.needs or understood.countries
    if not narrowed and (understood.period or understood.programmes or not topic_words(understood)):
        return Route.LIST_CALLS
    return Route.FIND_CALLS


def _finds_calls(retrieved: Retrieved) -> bool:
    first = retrieved.found[:FIRST]
    return sum(1 for item in first if item.passage.call_id) >= min(MOSTLY, len(first)) > 0

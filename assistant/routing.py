"""Where a question goes: a fixed answer, one call's facts, a list or recommendation of calls, or a fact from prose."""

from __future__ import annotations

from enum import Enum, auto

from assistant.retrieving import Retrieved
from assistant.understanding import Understood, topic_words

_CALL_ATTRIBUTES = frozenset(
    {
        "deadline",
        "status",
        "opens",
        "topic_id",
        "amount",
        "applicants",
        "link",
        "countries",
        "supports",
        "action",
        "figure",
    }
)
_PROSE_ATTRIBUTES = frozenset({"contact", "count", "time", "person", "place", "definition"})
# A bare topic is a search for calls when this many of the first passages are calls'.
FIRST = 5
MOSTLY = 3
# Prose that holds this much of a description is what was meant, not a call that fits it.
PROSE_COVERAGE = 0.75


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
    attributes, intents = understood.attributes, understood.intents
    if understood.named:
        return Route.NAMED_CALL
    if "definition" in attributes:
        return Route.FACT
    if understood.order and understood.about_calls:
        return Route.LIST_CALLS
    if _asks_prose(understood):
        return Route.FACT
    if understood.about_calls:
        return _about_calls(understood)
    if attributes & _PROSE_ATTRIBUTES:
        return Route.FACT
    if understood.describes and _has_profile(understood) and not _prose_holds(retrieved):
        return Route.FIND_CALLS
    return Route.FIND_CALLS if not intents & {"premise"} and _finds_calls(retrieved) else Route.FACT


def fixed_route(understood: Understood) -> Route | None:
    """The way that needs no retrieval, None where the sources must be asked."""
    if "injection" in understood.intents and not understood.question:
        return Route.DECLINED
    if "small_talk" in understood.intents:
        return Route.SMALL_TALK
    return Route.ABOUT_ME if "about_me" in understood.intents else None


def _asks_prose(understood: Understood) -> bool:
    """Who says something of calls, or where they are published, is no question for calls."""
    attributes = understood.attributes
    if "applicants" in attributes or "asker" in understood.intents:
        return False
    return bool(attributes & {"person", "contact"}) or bool(
        "place" in attributes and "one_call" not in understood.intents
    )


def _about_calls(understood: Understood) -> Route:
    intents = understood.intents
    many = intents & {"asker", "plural"} or understood.period or ("listing" in intents and "one_call" not in intents)
    if not many and (understood.attributes & _CALL_ATTRIBUTES or "one_call" in intents):
        return Route.ONE_CALL
    if not _has_profile(understood) and (
        understood.period or understood.programmes or not topic_words(understood) or "count" in understood.attributes
    ):
        return Route.LIST_CALLS
    return Route.FIND_CALLS


def _has_profile(understood: Understood) -> bool:
    profile = understood.profile
    return bool(profile.applicant or profile.sectors or profile.needs or understood.countries)


def _prose_holds(retrieved: Retrieved) -> bool:
    """Does prose hold what is described, and as much of it as any call?"""
    prose = max((item.coverage for item in retrieved.found[:FIRST] if not item.passage.call_id), default=0.0)
    calls = max((item.coverage for item in retrieved.found[:FIRST] if item.passage.call_id), default=0.0)
    return prose >= PROSE_COVERAGE and prose >= calls


def _finds_calls(retrieved: Retrieved) -> bool:
    first = retrieved.found[:FIRST]
    return sum(1 for item in first if item.passage.call_id) >= min(MOSTLY, len(first)) > 0

"""Where a question goes: a fixed answer, one call's facts, a list or recommendation of calls, or a fact from prose."""

from __future__ import annotations

from enum import Enum, auto

from assistant.retrieving import FIRST, Retrieved
from assistant.understanding.leaning import Said
from assistant.understanding.understood import Understood, narrowing_words, topic_words
from assistant.words import content_words

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
# A bare topic is a search for calls when this many of the first passages are calls'.
MOSTLY = 3
FEW_WORDS = 6  # of a question that cannot be understood without the turn before
# Prose that holds this much of a description is what was meant, not a call that fits it.
PROSE_COVERAGE = 0.75


class Route(Enum):
    """One way to answer; each has its composer."""

    DECLINED = auto()
    SMALL_TALK = auto()
    OFF_TOPIC = auto()
    CLARIFY = auto()
    NO_SUCH_DAY = auto()
    UNKNOWN_CALL = auto()
    ABOUT_ME = auto()
    NAMED_CALL = auto()
    ONE_CALL = auto()
    LIST_CALLS = auto()
    FIND_CALLS = auto()
    FACT = auto()


def route(understood: Understood, retrieved: Retrieved) -> Route:
    """The way to answer a question from the sources."""
    attributes = understood.attributes
    if understood.named:
        return Route.NAMED_CALL
    if understood.unknown_ids:
        return Route.FACT if _mentioned(understood, retrieved) else Route.UNKNOWN_CALL
    if "definition" in attributes or "figure" in attributes or _explains(understood):
        return Route.FACT
    if understood.asks_undated:
        return Route.LIST_CALLS
    if "open_now" in understood.intents and not topic_words(understood) and not _has_profile(understood):
        return Route.LIST_CALLS
    if understood.order and (understood.about_calls or not narrowing_words(understood)):
        return Route.LIST_CALLS
    if understood.sum and (understood.about_calls or understood.is_statement or not narrowing_words(understood)):
        is_list = not narrowing_words(understood) and _asks_for_a_list(understood)
        return Route.LIST_CALLS if is_list else Route.FIND_CALLS
    if "premise" in understood.intents or "hour" in attributes or _asks_prose(understood):
        return Route.FACT
    if "time" in attributes and _prose_holds(retrieved):
        return Route.FACT
    if understood.about_calls or _dates_for_someone(understood):
        return _about_calls(understood, retrieved)
    if "prose" in understood.intents:
        return Route.FACT
    if understood.describes and (_has_profile(understood) or _finds_calls(retrieved)) and not _prose_holds(retrieved):
        return Route.FIND_CALLS
    return Route.FACT


def _dates_for_someone(understood: Understood) -> bool:
    """Is it a description of an asker with days, as in "tourism SME, June 2024", and no question for something else?"""
    if not understood.period or not understood.is_statement or understood.attributes - _CALL_ATTRIBUTES:
        return False
    return _has_profile(understood)


def _explains(understood: Understood) -> bool:
    """Does it ask how something works or differs, and for nobody in particular?"""
    if understood.intents & {"asker", "for_us", "plural"}:
        return False
    return bool(understood.intents & {"compare", "mechanism"})


def _mentioned(understood: Understood, retrieved: Retrieved) -> bool:
    """Does some passage name the topic id that no call has?"""
    texts = [item.passage.text.casefold() for item in retrieved.found]
    return any(name.casefold() in text for name in understood.unknown_ids for text in texts)


def fixed_route(understood: Understood) -> Route | None:
    """The way that needs no retrieval, None where the sources must be asked."""
    intents = understood.intents
    if "injection" in intents and not understood.question:
        return Route.DECLINED
    if "small_talk" in intents:
        return Route.SMALL_TALK
    if "about_me" in intents:
        return Route.ABOUT_ME
    if "off_topic" in intents and not understood.named and "find_calls" not in intents:
        return Route.OFF_TOPIC
    if _names_no_day(understood):
        return Route.NO_SUCH_DAY
    return Route.CLARIFY if _lacks_subject(understood) else None


def _names_no_day(understood: Understood) -> bool:
    """Does it ask for days that there are not, and of no call that could be told of all the same?"""
    if understood.named or understood.unknown_ids:
        return False
    return bool(understood.impossible or (understood.period and understood.period.is_empty))


def _lacks_subject(understood: Understood) -> bool:
    """Is something asked of a call that the question does not name ("deadline?", "and the other one?")?"""
    if understood.named or understood.unknown_ids or understood.mentions or understood.period or understood.order:
        return False
    if understood.asks_undated or understood.intents & {"plural", "asker", "listing", "injection"}:
        return False
    if topic_words(understood):
        return False
    if len(understood.question.split()) > FEW_WORDS:
        return False
    said = Said(understood.question, understood.language)
    points_back = said.is_like("pronoun") or said.is_like("continued")
    return points_back or bool(understood.attributes & {"deadline", "amount", "topic_id", "opens"})


def _asks_prose(understood: Understood) -> bool:
    """Who says something of calls, or where they are published, is no question for calls."""
    attributes = understood.attributes
    if "applicants" in attributes or "asker" in understood.intents:
        return False
    return bool(attributes & {"person", "contact"}) or bool(
        "place" in attributes and "one_call" not in understood.intents
    )


def _about_calls(understood: Understood, retrieved: Retrieved) -> Route:
    intents = understood.intents
    one, wide = "one_call" in intents, intents & {"listing", "for_us"}
    many = intents & {"asker", "plural"} or understood.period or (wide and not one)
    if not many and (one or understood.attributes & _CALL_ATTRIBUTES):
        return Route.FACT if not one and _prose_holds(retrieved) else Route.ONE_CALL
    topic = topic_words(understood)
    conditions = (
        understood.period or understood.programmes or understood.sum or understood.stages or understood.excluded
    )
    if (conditions and _asks_for_a_list(understood)) or not (_has_profile(understood) or topic):
        return Route.LIST_CALLS
    every = "every" in intents and _asks_for_a_list(understood)
    return Route.LIST_CALLS if every or _only_applicant(understood) else Route.FIND_CALLS


def _asks_for_a_list(understood: Understood) -> bool:
    """Are the calls of some kind asked for, and not those that fit somebody?"""
    is_for_somebody = understood.intents & {"asker", "for_us"}
    return not _has_profile(understood) or ("plural" in understood.intents and not is_for_somebody)


def _only_applicant(understood: Understood) -> bool:
    """Does a question for all calls name nothing but who may apply ("which calls are for consortia?")?"""
    profile = understood.profile
    named = profile.sectors or profile.needs or understood.countries
    if not profile.applicant or named or "asker" in understood.intents:
        return False
    said = [m for m in understood.mentions if m.kind == "applicant"]
    named_words = {word for m in said for word in content_words(understood.question[m.start : m.end])}
    return not set(topic_words(understood)) - named_words


def _has_profile(understood: Understood) -> bool:
    profile = understood.profile
    return bool(profile.applicant or profile.sectors or profile.needs or understood.countries)


def _prose_holds(retrieved: Retrieved) -> bool:
    """Does prose hold what is described, and as much of it as any call?"""
    calls = max((item.coverage for item in retrieved.found[:FIRST] if item.passage.call_id), default=0.0)
    return retrieved.prose >= max(PROSE_COVERAGE, calls)


def _finds_calls(retrieved: Retrieved) -> bool:
    first = retrieved.found[:FIRST]
    return sum(1 for item in first if item.passage.call_id) >= min(MOSTLY, len(first)) > 0

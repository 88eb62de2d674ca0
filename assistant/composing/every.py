"""All that share a day, a year or a country: "which events are in Germany?" means each, in whatever passage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.composing.asked import Asked
from assistant.composing.demands import countries
from assistant.composing.ranking import LOOKED_AT, apart
from assistant.composing.saying import say_under_heading
from assistant.composing.units import Unit, units
from assistant.drafts import Sentence
from assistant.retrieving import Found, coverage
from assistant.understanding.asking import ONE_VALUE
from assistant.words import stem, stems, tokens

FEWEST = 2
MOST = 10
_SEVERAL = re.compile(
    r"^\W*(?:(?:on|at|in|for|under) )?(?:which|what|list|name|show me|give me|tell me)\b(?: all| of| the| are)*"
    r"(?: (?!of\b|in\b|on\b|is\b|was\b)[\w’'-]+){0,4}? (?!is\b|was\b|does\b|has\b)(?:[\w-]{3,}(?<!s)s|people)\b",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"\b(?:in|from|at|within) (?:the )?$", re.IGNORECASE)
_DATED = frozenset({"time"})


def every_one(asked: Asked) -> tuple[Sentence, ...]:
    """A line for each thing that meets the condition of a question for several; none for fewer than two."""
    if not asks_for_several(asked.materials.understood.question) or not _shared(asked):
        return ()
    found = asked.materials.retrieved.found[:LOOKED_AT]
    meeting = [unit for item in found if not item.passage.call_id for unit in apart(list(_meeting(asked, item)))]
    told = _once(map(say_under_heading, meeting))
    return tuple(told[:MOST]) if len(told) >= FEWEST else ()


def kind_asked(question: str) -> frozenset[str]:
    """The stem of the noun in the plural that a question for several names: of "which clusters", no topic of a line."""
    match = _SEVERAL.match(question)
    return frozenset({stem(tokens(match[0])[-1])}) if match else frozenset()


def asks_for_several(question: str) -> bool:
    """Does it ask for things in the plural: "which events", "name all speakers"?"""
    return _SEVERAL.match(question) is not None


def _shared(asked: Asked) -> bool:
    """Does the question name a day, a year or a country in which things are, not one that is part of a name?"""
    understood, demands = asked.materials.understood, asked.demands
    places = [mention for mention in understood.mentions if mention.kind == "country"]
    within = all(_WITHIN.search(understood.question[: mention.start]) for mention in places)
    return bool(demands.days or demands.years or (demands.countries and within)) and within


def _once(told: Iterable[Sentence]) -> list[Sentence]:
    """Without what another line says too, as the same event in a second document."""
    kept: list[Sentence] = []
    for sentence in told:
        words = stems(sentence.text)
        if not any(words <= stems(other.text) or stems(other.text) <= words for other in kept):
            kept.append(sentence)
    return kept


def _meeting(asked: Asked, item: Found) -> Iterator[Unit]:
    kinds = asked.materials.understood.attributes & ONE_VALUE
    for unit in units(item.passage, asked.title(item.passage)):
        covered = coverage(asked.weights, unit.text, unit.around)
        if not asked.holds_type(unit.text, kinds):
            continue
        if _states(asked, unit) and asked.is_about(item, covered, _DATED) and asked.demands.met(unit.text, unit.around):
            yield unit


def _states(asked: Asked, unit: Unit) -> bool:
    """Does the line itself name the day, year and country, and is it one line?"""
    demands = asked.demands
    if "\n" in unit.text and unit.passage.kind != "row":
        return False
    if not demands.years <= stems(unit.text) or not demands.countries <= countries(unit.text):
        return False
    return not demands.days or demands.dated(unit.text)

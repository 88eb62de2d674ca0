"""A fact, list or definition from prose: the passage's own words, when they answer what is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from assistant.composing.answer_types import common_words, has_name, holds_type, without_words
from assistant.composing.definitions import defining
from assistant.composing.demands import Demands, countries, demands, has_role, without_role
from assistant.composing.materials import Materials
from assistant.composing.quoting import is_item, is_list, is_numbered, lines
from assistant.composing.saying import say_list, say_passage, say_unit, says_something
from assistant.composing.thresholds import thresholds
from assistant.composing.units import Unit, units
from assistant.drafts import Draft, Sentence
from assistant.retrieving import HEADING, Found, coverage
from assistant.words import content_words, stems
from ingest.calls.dates import find_dates
from vectorstore.records import Passage

PERSON_COVERAGE = 0.8
NEAR = 0.92
ALIKE = 0.01  # difference of the ranks of two people asked for
FEW_DAYS = 20
LOOKED_AT = 10
LOOKED_AT_FOR_VALUES = 30
MOST_PASSAGES = 2
MOST_UNITS = 6
_ONE_VALUE = frozenset(
    {
        "person",
        "count",
        "time",
        "place",
        "contact",
        "amount",
        "figure",
        "link",
        "deadline",
        "opens",
        "topic_id",
        "countries",
        "duration",
        "hour",
        "age",
    }
)
_TIMES = frozenset({"time", "deadline", "opens", "future", "duration"})  # may be stated in the question's words
_DATED = frozenset({"deadline", "time", "place"})
_MARKED = re.compile(r"^\s*(?:[-*•–]|\d+[.)])\s+", re.MULTILINE)
_LABEL = re.compile(r"[:,(–\n]")
_EITHER = frozenset({"place", "link"})  # "where" may mean either


def compose_fact(materials: Materials) -> Draft | None:
    """The best passages in their own words; None when they do not hold what is asked."""
    search = FactSearch(materials)
    attributes = materials.understood.attributes
    said = search.values() if attributes & _ONE_VALUE else ()
    said = said or (search.definition() if "definition" in attributes else ())
    said = said or search.passages()
    return Draft("answered", tuple(dict.fromkeys(said))) if said else None


@dataclass(frozen=True)
class FactSearch:
    """Looks for the answer to one question in the passages found for it."""

    materials: Materials

    @cached_property
    def demands(self) -> Demands:
        return demands(self.materials.understood)

    @cached_property
    def _beyond_places(self) -> dict[str, float]:
        """The weights of the words that name no country: a place alone is no topic."""
        understood = self.materials.understood
        spans = (understood.question[m.start : m.end] for m in understood.mentions if m.kind == "country")
        places = {word for span in spans for word in content_words(span)}
        return {word: weight for word, weight in self.materials.retrieved.weights.items() if word not in places}

    @cached_property
    def found(self) -> tuple[Found, ...]:
        return self.materials.retrieved.found[:LOOKED_AT]

    @cached_property
    def _for_values(self) -> tuple[Found, ...]:
        return self.materials.retrieved.found[:LOOKED_AT_FOR_VALUES]

    def values(self) -> tuple[Sentence, ...]:
        """The lines that hold every kind of thing asked for; else for each kind the line that holds it."""
        asked = self.materials.understood.attributes & _ONE_VALUE
        whole = self._best_units(asked)
        if whole and self._is_one_of_a_list(whole[0]):
            return tuple(say_list(whole[0].passage))
        if whole or len(asked) == 1:
            return self._say(whole)
        parts = {attribute: self._best_units(frozenset({attribute}))[:1] for attribute in sorted(asked)}
        complete = all(parts.values()) or (asked <= _EITHER and any(parts.values()))
        return self._say(unit for part in parts.values() for unit in part) if complete else ()

    def _say(self, chosen: Iterable[Unit]) -> tuple[Sentence, ...]:
        return tuple(said for unit in chosen for said in say_unit(unit, self._asked_words))

    def _is_one_of_a_list(self, unit: Unit) -> bool:
        """Does an item hold nothing of the question itself, so that its whole list answers?"""
        if not is_list(unit.passage) or not is_item(unit.passage.text, unit.span[0]):
            return False
        return coverage(self.materials.retrieved.weights, unit.text) == 0

    def passages(self) -> tuple[Sentence, ...]:
        """The best passage, and another that is as good; none where a line was demanded and not found."""
        if self.demands.in_line:
            return ()
        answering = [item for item in self.found if self._answers(item)]
        near = [
            item
            for item in answering[1:]
            if item.score >= NEAR * answering[0].score and item.coverage >= answering[0].coverage
        ]
        chosen = (*answering[:1], *near)[:MOST_PASSAGES]
        rows = [item for item in answering if self.demands.days and _of_one_table(item, answering[0])]
        return tuple(s for item in (rows[:MOST_UNITS] or chosen) for s in self._told(item.passage))

    def definition(self) -> tuple[Sentence, ...]:
        """The line that says what the term asked for is."""
        found = defining(
            self.materials.understood.question,
            (unit for item in self.found for unit in units(item.passage, self._title(item.passage))),
        )
        return tuple(say_unit(found, self._asked_words)) if found else ()

    def _told(self, passage: Passage) -> list[Sentence]:
        """What a passage says; where a value is asked for, its lines that hold one."""
        if "mechanism" in self.materials.understood.intents and _is_steps(passage):
            return say_list(passage)
        said = self._on_the_days(passage) or say_passage(passage, self.materials.retrieved.weights, self._asked_words)
        asked = self.materials.understood.attributes & _ONE_VALUE - _EITHER
        if not asked or any(self._holds_type_of(sentence.text, asked) for sentence in said):
            return said
        with_value = [unit for unit in units(passage, "") if self._holds_type_of(unit.text, asked)]
        return [s for unit in with_value[:1] for s in say_unit(unit, self._asked_words)] or said

    def _on_the_days(self, passage: Passage) -> list[Sentence]:
        """The lines of a list that name the days asked for, where only some of them do."""
        single = [unit for unit in units(passage, "") if "\n" not in unit.text]
        dated = _apart([unit for unit in single if self.demands.dated(unit.text)]) if self.demands.days else []
        if passage.kind == "row" or not is_list(passage) or len(dated) == len(single):
            return []
        return [said for unit in dated for said in say_unit(unit, self._asked_words)]

    def _best_units(self, attributes: frozenset[str]) -> list[Unit]:
        ranked = [(rank, unit) for item in self._for_values for rank, unit in self._ranked_units(item, attributes)]
        best = max((rank for rank, _ in ranked), default=0.0)
        least = best - (ALIKE if "person" in attributes else 0)  # several may hold the role asked for
        chosen = [unit for rank, unit in sorted(ranked, key=lambda pair: -pair[0]) if rank >= least]
        same = [unit for _, unit in sorted(ranked, key=lambda pair: -pair[0]) if unit.passage == chosen[0].passage]
        return self._narrowed([unit for unit in chosen if unit in same], same)[:MOST_UNITS]

    def _narrowed(self, chosen: list[Unit], same: list[Unit]) -> list[Unit]:
        """Instead of a lead-in with all its items, the items that alone hold as much of the question."""
        if not chosen or "\n" not in chosen[0].text or ":\n" not in chosen[0].text:
            return _apart(chosen)
        weights, whole = self.materials.retrieved.weights, chosen[0]
        inner = [unit for unit in same if unit != whole and _inside(unit, whole) and "\n" not in unit.text]
        held = {unit: coverage(weights, unit.text, unit.above) for unit in inner}
        enough = coverage(weights, whole.text)
        most = max((coverage(weights, unit.text) for unit in inner), default=0.0)
        items = [u for u in inner if most and held[u] >= enough and coverage(weights, u.text) >= most]
        return _apart(items) if items else _apart(chosen)

    def _ranked_units(self, item: Found, attributes: frozenset[str]) -> Iterable[tuple[float, Unit]]:
        weights, title = self.materials.retrieved.weights, self._title(item.passage)
        if not self._is_about(item, coverage(weights, _whole(item.passage), title), attributes):
            return  # no part of a passage holds more than all of it
        named = self._named_above(item.passage)
        for unit in units(item.passage, title):
            if not named and not self._beyond(unit.text, unit.around):
                continue
            whole = coverage(weights, unit.text, unit.around)
            if self._is_about(item, whole, attributes) and self._holds(unit, attributes):
                bonus = 0.2 * ("person" in attributes and has_role(unit.text)) + 0.1 * self._is_labelled(unit)
                bonus += 0.1 * ("time" in attributes and self._names_day(unit))
                worth = 0.5 * coverage(weights, unit.text) + 0.5 * whole + 0.3 * item.score
                yield worth + bonus - 0.0001 * len(unit.text), unit

    def _names_day(self, unit: Unit) -> bool:
        """Does it name a day or some days in a row, which tell more than a year?"""
        return any((found.end - found.start).days < FEW_DAYS for found in find_dates(unit.text))

    def _is_labelled(self, unit: Unit) -> bool:
        """Does a line begin with a label of the question's words alone: "Innovation action: up to 70 %"?"""
        label = stems(_LABEL.split(unit.text, maxsplit=1)[0])
        return bool(label) and label <= self._asked_words

    def _holds(self, unit: Unit, attributes: frozenset[str]) -> bool:
        """Does a unit hold what is asked for and demanded, and more than the question's own words?"""
        understood = self.materials.understood
        if "person" in attributes and not self._names_person(unit):
            return False
        if not self._holds_type(unit, attributes | (understood.attributes & {"future"})):
            return False
        line = f"{unit.text} {unit.above}" if "count" in attributes else unit.text
        if attributes & {"person", "contact"} and not self._in_one_record(unit):
            return False
        return self.demands.met(line, unit.around) and says_something(unit.text, self._asked_words)

    def _in_one_record(self, unit: Unit) -> bool:
        """Do one line or two hold what is demanded together, not two of the many people of a list?"""
        lines = unit.text.splitlines()
        return len(lines) <= 2 or any(self.demands.met(line, unit.around) for line in lines)

    @cached_property
    def _names(self) -> frozenset[str]:
        return self.demands.near

    def _holds_type(self, unit: Unit, attributes: frozenset[str]) -> bool:
        """Does a unit hold what is asked for, and not only as the question's own words?"""
        return self._holds_type_of(unit.text, attributes)

    def _holds_type_of(self, text: str, attributes: frozenset[str]) -> bool:
        understood = self.materials.understood
        new = without_words(text, self._asked_words)
        own = attributes - _TIMES
        return holds_type(understood, text, attributes & _TIMES) and (not own or holds_type(understood, new, own))

    def _names_person(self, unit: Unit) -> bool:
        """A name that a line begins with, or one beside a role; any other pair of capitals may be an organisation."""
        if has_role(unit.text):
            return has_name(_up_to_role(unit.text), self._common)
        begins = (line.split(",")[0].split("(")[0] for line in _MARKED.sub("", unit.text).splitlines())
        return any(has_name(" ".join(begin.split()[:3]), self._common) for begin in begins)

    @cached_property
    def _common(self) -> frozenset[str]:
        return common_words(item.passage.text for item in self.materials.retrieved.found)

    @cached_property
    def _asked_words(self) -> frozenset[str]:
        return frozenset(stems(self.materials.understood.question))

    def _beyond(self, *texts: str) -> bool:
        """Do texts hold enough of the question's words that name no place?"""
        return not self._beyond_places or coverage(self._beyond_places, *texts) >= thresholds().least_coverage

    def _named_above(self, passage: Passage) -> bool:
        """Is a passage's own heading about the place that is asked for, as "EU-Canada Matchmaking"?"""
        asked = self.demands.countries
        return bool(asked and passage.heading_path and asked <= countries(passage.heading_path[-1]))

    def _is_about(self, item: Found, covered: float, attributes: frozenset[str]) -> bool:
        if "person" in attributes and not self._names:
            return covered >= PERSON_COVERAGE
        if attributes & _DATED and (self.demands.near or self.demands.countries):
            return covered >= thresholds().least_coverage  # what is named is there, and so is a day
        return thresholds().allow(covered, item.hit.similarity)

    def _answers(self, item: Found) -> bool:
        passage = item.passage
        around = " ".join((*passage.heading_path, self._title(passage)))
        if not self.demands.met(passage.text, around) and not _asks_the_same(item):
            return False
        known = self._asked_words | stems(around)
        if not any(says_something(line, known) for line in passage.text.splitlines()):
            return False
        if not self._beyond(passage.text, around):
            return False
        return self._is_about(item, item.coverage + HEADING * item.heading_coverage, frozenset()) and holds_type(
            self.materials.understood, "\n".join((*passage.heading_path, passage.text))
        )

    def _title(self, passage: Passage) -> str:
        document = self.materials.generation.catalogue.document(passage.document_id)
        return f"{document.title} {document.published or ''}" if document else ""


def _whole(passage: Passage) -> str:
    return " \n".join((*passage.heading_path, passage.text))


def _asks_the_same(item: Found) -> bool:
    """Is the passage's heading a question of nearly the same words?"""
    heading = item.passage.heading_path[-1] if item.passage.heading_path else ""
    return heading.endswith("?") and item.heading_coverage >= thresholds().enough_coverage


def _up_to_role(text: str) -> str:
    """The words of a line up to the part that names the role: what stands after it is where the role is held."""
    parts = re.split(r"[,;\n]", text)
    at = next((at for at, part in enumerate(parts) if has_role(part)), len(parts) - 1)
    return "\n".join((*parts[:at], without_role(parts[at])))


def _is_steps(passage: Passage) -> bool:
    """Is a passage a numbered list, of which no step goes without the others?"""
    numbered = [is_numbered(passage.text, line[0]) for line in lines(passage.text)]
    return len(numbered) > 1 and sum(numbered) >= len(numbered) - 1


def _of_one_table(item: Found, other: Found) -> bool:
    a, b = item.passage, other.passage
    return a.kind == b.kind == "row" and (a.document_id, a.heading_path) == (b.document_id, b.heading_path)


def _inside(unit: Unit, whole: Unit) -> bool:
    return whole.span[0] <= unit.span[0] and unit.span[1] <= whole.span[1]


def _apart(ranked: list[Unit]) -> list[Unit]:
    """The units that share no words with a better one."""
    kept: list[Unit] = []
    for unit in ranked:
        if all(unit.span[1] <= other.span[0] or other.span[1] <= unit.span[0] for other in kept):
            kept.append(unit)
    return sorted(kept, key=lambda unit: unit.span)

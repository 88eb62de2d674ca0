"""What one question asks of a text: held against every unit and passage that may answer it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from assistant.composing.answer_types import holds_type, without_words
from assistant.composing.counting import counts
from assistant.composing.demanded import demands
from assistant.composing.demands import Demands
from assistant.composing.doers import names_doer
from assistant.composing.materials import Materials
from assistant.composing.persons import common_words, has_name, names_person
from assistant.composing.saying import says_something
from assistant.composing.thresholds import thresholds
from assistant.composing.unheard import unheard
from assistant.composing.units import Unit
from assistant.retrieving import Found, holds
from assistant.words import content_words, stem, stems
from ingest.taxonomy import load
from vectorstore.records import Passage

PERSON_COVERAGE = 0.7
# May be stated in the question's words, as a date or the address membership@cluster.eu.
_IN_ITS_WORDS = frozenset({"time", "deadline", "opens", "future", "duration", "contact", "link"})
_DATED = frozenset({"deadline", "time", "place"})


@dataclass(frozen=True)
class Asked:
    """One question with what was found for it; what it demands is worked out once."""

    materials: Materials

    @cached_property
    def demands(self) -> Demands:
        said, guessed = demands(self.materials.understood), self._guessed
        return replace(
            said,
            in_line=said.in_line | unheard(self.materials),
            near=said.near.union(*guessed.values()),
            countries=said.countries - frozenset(guessed),
        )

    @cached_property
    def words(self) -> frozenset[str]:
        """The stems of the question."""
        return frozenset(stems(self.materials.understood.question))

    @property
    def weights(self) -> dict[str, float]:
        """The informative words of the question, each with its weight."""
        return self.materials.retrieved.weights

    def holds(self, unit: Unit, attributes: frozenset[str]) -> bool:
        """Does a unit hold what is asked for and demanded, and more than the question's own words?"""
        understood = self.materials.understood
        if "person" in attributes and not self.names_somebody(unit.text):
            return False
        if not self.holds_type(unit.text, attributes | (understood.attributes & {"future"})):
            return False
        line = f"{unit.text} {unit.above}" if "count" in attributes else unit.text
        if "count" in attributes and not counts(unit.text, self.demands.in_line, unit.above):
            return False
        if attributes & {"person", "contact"} and not self._in_one_record(unit):
            return False
        if self._is_done_elsewhere(unit):
            return False
        return self.demands.met(line, unit.around) and says_something(unit.text, self.words)

    def holds_type(self, text: str, attributes: frozenset[str]) -> bool:
        """Does a text hold what is asked for, and not only as the question's own words?"""
        understood, own = self.materials.understood, attributes - _IN_ITS_WORDS
        if not holds_type(understood, text, attributes & _IN_ITS_WORDS):
            return False
        return not own or holds_type(understood, without_words(text, self._said), own)

    def names_somebody(self, text: str) -> bool:
        """Does a text name a person or, where a deed is asked for, by whom it is done?"""
        return names_person(text, self._common) or self._names_doer(text)

    def lacks_person(self, text: str) -> bool:
        """Is somebody asked for, and does a text hold no name at all beyond the question's own words?"""
        asked = self.materials.understood.attributes
        if "person" not in asked or "applicants" in asked:
            return False
        return not (has_name(without_words(text, self._said), self._common) or self.names_somebody(text))

    def _names_doer(self, text: str) -> bool:
        return names_doer(text, self.demands.deed | self.demands.roles, self.demands.names)

    def is_about(self, item: Found, covered: float, attributes: frozenset[str] = frozenset()) -> bool:
        """Do a text that holds this share of the question's words, and its passage, suffice as evidence?"""
        if "person" in attributes and not self.demands.near | self.demands.roles:
            return covered >= PERSON_COVERAGE
        if attributes & _DATED and (self.demands.near or self.demands.countries):
            return covered >= thresholds().least_coverage  # what is named is there, and so is a day
        return thresholds().allow(covered, item.hit.similarity)

    def title(self, passage: Passage) -> str:
        """The title of a passage's document, with its day."""
        document = self.materials.generation.catalogue.document(passage.document_id)
        return f"{document.title} {document.published or ''}" if document else ""

    def _is_done_elsewhere(self, unit: Unit) -> bool:
        """Does the passage name what a deed is done to, but neither this line nor what stands above it?"""
        near, within = stems(f"{unit.text} \n{unit.around}"), stems(unit.passage.text)
        return any(holds(within, word) and not holds(near, word) for word in self.demands.undergone)

    def _in_one_record(self, unit: Unit) -> bool:
        """Do one line or two hold what is demanded together, not two of the many people of a list?"""
        lines = unit.text.splitlines()
        if unit.passage.kind == "row":
            return all(map(self._names_holder, lines))
        return len(lines) <= 2 or any(self.demands.met(line, unit.around) for line in lines)

    def _names_holder(self, cell: str) -> bool:
        """Does a cell whose label is the role or deed asked for name somebody? "Founded: 2009" names no founder."""
        label, colon, value = cell.partition(":")
        held = stems(label) if colon else frozenset()
        wanted = self.demands.roles | (self.demands.near - self.demands.names)
        return not any(holds(held, word) for word in wanted) or names_person(value.strip(), self._common)

    @cached_property
    def _said(self) -> frozenset[str]:
        """The stems of the words of the question that say something."""
        return frozenset(map(stem, content_words(self.materials.understood.question)))

    @cached_property
    def _guessed(self) -> dict[str, list[str]]:
        """The countries that a name which the sources know was taken for, with its words: Styria is no Syria."""
        understood, known = self.materials.understood, self.materials.generation.document_frequency
        named = {m.key: understood.question[m.start : m.end] for m in understood.mentions if m.kind == "country"}
        return {
            key: content_words(name)
            for key, name in named.items()
            if not load().knows(name) and all(map(known, content_words(name)))
        }

    @cached_property
    def _common(self) -> frozenset[str]:
        return common_words(item.passage.text for item in self.materials.retrieved.found)

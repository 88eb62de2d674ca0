"""What the text of one call says on a question that none of its fields answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.composing.answer_types import holds_type
from assistant.composing.demanded import demands
from assistant.composing.demands import Demands
from assistant.composing.materials import Materials
from assistant.composing.persons import common_words, has_name
from assistant.composing.quoting import Span, lines_within, quote
from assistant.composing.units import Unit, units
from assistant.drafts import Sentence
from assistant.retrieving import coverage, weigh
from assistant.wording import short_name
from vectorstore.records import Call, Passage

# Calibrated on the development questions.
COVERED = 0.5
SIMILAR = 0.45
MOST_COMPARED = 40
MOST_SENTENCES = 20


@dataclass(frozen=True)
class CallText:
    """The passages of a call, searched for the words that a question adds to its name."""

    materials: Materials
    call: Call
    asked: list[str]

    def said(self) -> list[Sentence]:
        """The sentences that hold most of the words, else the one nearest in meaning; none when nothing is near."""
        chosen = self._covering() or self._similar()
        return [sentence for unit in chosen for sentence in self._whole(unit)][:MOST_SENTENCES]

    def _covering(self) -> list[Unit]:
        best = max(self._shares.values(), default=0.0)
        chosen = [unit for unit, share in self._shares.items() if share == best] if best >= COVERED else []
        return [unit for unit in chosen if not any(_inside(unit, other) for other in chosen)]

    def _similar(self) -> list[Unit]:
        likely = sorted(self._shares, key=lambda unit: -self._shares[unit])[:MOST_COMPARED]
        if not likely:
            return []
        found = self.materials.generation.similarities(self.materials.understood.question, [u.text for u in likely])
        best = max(zip(found, likely, strict=True), key=lambda pair: pair[0])
        return [best[1]] if best[0] >= SIMILAR else []

    @cached_property
    def _shares(self) -> dict[Unit, float]:
        """How much of the words asked for each unit holds that may answer."""
        weights = weigh(self.asked, self.materials.generation)
        return {unit: coverage(weights, unit.text) for unit in self._units() if self._may_answer(unit)}

    def _may_answer(self, unit: Unit) -> bool:
        if "person" in self.materials.understood.attributes and not has_name(unit.text, self._common):
            return False
        return holds_type(self.materials.understood, unit.text) and self._demands.met(unit.text, unit.around)

    @cached_property
    def _common(self) -> frozenset[str]:
        return common_words(item.passage.text for item in self.materials.retrieved.found)

    @cached_property
    def _demands(self) -> Demands:
        said = demands(self.materials.understood)
        return replace(said, near=frozenset(), names=frozenset(), written=frozenset())  # the name is the call's

    def _units(self) -> Iterator[Unit]:
        for passage in self.materials.generation.catalogue.passages(self.call.document_id):
            if passage.call_id == self.call.call_id:
                yield from units(passage, self.call.title)

    def _whole(self, unit: Unit) -> list[Sentence]:
        """A unit as one statement, or a lead-in and its items as one each."""
        passage = unit.passage
        spans = lines_within(passage.text, unit.span)
        if len(spans) < 2:
            return [told(self.materials, self.call, passage, unit.span)]
        whole = quote(passage, unit.span)
        first, *items = (Sentence(passage.text[slice(*span)], (whole,), verbatim=True) for span in spans)
        return [replace(first, text=_of(self.materials, self.call, first.text)), *items]


def _inside(unit: Unit, other: Unit) -> bool:
    whole = unit.passage == other.passage and unit.span != other.span
    return whole and other.span[0] <= unit.span[0] and unit.span[1] <= other.span[1]


def told(materials: Materials, call: Call, passage: Passage, span: Span) -> Sentence:
    """Words of a passage, after the name of the call that they are about."""
    return Sentence(_of(materials, call, passage.text[slice(*span)]), (quote(passage, span),), verbatim=True)


def _of(materials: Materials, call: Call, text: str) -> str:
    known = short_name(call)
    named = text.casefold().startswith(known.casefold())
    return text if named else materials.wording.say("about", call=known, text=text)

"""What every composer needs: the question as understood, what was found, and the words to say it in."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.calls.callbook import CallBook
from assistant.composing.quoting import line_around, quote, sentence_around
from assistant.drafts import Quote
from assistant.recommending.matching import evidence_for
from assistant.retrieving import Retrieved
from assistant.understanding.understood import Understood
from assistant.wording import Wording
from vectorstore.generation import Generation
from vectorstore.records import Call, Passage


@dataclass(frozen=True, slots=True)
class Materials:
    """The materials of one answer."""

    understood: Understood
    retrieved: Retrieved
    book: CallBook
    generation: Generation
    wording: Wording

    def passage(self, passage_id: str) -> Passage:
        found = self.generation.catalogue.passage(passage_id)
        if found is None:
            raise LookupError(f"passage {passage_id} is cited but not in generation {self.generation.id}")
        return found

    def field_quote(self, call: Call, field: str, value: str | None = None) -> Quote | None:
        """The line of the source that states a field of a call."""
        evidence = next(evidence_for(call, field, value), None)
        if evidence is None:
            return None
        passage = self.passage(evidence.passage_id)
        return quote(passage, line_around(passage.text, evidence.start, evidence.end))

    def call_quote(self, call: Call) -> Quote:
        """The words of the source that say what a call is for: its summary, else the passage's first line."""
        evidence = next(evidence_for(call, "summary", call.summary), None)
        if evidence is None:
            passage = self.passage(call.passage_id)
            return quote(passage, line_around(passage.text, 0, 1))
        passage = self.passage(evidence.passage_id)
        return quote(passage, sentence_around(passage.text, evidence.start, evidence.end))

"""Fields of calls that a language model adds at an ingest: asked for what no rule found, believed only by quotes.

Whatever the model does, what the rules found stays as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.calls.proposing import filled, held, proposals, unfilled
from ingest.errors import ModelFailed
from vectorstore.drafts.draft import DocumentContent, SourceContent
from vectorstore.records import Call, Passage

PATIENCE = 3  # failures in a row after which the model is not asked again in this ingest


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a model is asked of one call: which fields, out of which text."""

    title: str
    fields: tuple[str, ...]
    text: str


Ask = Callable[[Wanted], str]  # raises ModelFailed


@dataclass
class Adding:
    """One ingest's questions to a model; ``room`` is how many characters of text a question may hold."""

    ask: Ask
    room: int
    _failed: int = 0
    _told: Counter[str] = field(default_factory=Counter)
    _reason: str = ""

    def completed(self, content: SourceContent) -> SourceContent:
        """A file's calls with what the model could add; a file that it failed at is of a reading to be done again."""
        self._told.clear()
        documents = tuple(replace(item, calls=tuple(self._calls(item))) for item in content.documents)
        again = " unasked" if self._told["failed"] or self._told["unasked"] else ""
        return replace(content, documents=documents, reading=content.reading + again)

    def remarks(self) -> Iterator[str]:
        """What the model did to the file before, each a clause."""
        told = self._told
        if told["added"] or told["dropped"]:
            dropped = f"dropped, as no quote holds them: {told['dropped']}"
            yield f"values added by the language model: {told['added']}; {dropped}"
        if told["failed"]:
            yield f"calls at which the language model failed: {told['failed']} ({self._reason})"
        if told["unasked"]:
            yield f"calls not put to the language model, after {PATIENCE} failures in a row: {told['unasked']}"

    def _calls(self, item: DocumentContent) -> Iterator[Call]:
        for call in item.calls:
            fields, passages = unfilled(call), _own_passages(call, item)
            if not fields or not passages:
                yield call
            elif self._failed >= PATIENCE:
                self._told["unasked"] += 1
                yield call
            else:
                yield self._completed(call, Wanted(call.title, fields, _text(passages, self.room)), passages)

    def _completed(self, call: Call, wanted: Wanted, passages: Sequence[Passage]) -> Call:
        try:
            proposed = [p for p in proposals(self.ask(wanted)) if p.field in wanted.fields]
        except (ModelFailed, ValueError) as error:
            self._failed += 1
            self._told["failed"] += 1
            self._reason = str(error)
            return call
        self._failed = 0
        added = list(filter(None, (held(proposal, passages) for proposal in proposed)))
        self._told.update(added=len(added), dropped=len(proposed) - len(added))
        return filled(call, added)


def _own_passages(call: Call, item: DocumentContent) -> tuple[Passage, ...]:
    """Those that speak of this call and of no other of its document; all of a document that is one call."""
    told = tuple(passage for passage in item.passages if passage.kind != "note")
    if len(item.calls) == 1:
        return told
    others = {e.passage_id for other in item.calls if other.call_id != call.call_id for e in other.evidence}
    own = {call.passage_id, *(evidence.passage_id for evidence in call.evidence)} - others
    return tuple(passage for passage in told if passage.passage_id in own)


def _text(passages: Sequence[Passage], room: int) -> str:
    return "\n\n".join(passage.text for passage in passages)[:room]

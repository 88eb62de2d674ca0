"""Where a newer source says otherwise than a passage: the deadline and the opening day of a call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from vectorstore.catalogue import Catalogue
from vectorstore.records import Call, Document, Evidence, Passage

_FIELDS = {"deadline": "deadline", "opens": "opens"}  # the fields that have one truth, and the word for them


@dataclass(frozen=True, slots=True)
class Newer:
    """What a newer source says of a field, and what this passage says; ``word`` names the field in the interface."""

    word: str
    here: date
    there: date
    passage: Passage
    document: Document


def newer(passage: Passage, document: Document, catalogue: Catalogue) -> tuple[Newer, ...]:
    """All contradictions of this passage by documents published later."""
    calls = [call for call in catalogue.calls() if any(e.passage_id == passage.passage_id for e in call.evidence)]
    found = (_of(call, passage, document, catalogue) for call in calls)
    return tuple(dict.fromkeys(one for each in found for one in each))


def _of(call: Call, passage: Passage, document: Document, catalogue: Catalogue) -> Iterator[Newer]:
    for field, word in _FIELDS.items():
        stated = [e for e in call.evidence if e.field == field]
        here = [date.fromisoformat(e.value) for e in stated if e.passage_id == passage.passage_id]
        for evidence, later in _later(stated, document, catalogue):
            says = {e.value for e in stated if e.passage_id == evidence.passage_id}
            denied = [day for day in here if day.isoformat() not in says]
            place = catalogue.passage(evidence.passage_id)
            if denied and place:
                yield Newer(word, denied[0], date.fromisoformat(evidence.value), place, later)


def _later(stated: Iterable[Evidence], document: Document, catalogue: Catalogue) -> Iterator[tuple[Evidence, Document]]:
    """The evidence that stands in documents published after this one."""
    for evidence in stated:
        place = catalogue.passage(evidence.passage_id)
        other = catalogue.document(place.document_id) if place else None
        if other and (other.published or date.min) > (document.published or date.min):
            yield evidence, other

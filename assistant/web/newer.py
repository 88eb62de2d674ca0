"""Where a newer or a more trusted source says otherwise than a passage: the deadline and the opening day of a call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from vectorstore.catalogue import Catalogue
from vectorstore.records import Call, Document, Evidence, Passage

_FIELDS = {"deadline": "deadline", "opens": "opens"}  # the fields that have one truth, and the word for them


@dataclass(frozen=True, slots=True)
class Newer:
    """What the other source says of a field, and what this passage says; ``word`` names the field in the interface."""

    kind: Literal["newer", "trusted"]
    word: str
    here: date
    there: date
    passage: Passage
    document: Document


def newer(passage: Passage, document: Document, calls: Iterable[Call], catalogue: Catalogue) -> tuple[Newer, ...]:
    """All contradictions of this passage, which states these calls, by documents published later or of higher
    authority."""
    found = (_of(call, passage, document, catalogue) for call in calls)
    return tuple(dict.fromkeys(one for each in found for one in each))


def _of(call: Call, passage: Passage, document: Document, catalogue: Catalogue) -> Iterator[Newer]:
    for field, word in _FIELDS.items():
        stated = [e for e in call.evidence if e.field == field]
        here = [date.fromisoformat(e.value) for e in stated if e.passage_id == passage.passage_id]
        for evidence, other, kind in _stronger(stated, document, catalogue):
            says = {e.value for e in stated if e.passage_id == evidence.passage_id}
            denied = [day for day in here if day.isoformat() not in says]
            place = catalogue.passage(evidence.passage_id)
            if denied and place:
                yield Newer(kind, word, denied[0], date.fromisoformat(evidence.value), place, other)


def _stronger(
    stated: Iterable[Evidence], document: Document, catalogue: Catalogue
) -> Iterator[tuple[Evidence, Document, Literal["newer", "trusted"]]]:
    """The evidence that stands in documents published after this one, or trusted more whenever they were published."""
    for evidence in stated:
        place = catalogue.passage(evidence.passage_id)
        other = catalogue.document(place.document_id) if place else None
        if other and (other.published or date.min) > (document.published or date.min):
            yield evidence, other, "newer"
        elif other and other.authority > document.authority:
            yield evidence, other, "trusted"

"""The flood sorted: each new question cleaned, its kind, language and speaker told, repetitions found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.desk.cleaning import clean, one_line
from assistant.desk.kinds import kind_of
from assistant.desk.likeness import Candidate, same
from assistant.desk.records import Incoming, Kind
from assistant.desk.speakers import addressed
from assistant.understanding.languages import detect

MOST_NAME = 200


@dataclass(frozen=True, slots=True)
class Sorted:
    """One question as the queue will hold it, its vector where it is a question."""

    question_id: str
    incoming: Incoming
    kind: Kind
    language: str
    speaker: str | None
    vector: NDArray[np.float32] | None
    merged_into: str | None = None
    earlier: str | None = None


def cleaned(incoming: Incoming, keep_names: bool) -> Incoming:
    """Harmless text; who asked is dropped unless it is to be kept."""
    return replace(
        incoming,
        text=clean(incoming.text),
        answer=clean(incoming.answer),
        asker=_name(incoming.asker) if keep_names else None,
        email=_name(incoming.email) if keep_names else None,
        answered_by=_name(incoming.answered_by),
    )


def _name(text: str | None) -> str | None:
    return one_line(text, MOST_NAME) or None if text else None


def kinds(incoming: Sequence[Incoming], ids: Sequence[str], speakers: Sequence[str]) -> list[Sorted]:
    """The questions without their vectors and repetitions."""
    return [
        Sorted(i, item, kind_of(item), detect(item.text), addressed(item.text, speakers), None)
        for i, item in zip(ids, incoming, strict=True)
    ]


def with_vectors(items: Sequence[Sorted], vectors: NDArray[np.float32]) -> list[Sorted]:
    """The same, those that ask with their vectors, which come in their order."""
    rows = iter(vectors)
    return [replace(item, vector=next(rows)) if item.kind == "question" else item for item in items]


def merged(
    items: Sequence[Sorted], heads: Sequence[Candidate], answered: Sequence[Candidate], names: frozenset[str]
) -> list[Sorted]:
    """The same, each with the open question of this session that it repeats, or the one that was answered before.

    What was settled where it comes from repeats nothing: it keeps its own answer.
    """
    known, told, found = list(heads), list(answered), []
    for item in items:
        placed = item
        if item.vector is not None:
            candidate = Candidate(item.question_id, item.incoming.text, item.vector)
            if item.incoming.is_answered:
                told.append(candidate)
            elif not item.incoming.dismissed:
                placed = _placed(item, candidate, known, told, names)
                known += [candidate] if placed.merged_into is None else []
        found.append(placed)
    return found


def _placed(
    item: Sorted, it: Candidate, heads: Sequence[Candidate], answered: Sequence[Candidate], names: frozenset[str]
) -> Sorted:
    head = same(it, heads, names)
    return replace(item, merged_into=head, earlier=None if head else same(it, answered, names))

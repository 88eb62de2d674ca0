"""The same passage from several files, or several versions of one file, shown once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.words import stems
from vectorstore.catalogue import Catalogue
from vectorstore.records import Passage

if TYPE_CHECKING:
    from assistant.retrieving import Found

ALIKE = 0.9  # the share of words that two passages have in common (Jaccard)
_SLACK = 0.05  # near-duplicates are about as similar to a question, and hold as much of it
_REMEMBERED = 8192  # passages
# Passages that differ in one of these say different things, however alike the rest.
_TELLING = re.compile(r"\w*\d[\w.,/-]*|\b\w+[A-Z]\w*")


def once(ranked: Iterable[Found], catalogue: Catalogue) -> list[Found]:
    """Ranked passages without those that a better one repeats; of two, the newer and weightier takes the place."""
    kept: list[Found] = []
    for item in ranked:
        place = next((n for n, other in enumerate(kept) if repeats(item, other)), None)
        if place is None:
            kept.append(item)
        elif _weight(item.passage, catalogue) > _weight(kept[place].passage, catalogue):
            kept[place] = item
    return kept


def repeats(one: Found, other: Found) -> bool:
    """Do two passages say the same in nearly the same words? Those of different calls never do."""
    if abs(one.hit.similarity - other.hit.similarity) > _SLACK or abs(one.coverage - other.coverage) > _SLACK:
        return False
    if (one.passage.call_id, one.passage.kind) != (other.passage.call_id, other.passage.kind):
        return False
    words, others = stems(one.passage.text), stems(other.passage.text)
    if len(words & others) < ALIKE * len(words | others):
        return False
    return _telling(one.passage.text) == _telling(other.passage.text)


@lru_cache(_REMEMBERED)
def _telling(text: str) -> frozenset[str]:
    return frozenset(_TELLING.findall(text))


def _weight(passage: Passage, catalogue: Catalogue) -> tuple[int, date]:
    document = catalogue.document(passage.document_id)
    return (int(document.authority), document.published or date.min) if document else (0, date.min)

"""Which questions ask the same: meaning by the embedder, words by rapidfuzz, and no two different names or numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from assistant.desk.essence import essence, kept_words, root, turning, written_names
from assistant.words import fold, stop_words, tokens

SURE = 0.93  # cosine from which on the words need not agree
LIKELY = 0.7  # cosine that is enough where every word has its like
POSSIBLE = 0.55  # cosine below which two questions are never the same
SAME_WORDS = 92.0  # rapidfuzz, 0..100
SAME_WORD = 84.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that another may repeat."""

    question_id: str
    question: str
    vector: NDArray[np.float32]


def same(asked: Candidate, others: Iterable[Candidate], names: frozenset[str]) -> str | None:
    """The id of the question that asks the same and is most alike, of several the first.

    ``names`` are the folded names of calls.
    """
    found = [(score, other.question_id) for other in others if (score := likeness(asked, other, names)) > 0]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def likeness(one: Candidate, other: Candidate, names: frozenset[str]) -> float:
    """0 where they ask different things, else how alike they are."""
    cosine = float(one.vector @ other.vector)
    text, words = one.question, other.question
    if cosine < POSSIBLE or not same_subjects(text, words, names):
        return 0.0
    ratio = fuzz.token_sort_ratio(_plain(text), _plain(words))
    alike = cosine >= SURE or (_tells(text, words, names) and _same_words(text, words, ratio, cosine))
    return cosine + ratio / 100 if alike else 0.0


def _same_words(one: str, other: str, ratio: float, cosine: float) -> bool:
    """The same words but for slips, the same but for what stands around them, or each with its like."""
    return (
        ratio >= SAME_WORDS
        or essence(one) == essence(other)
        or (cosine >= LIKELY and _matched(_plain(one), _plain(other)) and _matched(_plain(other), _plain(one)))
    )


def _tells(one: str, other: str, names: frozenset[str]) -> bool:
    """Does more than names remain? "What is X?" and "Is X for us?" hold the same name only."""
    return bool(essence(one) - _roots(names) - written_names(one) - written_names(other))


def same_subjects(one: str, other: str, names: frozenset[str], *, turns: bool = True) -> bool:
    """Do they hold the same names and numbers, turn on the same words? What one writes as a name is one in both."""
    decisive = written_names(one) | written_names(other) | _roots(names) | (turning() if turns else frozenset())
    return essence(one) & decisive == essence(other) & decisive


def _roots(names: frozenset[str]) -> frozenset[str]:
    return frozenset(map(root, names))


def _matched(text: str, other: str) -> bool:
    """Has every word its like in the other?"""
    return all(any(fuzz.ratio(word, like) >= SAME_WORD for like in other.split()) for word in text.split())


def _plain(text: str) -> str:
    return " ".join(kept_words(text))


def folded_names(names: Sequence[str | None]) -> frozenset[str]:
    """The names of calls as single folded words."""
    return frozenset(word for name in names if name for word in tokens(name) if word not in stop_words())


def identity(text: str) -> str:
    """What stays the same when a question is pasted now and imported from a report later."""
    return " ".join(tokens(text)) or fold(text).strip()

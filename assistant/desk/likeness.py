"""Which questions ask the same: meaning by the embedder, words by rapidfuzz, and no two different names or numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from assistant.words import fold, stem, stop_words, tokens

SURE = 0.93  # cosine from which on the words need not agree
LIKELY = 0.7  # cosine that is enough where every word has its like
POSSIBLE = 0.55
SAME_WORDS = 92.0  # rapidfuzz, 0..100
SAME_WORD = 84.0
_NAME = re.compile(r"(?<!^)(?<![.!?] )\b[A-ZÀ-Þ][\w-]*|\b\w*(?:[a-z][A-Z]|[A-Z]{2})[\w-]*|\b\d[\w.,-]*")
# Small words on which a question turns.
_TURNING_WORDS = """
when why where who whom how much many not no without only open opens opening opened close closes closing closed start
end before after total least most first last next new
"""
_TURNING = frozenset(_TURNING_WORDS.split())


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that another may repeat."""

    question_id: str
    question: str
    vector: NDArray[np.float32]


def same(text: str, vector: NDArray[np.float32], others: Iterable[Candidate], names: frozenset[str]) -> str | None:
    """The id of the question that asks the same and is most alike; ``names`` are the folded names of calls."""
    found = [(score, c.question_id) for c in others if (score := likeness(text, vector, c, names)) > 0]
    return max(found)[1] if found else None


def likeness(text: str, vector: NDArray[np.float32], other: Candidate, names: frozenset[str]) -> float:
    """0 where they ask different things, else how alike they are."""
    ratio = fuzz.token_sort_ratio(_plain(text), _plain(other.question))
    cosine = float(vector @ other.vector)
    alike = (
        cosine >= SURE
        or (cosine >= POSSIBLE and ratio >= SAME_WORDS)
        or (cosine >= LIKELY and _all_matched(text, other.question))
    )
    return cosine + ratio / 100 if alike and subjects(text, names) == subjects(other.question, names) else 0.0


def _all_matched(one: str, other: str) -> bool:
    """Has every word of each its like in the other?"""
    mine, theirs = _plain(one).split(), _plain(other).split()
    return _matched(mine, theirs) and _matched(theirs, mine)


def _matched(words: Sequence[str], others: Sequence[str]) -> bool:
    return all(any(fuzz.ratio(word, other) >= SAME_WORD for other in others) for word in words)


def _plain(text: str) -> str:
    return " ".join(word for word in tokens(text) if word not in stop_words() or word in _TURNING)


def subjects(text: str, names: frozenset[str], *, turning: bool = True) -> frozenset[str]:
    """Names, numbers and the words it turns on: two questions that differ in one of them are two questions."""
    written = {piece for match in _NAME.findall(text) for piece in tokens(match)}
    decisive = written | names | (_TURNING if turning else frozenset())
    return frozenset(stem(word) for word in tokens(text) if word in decisive)


def folded_names(names: Sequence[str | None]) -> frozenset[str]:
    """The names of calls as single folded words."""
    return frozenset(word for name in names if name for word in tokens(name) if word not in stop_words())


def identity(text: str) -> str:
    """What stays the same when a question is pasted now and imported from a report later."""
    return " ".join(tokens(text)) or fold(text).strip()

"""Dense and BM25 rankings as one: a convex sum of scores, weighed anew for each question.

Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval" (TOIS 2023): a convex sum beats reciprocal
rank fusion. How far scores spread differs from question to question and from collection to collection; so it is a
standard deviation of either side that is weighed, which is fusion by z-scores on a scale from 0 to 1.

The weight is the middle of what was best on Cranfield, CISI and CACM (0.6) and on SciFact (0.4, scaled otherwise).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from typing import TypeVar

import numpy as np

from vectorstore.records import Hit

DENSE_WEIGHT = 0.55
COPIES = 4  # of one text in a ranking
_T = TypeVar("_T")


def fuse(similarities: Mapping[str, float], bm25: Mapping[str, float], weight: float = DENSE_WEIGHT) -> list[Hit]:
    """One ranking, best first, of all passages that either side found.

    ``similarities`` holds the cosine of every candidate, those that only BM25 found included; ``bm25`` may hold fewer.
    Cosines are scaled from their lowest and highest to 0..1, BM25 scores by their highest.
    """
    dense = _scaled(similarities)
    top = max(bm25.values(), default=0.0) or 1.0
    lexical = {passage_id: bm25.get(passage_id, 0.0) / top for passage_id in similarities}
    share = _share(dense.values(), lexical.values(), weight)
    hits = [
        Hit(each, share * dense[each] + (1 - share) * lexical[each], dense[each], lexical[each], similarity)
        for each, similarity in similarities.items()
    ]
    return sorted(hits, key=lambda hit: (-hit.score, hit.passage_id))


def few_of_each(ranked: Iterable[_T], text_of: Callable[[_T], Hashable]) -> list[_T]:
    """A ranking with no more than the first few copies of each text: many of one would leave no room for others."""
    seen: Counter[Hashable] = Counter()
    kept = []
    for item in ranked:
        text = text_of(item)
        seen[text] += 1
        if seen[text] <= COPIES:
            kept.append(item)
    return kept


def _scaled(similarities: Mapping[str, float]) -> dict[str, float]:
    lowest, highest = min(similarities.values(), default=0.0), max(similarities.values(), default=0.0)
    if lowest == highest:
        return dict.fromkeys(similarities, 1.0)
    return {each: (similarity - lowest) / (highest - lowest) for each, similarity in similarities.items()}


def _share(dense: Collection[float], lexical: Collection[float], weight: float) -> float:
    """The dense side's share of the sum, so that the weight applies to standard deviations of both sides."""
    spread, other = (float(np.std(list(side))) if side else 0.0 for side in (dense, lexical))
    if not spread or not other:
        return weight  # one side ranks nothing
    ours, theirs = weight / spread, (1 - weight) / other
    return ours / (ours + theirs)

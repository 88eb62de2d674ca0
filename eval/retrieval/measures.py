"""Measures of a ranking against judgements, as trec_eval defines them and ``ir_measures`` names them.

A ranking is document ids, best first; judgements give each judged document its grade, and 1 or more is relevant. A
query without a relevant document has no value and counts nowhere.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial

__all__ = ["MEASURES", "Grades", "Ranking", "hit", "ndcg", "recall", "reciprocal_rank"]

Ranking = Sequence[str]
Grades = Mapping[str, int]


def ndcg(ranking: Ranking, grades: Grades, k: int) -> float:
    """Gain by grade, discounted by log2(rank + 1), of the best possible (Järvelin and Kekäläinen, TOIS 2002)."""
    ideal = _discounted(sorted((grade for grade in grades.values() if grade > 0), reverse=True)[:k])
    return _discounted([max(grades.get(name, 0), 0) for name in ranking[:k]]) / ideal


def recall(ranking: Ranking, grades: Grades, k: int) -> float:
    """The share of the relevant documents among the first k."""
    relevant = {name for name, grade in grades.items() if grade > 0}
    return len(relevant.intersection(ranking[:k])) / len(relevant)


def reciprocal_rank(ranking: Ranking, grades: Grades, k: int) -> float:
    """1 / rank of the first relevant document among the first k, 0 where there is none (Voorhees, TREC-8, 1999)."""
    return next((1 / rank for rank, name in enumerate(ranking[:k], 1) if grades.get(name, 0) > 0), 0.0)


def hit(ranking: Ranking, grades: Grades, k: int) -> float:
    """1 where a relevant document stands among the first k."""
    return float(any(grades.get(name, 0) > 0 for name in ranking[:k]))


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))


MEASURES: dict[str, Callable[[Ranking, Grades], float]] = {
    "nDCG@10": partial(ndcg, k=10),
    "R@5": partial(recall, k=5),
    "R@10": partial(recall, k=10),
    "R@100": partial(recall, k=100),
    "RR@10": partial(reciprocal_rank, k=10),
    "hit@1": partial(hit, k=1),
}

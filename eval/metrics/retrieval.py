"""Does retrieval find the passages that hold the answer? Where it was seen from inside.

The facts of a question are its ``cite`` patterns, else those of ``say``. Recall@k is the share of the facts that stand
in the first k passages; MRR@10 the reciprocal rank of the first passage with one (Voorhees, TREC-8, 1999); nDCG@10
gives each passage a gain for every fact that no earlier one holds, which is alpha-nDCG with alpha 1 (Clarke et al.,
SIGIR 2008), against the ideal of all facts in the first passage.
"""

from __future__ import annotations

import math
import re
from functools import partial

from eval.judged import Judged
from eval.metrics.metric import Metric

DEPTH = 10


def _ranks(judged: Judged) -> list[int | None] | None:
    """The rank (from 1) at which each fact first stands, None for one not found; None where nothing can be said."""
    facts = judged.question.cite or judged.question.say
    if not facts or not judged.found or judged.expects_abstention:
        return None
    return [_rank(judged, fact) for fact in facts]


def _rank(judged: Judged, fact: str) -> int | None:
    shown = enumerate((passage.shown for passage in judged.found), 1)
    return next((rank for rank, text in shown if re.search(fact, text, re.IGNORECASE)), None)


def _recall(judged: Judged, k: int) -> float | None:
    ranks = _ranks(judged)
    return None if ranks is None else sum(rank is not None and rank <= k for rank in ranks) / len(ranks)


def _reciprocal_rank(judged: Judged) -> float | None:
    ranks = _ranks(judged)
    if ranks is None:
        return None
    best = min((rank for rank in ranks if rank), default=None)
    return 1 / best if best and best <= DEPTH else 0.0


def _ndcg(judged: Judged) -> float | None:
    ranks = _ranks(judged)
    if ranks is None:
        return None
    return sum(1 / math.log2(rank + 1) for rank in ranks if rank and rank <= DEPTH) / len(ranks)


RETRIEVAL_RECALL_1 = Metric("retrieval_recall@1", "Retrieval: recall@1", partial(_recall, k=1))
RETRIEVAL_RECALL_5 = Metric("retrieval_recall@5", "Retrieval: recall@5", partial(_recall, k=5))
RETRIEVAL_MRR = Metric("retrieval_mrr@10", "Retrieval: MRR@10", _reciprocal_rank)
RETRIEVAL_NDCG = Metric("retrieval_ndcg@10", "Retrieval: nDCG@10", _ndcg)

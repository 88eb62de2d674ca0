"""Everything that is measured on a run, in the order of the reports. Definitions and sources stand in each file."""

from __future__ import annotations

from eval.metrics.abstention import (
    ABSTENTION_PRECISION,
    ABSTENTION_RECALL,
    COVERAGE,
    FALSE_ANSWER_RATE,
    FALSE_REFUSAL_RATE,
)
from eval.metrics.calls import CALL_F1, CALL_PRECISION, CALL_RECALL, FIRST_IS_RIGHT
from eval.metrics.citation_support import CITATION_PRECISION, CITATION_RECALL
from eval.metrics.citation_validity import CITATION_VALIDITY
from eval.metrics.closed_calls import CLOSED_CALL_RATE
from eval.metrics.fact_support import FACT_SUPPORT
from eval.metrics.follow_ups import FOLLOW_UP_SUCCESS
from eval.metrics.language_match import LANGUAGE_MATCH
from eval.metrics.latency import LATENCIES
from eval.metrics.length import LENGTH
from eval.metrics.metric import Measured, Metric, measured
from eval.metrics.pass_rate import PASS_RATE
from eval.metrics.quote_fidelity import QUOTE_FIDELITY
from eval.metrics.retrieval import RETRIEVAL_MRR, RETRIEVAL_NDCG, RETRIEVAL_RECALL_1, RETRIEVAL_RECALL_5
from eval.metrics.uncited import UNCITED_RATE
from eval.metrics.usage import COST, TOKENS

__all__ = ["METRICS", "Measured", "Metric", "measured"]

METRICS: tuple[Metric, ...] = (
    PASS_RATE,
    CALL_PRECISION,
    CALL_RECALL,
    CALL_F1,
    FIRST_IS_RIGHT,
    CLOSED_CALL_RATE,
    RETRIEVAL_RECALL_1,
    RETRIEVAL_RECALL_5,
    RETRIEVAL_MRR,
    RETRIEVAL_NDCG,
    CITATION_VALIDITY,
    QUOTE_FIDELITY,
    CITATION_RECALL,
    CITATION_PRECISION,
    UNCITED_RATE,
    FACT_SUPPORT,
    ABSTENTION_PRECISION,
    ABSTENTION_RECALL,
    FALSE_REFUSAL_RATE,
    FALSE_ANSWER_RATE,
    COVERAGE,
    FOLLOW_UP_SUCCESS,
    LANGUAGE_MATCH,
    LENGTH,
    *LATENCIES,
    TOKENS,
    COST,
)

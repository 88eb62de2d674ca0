"""Uncited-statement rate: statements of an answer that carry no citation, of all its statements."""

from __future__ import annotations

from eval.judged import Judged
from eval.metrics.metric import Metric


def _measure(judged: Judged) -> float | None:
    statements = list(judged.factual)
    if not statements or not judged.answer.citations:
        return None  # a greeting states nothing
    return sum(not statement.citations for statement in statements) / len(statements)


UNCITED_RATE = Metric("uncited_rate", "Statements without a citation", _measure, higher_is_better=False)

"""Citation validity: of the numbers that statements carry, the share that leads to a citation with a quote."""

from __future__ import annotations

from eval.judged import Judged
from eval.metrics.metric import Metric


def _measure(judged: Judged) -> float | None:
    used = [number for statement in judged.answer.statements for number in statement.citations]
    if not used:
        return None
    return sum(number in judged.citations and bool(judged.citations[number].quote.strip()) for number in used) / len(
        used
    )


CITATION_VALIDITY = Metric("citation_validity", "Citations that exist", _measure)

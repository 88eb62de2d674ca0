"""Tokens and cost of completions, summed over a run; nothing for extractive answers."""

from __future__ import annotations

from eval.judged import Judged
from eval.metrics.metric import Metric


def _tokens(judged: Judged) -> float:
    return float(judged.answer.usage.input_tokens + judged.answer.usage.output_tokens)


def _cost(judged: Judged) -> float | None:
    return judged.answer.usage.cost_eur


TOKENS = Metric("tokens", "Tokens", _tokens, higher_is_better=False, unit="tokens", total=sum)
COST = Metric("cost_eur", "Cost", _cost, higher_is_better=False, unit="EUR", total=sum)

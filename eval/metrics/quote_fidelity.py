"""Quote fidelity: the share of citations whose quote is, character for character, what stands at their place."""

from __future__ import annotations

from eval.judged import Judged
from eval.metrics.metric import Metric
from eval.received import ReceivedCitation


def _measure(judged: Judged) -> float | None:
    checked = [c for c in judged.answer.citations if c.passage_id in judged.result.passages]
    return sum(_is_verbatim(judged, citation) for citation in checked) / len(checked) if checked else None


def _is_verbatim(judged: Judged, citation: ReceivedCitation) -> bool:
    text = judged.result.passages[citation.passage_id].text
    return bool(citation.quote) and text[citation.start : citation.end] == citation.quote


QUOTE_FIDELITY = Metric("quote_fidelity", "Quotes verbatim", _measure)

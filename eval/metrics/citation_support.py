"""Citation recall and precision in the sense of ALCE (Gao et al., EMNLP 2023).

Recall: the share of statements that all their citations together support. Precision: the share of citations that are
needed: their statement is supported, and they support it alone or it is unsupported without them. ALCE lets a language
model judge support; here the project's own verifier does, so the figures say how far answers live up to that verifier
(its own quality is measured by the benchmark of the verifier). Unlike there, a statement without a citation is not
counted as unsupported: lead-ins and counts of calls carry none, and the uncited-statement rate tells their share.
"""

from __future__ import annotations

from collections.abc import Sequence

from eval.judged import Judged
from eval.metrics.metric import Metric
from eval.passages import StoredPassage
from eval.received import ReceivedStatement


def _recall(judged: Judged) -> float | None:
    marks = [_is_supported(judged, statement, judged.cited_by(statement)) for statement in _cited(judged)]
    return sum(marks) / len(marks) if marks else None


def _precision(judged: Judged) -> float | None:
    marks = [mark for statement in _cited(judged) for mark in _needed(judged, statement)]
    return sum(marks) / len(marks) if marks else None


def _cited(judged: Judged) -> list[ReceivedStatement]:
    """The statements whose cited passages are known, of answers in these passages' language: words are compared."""
    cited = [(statement, judged.cited_by(statement)) for statement in judged.factual]
    return [statement for statement, passages in cited if passages and _same_language(judged, passages)]


def _same_language(judged: Judged, passages: Sequence[StoredPassage]) -> bool:
    from ingest.language import likeliest

    return not judged.answer.language or likeliest(passages[0].text)[0] == judged.answer.language[:2]


def _needed(judged: Judged, statement: ReceivedStatement) -> list[bool]:
    cited = judged.cited_by(statement)
    if not _is_supported(judged, statement, cited):
        return [False] * len(cited)
    return [_is_needed(judged, statement, cited, at) for at in range(len(cited))]


def _is_needed(judged: Judged, statement: ReceivedStatement, cited: Sequence[StoredPassage], at: int) -> bool:
    alone, others = (cited[at],), (*cited[:at], *cited[at + 1 :])
    return _is_supported(judged, statement, alone) or not _is_supported(judged, statement, others)


def _is_supported(judged: Judged, statement: ReceivedStatement, cited: Sequence[StoredPassage]) -> bool:
    from assistant.verifying import verify
    from eval.metrics.verifier import claim, sources

    numbered = sources(judged, cited)
    return bool(cited) and not verify(claim(statement), tuple(numbered), numbered)


CITATION_RECALL = Metric("citation_recall", "Statements supported by their citations", _recall)
CITATION_PRECISION = Metric("citation_precision", "Citations needed", _precision)

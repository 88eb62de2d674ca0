"""Does the assistant stop where it should, and only there? An abstention is no_evidence, out_of_scope or declined.

Precision and recall take abstaining as the positive class; the false-answer rate is 1 - recall and the false-refusal
rate looks at the questions that have an answer (as in Wen et al., "Know Your Limits: A Survey of Abstention in Large
Language Models", 2024). Coverage is the share of all questions that got an answer (El-Yaniv and Wiener, JMLR 2010).
"""

from __future__ import annotations

from eval.judged import Judged
from eval.metrics.metric import Metric


def _precision(judged: Judged) -> float | None:
    return float(judged.expects_abstention) if judged.abstained else None


def _recall(judged: Judged) -> float | None:
    return float(judged.abstained) if judged.expects_abstention else None


def _false_refusal(judged: Judged) -> float | None:
    answerable = judged.question.expect == "answer" and not judged.question.closed
    return float(judged.abstained) if answerable else None


def _false_answer(judged: Judged) -> float | None:
    return float(not judged.abstained) if judged.expects_abstention else None


def _coverage(judged: Judged) -> float:
    return float(judged.answer.status == "answered")


ABSTENTION_PRECISION = Metric("abstention_precision", "Abstentions that were right", _precision)
ABSTENTION_RECALL = Metric("abstention_recall", "Abstained where it should", _recall)
FALSE_REFUSAL_RATE = Metric("false_refusal_rate", "Refused what has an answer", _false_refusal, higher_is_better=False)
FALSE_ANSWER_RATE = Metric("false_answer_rate", "Answered what has none", _false_answer, higher_is_better=False)
COVERAGE = Metric("coverage", "Questions answered", _coverage, higher_is_better=None)

"""Are the right calls shown? Judged on the calls that a question names; others were not judged and count nowhere.

Leaving out what nobody judged is the condensed list of Sakai, "Alternatives to Bpref" (SIGIR 2007).
"""

from __future__ import annotations

from eval.judged import Judged
from eval.metrics.metric import Metric


def _right(judged: Judged) -> int:
    """The calls shown that the question asks for."""
    question = judged.question
    wanted = (*question.first, *question.all, *question.any)
    return sum(any(judged.case.has((card,), name) for name in wanted) for card in judged.answer.calls)


def _wrong(judged: Judged) -> int:
    """The calls shown that the question rules out, by name or because they are closed."""
    ruled_out = (*judged.question.none, *judged.question.closed)
    return sum(any(judged.case.has((card,), name) for name in ruled_out) for card in judged.answer.calls)


def _precision(judged: Judged) -> float | None:
    """Right calls of those judged; None where no call that was shown is judged."""
    right, wrong = _right(judged), _wrong(judged)
    return right / (right + wrong) if right + wrong else None


def _recall(judged: Judged) -> float | None:
    """Demands met: each call of ``all`` is one, ``any`` and ``first`` are one each (one of them is enough)."""
    question, shown = judged.question, judged.answer.calls
    groups = [(name,) for name in question.all] + [group for group in (question.any, question.first) if group]
    if not groups:
        return None
    return sum(any(judged.case.has(shown, name) for name in group) for group in groups) / len(groups)


def _f1(judged: Judged) -> float | None:
    """Harmonic mean of the two; a question whose calls are all missing has a precision of 0 here."""
    recall = _recall(judged)
    if recall is None:
        return None
    precision = _precision(judged) or 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _first_is_right(judged: Judged) -> float | None:
    if not judged.question.first:
        return None
    return float(any(judged.case.has(judged.answer.calls[:1], name) for name in judged.question.first))


CALL_PRECISION = Metric("call_precision", "Calls: precision", _precision)
CALL_RECALL = Metric("call_recall", "Calls: recall", _recall)
CALL_F1 = Metric("call_f1", "Calls: F1", _f1)
FIRST_IS_RIGHT = Metric("first_is_right", "Calls: the first is right", _first_is_right)

"""Language match: the answer is in the language that the question states; quotes stay as they are."""

from __future__ import annotations

from eval.judged import Judged
from eval.metrics.metric import Metric


def _measure(judged: Judged) -> float | None:
    wanted = judged.question.language
    return float(_primary(judged.answer.language) == _primary(wanted)) if wanted else None


def _primary(tag: str) -> str:
    """``de`` of ``de-AT`` (BCP 47)."""
    return tag.split("-")[0].casefold()


LANGUAGE_MATCH = Metric("language_match", "Answered in the language asked", _measure)

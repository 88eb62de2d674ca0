"""Length: words of an answer's text without its citation markers; shorter is quicker to read, not better."""

from __future__ import annotations

import re

from eval.judged import Judged
from eval.metrics.metric import Metric

_MARKER = re.compile(r"\[\d+\]")


def _measure(judged: Judged) -> float:
    return float(len(_MARKER.sub("", judged.answer.text).split()))


LENGTH = Metric("length", "Words an answer", _measure, higher_is_better=None, unit="words")

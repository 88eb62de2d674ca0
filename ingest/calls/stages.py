"""The stage that stands beside a day: "Stage 1: 10 March 2026", "16 September 2025 (First Stage)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.calls.dates import FoundDate

_STAGE = re.compile(r"\b(?:stage\s?(?P<n>[12])|(?P<first>first)[- ]stage|(?P<second>second)[- ]stage)\b", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")


def beside(text: str, days: Sequence[FoundDate], at: int) -> str:
    """The words that belong to a day: those in brackets behind it, else those before it."""
    start, end = days[at].span
    behind = _IN_BRACKETS.match(text, end)
    return behind[0] if behind else text[days[at - 1].span[1] if at else 0 : start]


def stage_named(words: str) -> str | None:
    """The label of the last stage that the words name, if any."""
    stages = list(_STAGE.finditer(words))
    return f"stage {stages[-1]['n'] or (1 if stages[-1]['first'] else 2)}" if stages else None

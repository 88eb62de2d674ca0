"""Is it the thing asked for that a text counts? "A third of the patents" beside "clusters" is no number of clusters."""

from __future__ import annotations

import re
from collections.abc import Set

from assistant.composing.answer_types import COUNT, undated, unpaid
from assistant.retrieving import holds
from assistant.words import stems

_SUMS = frozenset({"million", "billion", "euro", "euros"})
CLOSE = 6  # words between a number and what it counts
_HAPPENS = re.compile(r"\b(?:tak(?:es?|ing|en)|took) place\b", re.IGNORECASE)  # no place that is counted
_WORD = re.compile(r"[^\W_]+(?:[.,'’-][^\W_]+)*")


def counts(text: str, counted: Set[str], lead_in: str = "") -> bool:
    """Does a number stand close to one of the words that say what is counted, or below a lead-in that holds one?"""
    if not counted or any(holds(stems(lead_in), word) for word in counted):
        return True
    text = text if counted & _SUMS else unpaid(text)
    words = _WORD.findall(undated(_HAPPENS.sub("", text)))
    numbers = [at for at, word in enumerate(words) if COUNT.fullmatch(word)]
    things = [at for at, word in enumerate(words) if any(holds(stems(word), asked) for asked in counted)]
    return any(abs(number - thing) <= CLOSE for number in numbers for thing in things)

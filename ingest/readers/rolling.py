"""Captions that roll: each cue shows the last line of the one before it again, as those made by machines do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.readers.cues import Cue

_LEAST = 4  # cues
_SHARE = 0.4  # of the cues that begin with the end of the one before


def unrolled(found: Sequence[Cue]) -> list[Cue]:
    """The cues with every word once; those of other captions as they are."""
    again = sum(_repeated(before, cue) > 0 for before, cue in pairwise(found))
    return list(_fresh(found)) if len(found) >= _LEAST and again >= _SHARE * len(found) else list(found)


def _fresh(found: Sequence[Cue]) -> Iterator[Cue]:
    yield from found[:1]
    for before, cue in pairwise(found):
        words = cue.text.split()[_repeated(before, cue) :]
        if words:
            yield replace(cue, text=" ".join(words))


def _repeated(before: Cue, cue: Cue) -> int:
    """How many words at the beginning of a cue end the one before it; a lone word is said twice, unless it is all."""
    shown, words = before.text.split(), cue.text.split()
    longest = min(len(shown), len(words))
    count = next((count for count in range(longest, 0, -1) if shown[-count:] == words[:count]), 0)
    return count if count > 1 or count == len(words) else 0

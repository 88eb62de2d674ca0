"""Words that were meant: a misspelt word of a question → the closest word of the taxonomy."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from ingest.taxonomy.words import fold

_SHORTEST = 5  # letters; a shorter word has too many neighbours
_LONG = 10  # letters from which on two slips are forgiven


class Spelling:
    """The taxonomy's words by first letter; the first letter of a word is hardly ever mistyped."""

    def __init__(self, vocabulary: Iterable[str], never: frozenset[str]) -> None:
        self._never = never
        self._by_letter: dict[str, list[str]] = {}
        for word in sorted(set(vocabulary)):
            if len(word) >= _SHORTEST and word.isalpha():
                self._by_letter.setdefault(word[0], []).append(word)
        self.closest = lru_cache(maxsize=4096)(self._closest)

    def _closest(self, written: str) -> str | None:
        """The folded word of the taxonomy that was meant, or None where none is close enough."""
        word = fold(written)
        if len(word) < _SHORTEST or not word.isalpha() or word in self._never:
            return None
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extractOne

        slips = 2 if len(word) >= _LONG else 1
        near = [other for other in self._by_letter.get(word[0], ()) if abs(len(other) - len(word)) <= slips]
        found = extractOne(word, near, scorer=OSA.distance, score_cutoff=slips)
        return found[0] if found else None

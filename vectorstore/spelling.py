"""Words of a question that no passage holds, put right by the nearest that passages do hold.

Careful rather than eager, for an unknown word may be right and only absent: the first letter must agree, short words
and names are left alone, longer ones may have one slip and long ones two (a letter missing, added, other, exchanged).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

SHORT = 5  # letters; what has fewer is left alone
LONG = 9  # letters from which two slips are forgiven
_REMEMBERED = 4096
_WORD = re.compile(r"[^\W\d_]+")

Vocabulary = Callable[[str], Sequence[tuple[str, int]]]
"""The words that begin with some letters, each with the number of passages that hold it, the most frequent first."""


@dataclass
class Speller:
    """Knows a vocabulary; remembers what it put right."""

    known: Callable[[str], bool]
    vocabulary: Vocabulary
    _meant: Callable[[str], str | None] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._meant = lru_cache(_REMEMBERED)(self._nearest)
        self._beginning = lru_cache(64)(lambda letter: [word for word, _ in self.vocabulary(letter)])

    def correct(self, text: str, is_word: Callable[[str], bool]) -> str:
        """The text with its misspelt words put right; ``is_word`` tells those that are right, though no passage holds
        them."""

        def meant(match: re.Match[str]) -> str:
            written = match.group()
            if match.start() and written[0].isupper():  # within a question that is a name
                return written
            found = self._meant(written)
            return written if found is None or is_word(written) else found

        return _WORD.sub(meant, text)

    def _nearest(self, written: str) -> str | None:
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extractOne

        word = written.lower()
        if len(word) < SHORT or written.isupper() or not word.isascii() or self.known(word):
            return None
        slips = 2 if len(word) >= LONG else 1
        near = [other for other in self._beginning(word[0]) if abs(len(other) - len(word)) <= slips]
        found = extractOne(word, near, scorer=OSA.distance, score_cutoff=slips)
        return found[0] if found else None

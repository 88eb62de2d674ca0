"""Words of another language that are nearly those of the sources: "investitori", "Kompetenzen", "innowacji"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.lexicon import trade_stems
from assistant.lexicon.endings import Endings, endings
from assistant.words import content_words, fold, stem, stop_words
from ingest.taxonomy import load

SHORT = 5  # letters; what has fewer is left alone
SHORTEST = 4  # of a word that it may be
ALIKE = 3  # first letters that agree where a word is only nearly one of the sources
NEAR = 82  # of 100: how alike the two are
NOUNS_CAPITALISED = frozenset({"de"})
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Cognates:
    """Knows the words of an index."""

    knows: Callable[[str], int]
    beginning: Callable[[str], Sequence[tuple[str, int]]]
    """The words of the index that begin with some letters, each with the number of passages that hold it."""

    def put(self, text: str, language: str) -> str:
        """A text with those of its words that the index lacks put into the index's own, where they are nearly alike."""
        table = endings(language)
        if table is None:
            return text

        def meant(match: re.Match[str]) -> str:
            written = match.group()
            return written if written.isupper() else self._meant(written, _is_name(match, language), table)

        return _WORD.sub(meant, text)

    def unknown(self, text: str, language: str) -> frozenset[str]:
        """The words of a text in another language, folded, that the index lacks and that are no names."""
        words = (match.group() for match in _WORD.finditer(text) if not _is_name(match, language))
        own = frozenset(content_words(" ".join(words)) if endings(language) else ())
        return frozenset(word for word in own if not self.knows(word))

    def _meant(self, written: str, is_name: bool, table: Endings) -> str:
        """The word of the index; a name ("w Grazu") may have another ending, but is no other name."""
        word = fold(written)
        if len(word) < SHORT or _is_plain(word) or self.knows(word) or load().find(written):
            return written
        found = next(filter(self._is_word, table.in_english(word)), None)
        if found:
            return found.capitalize() if is_name else found
        return (not is_name and self._nearest(word)) or written

    def _is_word(self, word: str) -> bool:
        return len(word) >= SHORTEST and word not in stop_words() and self.knows(word) > 0

    def _nearest(self, word: str) -> str | None:
        from rapidfuzz.fuzz import ratio
        from rapidfuzz.process import extractOne

        near = [other for other, _ in self.beginning(word[:ALIKE]) if len(other) >= SHORT]
        found = extractOne(word, near, scorer=ratio, score_cutoff=NEAR)
        return found[0] if found else None


def _is_plain(word: str) -> bool:
    """Is it a word of any text, or one that asks for calls as such ("bando")?"""
    return word in stop_words() or stem(word) in trade_stems()


def _is_name(match: re.Match[str], language: str) -> bool:
    inside = bool(match.start()) or match.string[:1].isspace()
    return inside and match.group()[0].isupper() and language[:2] not in NOUNS_CAPITALISED

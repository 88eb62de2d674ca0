"""The language of a question: one of the six that the assistant speaks, English where it cannot tell."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.words import stop_words, stop_words_of, tokens
from ingest.language import likeliest
from prompts import LANGUAGES

# One or two words are more often a name than a question in another language.
ENOUGH_WORDS = 3
SURE = 0.9


def detect(text: str, before: Sequence[str] = ()) -> str:
    """A BCP 47 code; words too few to tell ("a SILEO?") are in the language of the questions before, if they can be."""
    last = next(filter(None, map(_told, reversed(before))), None)
    words = tokens(text)
    if last and len(words) < ENOUGH_WORDS and not _of_others(words, last):
        return last
    return _told(text) or last or "en"


def _of_others(words: Sequence[str], language: str) -> bool:
    """Are there function words, and none of this language?"""
    return not stop_words_of(language) & set(words) and bool(stop_words() & set(words))


def _told(text: str) -> str | None:
    """The language by the function words, and by the statistical model only where they are silent or of several."""
    words = tokens(text)
    counts = {language: sum(word in stop_words_of(language) for word in words) for language in LANGUAGES}
    best = [language for language in LANGUAGES if counts[language] == max(counts.values())]
    if len(best) == 1:
        return best[0]
    language, likelihood = likeliest(text)
    if likelihood > SURE and len(words) >= ENOUGH_WORDS and (not max(counts.values()) or language in best):
        return language
    return "en" if "en" in best and counts["en"] else None

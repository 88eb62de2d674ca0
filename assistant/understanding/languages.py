"""The language of a question: one that the assistant reads, English where it cannot tell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.lexicon import knows
from assistant.words import stop_words, stop_words_of, tokens
from ingest.language import likeliest
from prompts import LANGUAGES

# Those that it speaks, and those that it only reads.
READ = (*LANGUAGES, "pt", "nl")
# One or two words are more often a name than a question in another language.
ENOUGH_WORDS = 3
SURE = 0.9
# Abbreviations ("AI") and beginnings of words ("co-funding") are no function words of any language.
_NO_WORDS = re.compile(r"\b[A-Z]{2,}\b|\b(?:co|re|pre|non|pro|de|in|per|con)-(?=\w)")


def detect(text: str, before: Sequence[str] = ()) -> str:
    """A BCP 47 code; words too few to tell ("a SILEO?") are in the language of the questions before, if they can be."""
    last = next(filter(None, map(_told, reversed(before))), None)
    words = tokens(text)
    if last and len(words) < ENOUGH_WORDS and not _of_others(words, last):
        return last
    return _told(text) or last or "en"


def _most(counts: Mapping[str, int]) -> list[str]:
    return [language for language, count in counts.items() if count == max(counts.values())]


def _of_others(words: Sequence[str], language: str) -> bool:
    """Are there function words, and none of this language?"""
    return not stop_words_of(language) & set(words) and bool(stop_words() & set(words))


def _told(text: str) -> str | None:
    """The language by the function words, else by the glossaries; by the statistical model where these cannot tell."""
    words = tokens(text)
    plain = words if text.isupper() else tokens(_NO_WORDS.sub(" ", text))
    counts = {language: sum(word in stop_words_of(language) for word in plain) for language in READ}
    best = _most(counts)
    if len(best) > 1 and "en" not in best:
        best = _most({language: sum(knows(word, language) for word in words) for language in best})
    spoken = [language for language in best if language in LANGUAGES]
    if len(best) == 1 or len(spoken) == 1:
        return (spoken or best)[0]
    language, likelihood = likeliest(text, READ)
    is_sure = likelihood > SURE and len(words) >= ENOUGH_WORDS and not max(counts.values())
    if is_sure or (max(counts.values()) and language in best and (likelihood > SURE or "en" not in best)):
        return language
    return "en" if "en" in best and counts["en"] else None

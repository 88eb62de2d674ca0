"""The language of a question: one of the six that the assistant speaks, English where it cannot tell."""

from __future__ import annotations

from assistant.words import stop_words_of, tokens
from ingest.language import likeliest
from prompts import LANGUAGES

# One or two words are more often a name than a question in another language.
ENOUGH_WORDS = 3
SURE = 0.9


def detect(text: str) -> str:
    """A BCP 47 code; the function words decide, and the statistical model only where they are silent."""
    words = tokens(text)
    counts = {language: sum(word in stop_words_of(language) for word in words) for language in LANGUAGES}
    best = max(counts, key=lambda language: counts[language])
    if counts[best] and sum(1 for count in counts.values() if count == counts[best]) == 1:
        return best
    if counts["en"] == counts[best] and counts["en"]:
        return "en"
    language, likelihood = likeliest(text)
    return language if likelihood > SURE and len(words) >= ENOUGH_WORDS else "en"

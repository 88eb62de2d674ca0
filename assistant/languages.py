"""The language of a question: one of the six that the assistant speaks, English where it cannot tell."""

from __future__ import annotations

from functools import cache
from typing import Any

from assistant.words import stop_words_of, tokens
from prompts import LANGUAGES

# A short English question names foreign calls and places: another language must be much likelier to win.
MARGIN = 2


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_pickled_model(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))
    return identifier


def detect(text: str) -> str:
    """A BCP 47 code; the function words decide, and the statistical model only where they are silent."""
    words = tokens(text)
    counts = {language: sum(word in stop_words_of(language) for word in words) for language in LANGUAGES}
    best = max(counts, key=lambda language: counts[language])
    if counts[best] and sum(1 for count in counts.values() if count == counts[best]) == 1:
        return best
    if counts["en"] == counts[best] and counts["en"]:
        return "en"
    language, likelihood = _identifier().classify(text)
    return str(language) if likelihood > 0.9 and len(words) >= MARGIN else "en"

"""The language of a text, by a statistical model that needs no download."""

from __future__ import annotations

from functools import cache
from typing import Any

LANGUAGES = ("en", "fr", "de", "es", "it", "pl")


def likeliest(text: str, among: tuple[str, ...] = LANGUAGES) -> tuple[str, float]:
    """The likeliest of some languages as a BCP 47 code, with its probability among them."""
    language, likelihood = _identifier(among).classify(text)
    return str(language), float(likelihood)


@cache
def _identifier(languages: tuple[str, ...]) -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(languages))
    return identifier

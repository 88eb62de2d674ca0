"""Words of a text as the taxonomy compares them, and the usual inflected forms of a synonym's words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

WORD = re.compile(r"[^\W_]+")
# What may stand between the words of one synonym: "cement-producer", "R&D"; no comma, no line end.
_JOIN = re.compile(r"[ \t\u00a0]*[-\u2010-\u2015/'’&*_\"“”]{0,3}[ \t\u00a0]*")

_VOWELS = "aeiou"


@lru_cache(maxsize=131072)
def fold(word: str) -> str:
    """Case and accents removed."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold().replace("ł", "l"))
    return "".join(character for character in plain if not unicodedata.combining(character))


def joins(gap: str) -> bool:
    """Can the words on both sides of this gap belong to one synonym?"""
    return len(gap) <= 5 and _JOIN.fullmatch(gap) is not None


def forms(word: str, language: str) -> Iterator[str]:
    """The forms under which a folded word of a synonym is recognised, itself first."""
    yield word
    if len(word) < 3 or word.isdigit():
        return
    yield from _FORMS.get(language, _none)(word)


def _none(_: str) -> Iterator[str]:
    yield from ()


def _english(word: str) -> Iterator[str]:
    yield word + "s"
    if word.endswith(("s", "x", "z", "ch", "sh")):
        yield word + "es"
    if word.endswith("y") and word[-2] not in _VOWELS:
        yield word[:-1] + "ies"
    if word.endswith("isation"):
        yield word[:-7] + "ization"
    if word.endswith("organisation"):
        yield word[:-12] + "organizations"


def _french(word: str) -> Iterator[str]:
    yield word + ("x" if word.endswith("u") else "s")
    if len(word) > 4:
        yield from (word + "e", word + "es")
    if word.endswith("al"):
        yield from (word[:-1] + "ux", word + "es")
    if word.endswith("if"):
        yield from (word[:-1] + "ve", word[:-1] + "ves")
    if word.endswith(("el", "en")):
        yield from (word + word[-1] + "e", word + word[-1] + "es")
    if word.endswith("eur"):
        yield from (word[:-1] + "se", word[:-3] + "rice")
    if word.endswith("er"):
        yield from (word[:-2] + "ere", word[:-2] + "eres")


def _german(word: str) -> Iterator[str]:
    yield from (word + ending for ending in ("n", "s", "en", "e"))
    if len(word) > 5:
        yield from (word + ending for ending in ("es", "er", "em", "nen", "innen"))
        if word.endswith("e"):
            yield from (word[:-1] + ending for ending in ("er", "em", "es", "en"))


def _spanish(word: str) -> Iterator[str]:
    yield from (word + "s", word + "es")
    if len(word) > 5 and word[-1] in "oa":
        yield from (word[:-1] + ending for ending in ("o", "a", "os", "as"))
    if word.endswith("z"):
        yield word[:-1] + "ces"


def _italian(word: str) -> Iterator[str]:
    if len(word) > 5 and word[-1] in _VOWELS:
        yield from (word[:-1] + ending for ending in "oaie")
        if word.endswith(("co", "ca", "go", "ga")):
            yield from (word[:-1] + "hi", word[:-1] + "he")
        if word.endswith("io"):
            yield word[:-1]


_FORMS = {"en": _english, "fr": _french, "de": _german, "es": _spanish, "it": _italian}

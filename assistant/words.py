"""Words as the assistant compares them: accents and case folded, stop words dropped, stemmed."""

from __future__ import annotations

import re
import threading
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib import resources
from typing import Any

_WORD = re.compile(r"[^\W_]+(?:[.'’&/-][^\W_]+)*", re.UNICODE)
_SPLIT = re.compile(r"[.'’&/-]")
COMPOUND = 7  # letters of a stem that may stand inside another word
_STEMMING = threading.Lock()
_STEMMERS = {"en": "english", "fr": "french", "de": "german", "es": "spanish", "it": "italian"}
_APART = {"authority": "authority", "authorities": "authority"}  # no authors, as the stemmer has it
# The capital letters of Latin script, for use inside a character class.
CAPITALS = "A-ZÀ-ÖØ-Þ" + "".join(chr(c) for c in range(0x100, 0x17F) if chr(c).isupper())
CAPITALISED = re.compile(rf"[{CAPITALS}][\w'’-]*(?: [{CAPITALS}][\w'’-]*)+")  # two words and more


def fold(text: str) -> str:
    """Case and accents removed; the length may change, so offsets of a folded text are not those of the text."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l").replace("ß", "ss"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@cache
def _stop_words() -> dict[str, frozenset[str]]:
    text = resources.files("assistant").joinpath("lexicon", "stopwords.toml").read_text(encoding="utf-8")
    return {language: frozenset(words.split()) for language, words in tomllib.loads(text).items()}


def stop_words_of(language: str) -> frozenset[str]:
    """The stop words of one language, folded."""
    return _stop_words().get(language, frozenset())


@cache
def stop_words() -> frozenset[str]:
    """The stop words of every language together: a question may mix them, and few of them mean something elsewhere."""
    return frozenset().union(*_stop_words().values())


@cache
def _stemmer(language: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(_STEMMERS.get(language, "english"))


@lru_cache(maxsize=65536)
def stem(word: str, language: str = "en") -> str:
    """The stem of a folded word."""
    if word in _APART:
        return _APART[word]
    if word.isascii() and not word.isdigit():
        with _STEMMING:  # a stemmer keeps the word it works on in itself
            stemmed: str = _stemmer(language).stemWord(word)
        return stemmed
    return word


def tokens(text: str) -> list[str]:
    """Folded words in order; a compound such as ``e-mail`` or ``2024-05`` gives its pieces."""
    return [piece for match in _WORD.finditer(text) for piece in _SPLIT.split(fold(match.group())) if piece]


@lru_cache(maxsize=16384)
def written_words(text: str) -> frozenset[str]:
    """The folded words of a text as they are, those of compounds both whole (joined) and in pieces."""
    pieces = ([piece for piece in _SPLIT.split(fold(word)) if piece] for word in set(_WORD.findall(text)))
    return frozenset(word for found in pieces for word in (*found, "".join(found)))


@lru_cache(maxsize=16384)
def stems(text: str, language: str = "en") -> frozenset[str]:
    """The stems of all words of a text, those of compounds both whole (joined) and in pieces."""
    return frozenset(root for word in set(_WORD.findall(text)) for root in _stems_of(word, language))


@lru_cache(maxsize=131072)
def _stems_of(word: str, language: str) -> tuple[str, ...]:
    pieces = [piece for piece in _SPLIT.split(fold(word)) if piece]
    joined = [stem("".join(pieces), language)] if len(pieces) > 1 else []
    return (*(stem(piece, language) for piece in pieces), *joined)


def content_words(text: str) -> list[str]:
    """The folded words of a text that say something, each once, in order."""
    return [
        word for word in dict.fromkeys(tokens(text)) if word not in stop_words() and (len(word) > 1 or word.isdigit())
    ]

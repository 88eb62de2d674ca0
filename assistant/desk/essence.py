"""What a question asks, without the words around it: stems, synonyms as one, the words on which it turns kept."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from assistant.words import fold, stem, stop_words, tokens

Essence = frozenset[str]
_NAME = re.compile(r"(?<!^)(?<![.!?] )\b[A-ZÀ-Þ][\w-]*|\b\w*(?:[a-z][A-Z]|[A-Z]{2})[\w-]*|\b\d[\w.,-]*")


@dataclass(frozen=True, slots=True)
class _Lexicon:
    turning: frozenset[str]
    frame: frozenset[str]
    synonyms: dict[str, str]
    around: re.Pattern[str]


@cache
def _lexicon() -> _Lexicon:
    text = resources.files("assistant.desk").joinpath("likeness.toml").read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    synonyms = {word: first for first, words in raw["same"].items() for word in words.split()}
    turning, frame = (frozenset(raw[name].split()) for name in ("turning", "frame"))
    return _Lexicon(turning, frame, synonyms, re.compile(raw["around"]))


def root(word: str) -> str:
    """A folded word as it is compared."""
    return stem(_lexicon().synonyms.get(word, word))


@lru_cache(maxsize=16384)
def essence(text: str) -> Essence:
    """The roots of what a question asks; a deadline is a "when" already."""
    found = frozenset(root(word) for word in kept_words(text))
    return found - {root("when")} if root("deadline") in found else found


def kept_words(text: str) -> list[str]:
    """The folded words that are neither stop words nor frame, or on which it turns."""
    lexicon = _lexicon()
    ignored = stop_words() | lexicon.frame
    asked = lexicon.around.sub(" ", fold(text))
    return [word for word in tokens(asked) if word in lexicon.turning or word not in ignored]


@cache
def turning() -> Essence:
    """The roots of the words on which a question turns."""
    return frozenset(map(root, _lexicon().turning))


@lru_cache(maxsize=16384)
def written_names(text: str) -> Essence:
    """The roots of what is written as a name or a number."""
    return frozenset(root(piece) for match in _NAME.findall(text) for piece in tokens(match))

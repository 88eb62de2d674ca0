"""How questions are worded: patterns and word lists kept as data, compiled once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from assistant.lexicon.glossary import in_english, knows
from assistant.words import fold, stem, stop_words

__all__ = [
    "Lexicon",
    "answering",
    "correct",
    "equivalents",
    "in_english",
    "knows",
    "lexicon",
    "ordering_stems",
    "trade_stems",
]

_WORD = re.compile(r"[^\W\d_]{5,}")
_PIECE = re.compile(r"\S+")
_IDENTIFIER = re.compile(r"-.*\d|\d.*-|://|@")  # pieces of text that are spelt as they are
_LONG = 8  # letters from which on two slips are forgiven


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Named groups of patterns: ``kind`` → name → one compiled alternative; and the rewordings."""

    patterns: dict[str, dict[str, re.Pattern[str]]]
    rewordings: dict[str, tuple[tuple[re.Pattern[str], str], ...]]

    def matches(self, kind: str, name: str, text: str) -> bool:
        """Does any pattern of this name match the text (folded here)?"""
        return self.patterns[kind][name].search(_read(text)) is not None

    def without(self, kind: str, name: str, text: str) -> str:
        """The text, folded, without what the patterns of this name match."""
        return self.patterns[kind][name].sub(" ", fold(text)).strip()

    def matching(self, kind: str, text: str) -> frozenset[str]:
        """The names of all pattern groups of a kind that match the text (folded here)."""
        folded = _read(text)
        return frozenset(name for name, pattern in self.patterns[kind].items() if pattern.search(folded))

    def reword(self, text: str, kind: str = "reword") -> str:
        """The text with turns of speech of a kind put plainly, so that the words that count stand there."""
        for pattern, replacement in self.rewordings[kind]:
            text = pattern.sub(replacement, text)
        return " ".join(text.split())


def _read(text: str) -> str:
    """A text folded, from its first word on: a question in Spanish begins with a mark."""
    return fold(text).lstrip("¿¡ ")


@cache
def lexicon() -> Lexicon:
    """The patterns of ``questions.toml``."""
    tables = _table("questions.toml")
    rewordings = {kind: tables.pop(kind) for kind in ("reword", "follow_up_reword")}
    return Lexicon(
        {kind: {name: _compile(group) for name, group in groups.items()} for kind, groups in tables.items()},
        {
            kind: tuple((re.compile(p, re.IGNORECASE), plain) for p, plain in of.items())
            for kind, of in rewordings.items()
        },
    )


def correct(text: str, known: Callable[[str], bool]) -> str:
    """A question with misspelt words of its trade ("dedline") put right; words that are known are left alone."""
    return _PIECE.sub(lambda piece: piece[0] if _IDENTIFIER.search(piece[0]) else _corrected(piece[0], known), text)


def _corrected(text: str, known: Callable[[str], bool]) -> str:
    return _WORD.sub(lambda match: match[0] if known(match[0]) else _meant(match[0]) or match[0], text)


@lru_cache(maxsize=4096)
def _meant(written: str) -> str | None:
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extractOne

    word = fold(written)
    if word in stop_words() or stem(word) in trade_stems() | _trade_roots():
        return None
    slips = 2 if len(word) >= _LONG else 1
    near = [other for other in _trade_words() if other[0] == word[0] and abs(len(other) - len(word)) <= slips]
    found = extractOne(word, near, scorer=OSA.distance, score_cutoff=slips)
    return found[0] if found else None


@cache
def trade_stems() -> frozenset[str]:
    """The stems of ``trade.txt``: words that ask for calls, deadlines or money as such, whatever the topic."""
    return frozenset(stem(word) for word in _text("trade.txt").split())


@cache
def ordering_stems() -> frozenset[str]:
    """The stems of ``ordering.txt``: words that ask for one end of an order, or for a list as such."""
    return frozenset(stem(word) for word in _text("ordering.txt").split())


@cache
def _trade_roots() -> frozenset[str]:
    return frozenset(map(stem, _trade_words()))


@cache
def _trade_words() -> frozenset[str]:
    return frozenset(word for word in _text("spelling.txt").split() if len(word) >= 5)


def equivalents(root: str) -> frozenset[str]:
    """The stems of words that say the same as the word with this stem, without itself; mostly none."""
    return _equivalents().get(root, frozenset())


def answering(root: str) -> frozenset[str]:
    """The stems of words that say the same as the word asked with this stem, or something that it holds of."""
    return equivalents(root) | _narrower().get(root, frozenset())


@cache
def _narrower() -> dict[str, frozenset[str]]:
    """By the stem of the word asked and of those that say the same."""
    found: dict[str, frozenset[str]] = {}
    for word, narrower in _table("equivalents.toml")["narrower"].items():
        for root in {stem(word)} | equivalents(stem(word)):
            found[root] = found.get(root, frozenset()) | frozenset(map(stem, narrower.split()))
    return found


@cache
def _equivalents() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for group in _table("equivalents.toml")["groups"]:
        roots = frozenset(stem(piece) for word in group.split() for piece in (word.replace("-", ""), word))
        for root in roots:
            found[root] = found.get(root, frozenset()) | roots - {root}
    return found


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(_text(name))


def _text(name: str) -> str:
    return resources.files(__name__).joinpath(name).read_text(encoding="utf-8")


def _compile(alternatives: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{alternative})" for alternative in alternatives))

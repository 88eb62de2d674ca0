"""How questions are worded: patterns kept as data, compiled once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from assistant.words import fold, stem

__all__ = ["Lexicon", "lexicon", "trade_stems"]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Named groups of patterns: ``kind`` → name → one compiled alternative."""

    patterns: dict[str, dict[str, re.Pattern[str]]]

    def matches(self, kind: str, name: str, text: str) -> bool:
        """Does any pattern of this name match the text (folded here)?"""
        return self.patterns[kind][name].search(fold(text)) is not None

    def matching(self, kind: str, text: str) -> frozenset[str]:
        """The names of all pattern groups of a kind that match the text (folded here)."""
        folded = fold(text)
        return frozenset(name for name, pattern in self.patterns[kind].items() if pattern.search(folded))


@cache
def lexicon() -> Lexicon:
    """The patterns of ``questions.toml``."""
    text = resources.files(__name__).joinpath("questions.toml").read_text(encoding="utf-8")
    return Lexicon(
        {
            kind: {name: _compile(group) for name, group in groups.items()}
            for kind, groups in tomllib.loads(text).items()
        }
    )


def _compile(alternatives: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{alternative})" for alternative in alternatives))


@cache
def trade_stems() -> frozenset[str]:
    """The stems of ``trade.txt``: words that ask for calls, deadlines or money as such, whatever the topic."""
    text = resources.files(__name__).joinpath("trade.txt").read_text(encoding="utf-8")
    return frozenset(stem(word) for word in text.split())

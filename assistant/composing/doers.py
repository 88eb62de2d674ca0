"""By whom something is done, be it no person: "led by the University of Turku", "the Network advises SMEs"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from functools import lru_cache

from assistant.lexicon import equivalents
from assistant.words import CAPITALS, content_words, stem, tokens

_BY = rf"\b(?:by|von|par|por|da|przez) (?:the |an? )?[{CAPITALS}]\w+"
_AGENT = ("er", "or", "r", "")  # "winner" is a stem of its own among the words for "won"
_ENDS_OF_CLAUSE = re.compile(r"[,;:]")


def names_doer(text: str, deeds: Set[str], names: Set[str] = frozenset()) -> bool:
    """Does a text name who does one of these deeds, of what has these names?"""
    return any(_is_of(text, match, names) for deed in deeds for match in _naming(deed).finditer(text))


@lru_cache(512)
def _naming(deed: str) -> re.Pattern[str]:
    roots = sorted({stem(deed)} | equivalents(stem(deed)))
    done = rf"\b(?i:{_either(root.removesuffix('i') for root in roots)})\w*"
    agent = rf"\b(?i:{_either(root + end for root in roots for end in _AGENT)})s?\b"
    doer = rf"\b(?P<doer>[{CAPITALS}][\w’'-]+) (?:\w+ly )?(?!{agent})(?=[a-z]){done}"
    return re.compile(rf"{done}[^.;:\n]{{0,40}}?{_BY}|{doer}|{agent}(?:,|:) \w")


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))


def _is_of(text: str, match: re.Match[str], names: Set[str]) -> bool:
    """Is it no pronoun that does it, and, in brackets, is the deed of what stands before them?"""
    if match["doer"] and not content_words(match["doer"]):
        return False
    before, bracket, within = text[: match.start()].rpartition("(")
    if not bracket or ")" in within:
        return True
    return names <= set(tokens(_ENDS_OF_CLAUSE.split(before)[-1]))

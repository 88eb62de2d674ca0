"""Names that are not words: topic ids, acronyms, product names; in one spelling, whole and in pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(r"[^\W_]+(?:[-/_.&+][^\W_]+)*")
_PIECE = re.compile(r"[^\W_]+")
_MOST_PIECES = 10
_LONGEST_JOIN = 3  # words of a question that may be one name in the text: "Green Boost" for GreenBoost


def stated(text: str) -> Iterator[str]:
    """The identifiers that a text holds: each whole, and every run of two or more of its pieces.

    HORIZON-CL6-2027-01 gives horizoncl6202701, horizoncl6, cl62027, 202701 … A word in capitals counts as a name
    unless its whole line is in capitals.
    """
    for line in text.splitlines():
        shouted = line.isupper()
        for match in _TOKEN.finditer(line):
            yield from _runs(match.group(), shouted)


def asked(text: str) -> Iterator[str]:
    """What a question may mean as an identifier: its tokens, its words, and neighbouring words joined."""
    for match in _TOKEN.finditer(text):
        yield _joined(_PIECE.findall(match.group()))
    words = _PIECE.findall(text)
    for size in range(1, _LONGEST_JOIN + 1):
        for start in range(len(words) - size + 1):
            yield _joined(words[start : start + size])


def _runs(token: str, shouted: bool) -> Iterator[str]:
    pieces = _PIECE.findall(token)[:_MOST_PIECES]
    if len(pieces) == 1 and _is_name(token, shouted):
        yield _joined(pieces)
    for start in range(len(pieces)):
        for end in range(start + 2, len(pieces) + 1):
            yield _joined(pieces[start:end])


def _is_name(word: str, shouted: bool) -> bool:
    """RESIST, CirInWater, eIDAS, CL6; not Water."""
    if len(word) < 2:
        return False
    mixed = any(c.isdigit() for c in word) and any(c.isalpha() for c in word)
    return mixed or (not shouted and any(c.isupper() for c in word[1:]))


def _joined(pieces: list[str]) -> str:
    return "".join(pieces).casefold()

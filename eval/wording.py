"""Which words of two texts differ."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Piece", "pieces", "worded"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand together, with the white space between them, and whether the other text lacks them."""

    words: str
    differs: bool


def pieces(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts cut where they begin or cease to differ."""
    old, new = (re.findall(r"\S+\s*", text) for text in (before, after))
    plain_old, plain_new = ([word.rstrip() for word in words] for words in (old, new))
    steps = difflib.SequenceMatcher(a=plain_old, b=plain_new, autojunk=False).get_opcodes()
    gone = tuple(_cut(old, [(tag, start, end) for tag, start, end, _, _ in steps]))
    come = tuple(_cut(new, [(tag, start, end) for tag, _, _, start, end in steps]))
    return gone, come


def worded(before: str, after: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """The words that differ, joined: what is gone under ``-``, what has come under ``+``, for a terminal."""
    gone, come = pieces(before, after)
    return ("-", _joined(gone)), ("+", _joined(come))


def _cut(words: list[str], steps: list[tuple[str, int, int]]) -> Iterator[Piece]:
    for tag, start, end in steps:
        if end > start:
            yield Piece("".join(words[start:end]), tag != "equal")


def _joined(found: tuple[Piece, ...]) -> str:
    return " … ".join(" ".join(piece.words.split()) for piece in found if piece.differs)

"""What the verifier knows of words, from ``words.toml``: which may stand for one another, which may not."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from assistant.words import fold, stem, tokens


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Stems by what they mean to a check; rows of sets are told apart by their index."""

    synonyms: dict[str, frozenset[str]]
    framing: frozenset[str]
    antonyms: dict[str, tuple[frozenset[str], frozenset[str]]]  # stem → its side, the other sides
    strict: tuple[frozenset[str], ...]
    negators: frozenset[str]
    idioms: re.Pattern[str]
    bounds: re.Pattern[str]
    upper: frozenset[str]
    outer: frozenset[str]  # bounds that leave out the figure itself
    measures: frozenset[str]
    roles: dict[str, frozenset[str]]
    directions: dict[str, str]  # stem → "more" or "less"


@cache
def vocabulary() -> Vocabulary:
    """The words of this process, read once."""
    read = tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
    return Vocabulary(
        synonyms=_synonyms(read["synonyms"]),
        framing=_stems(read["framing"]),
        antonyms=_antonyms(read["antonyms"]),
        strict=tuple(_stems(row) for row in read["strict"]),
        negators=frozenset(read["negators"].split()),
        idioms=_phrases(read["idioms"]),
        bounds=_phrases([*read["upper"], *read["lower"]]),
        upper=frozenset(map(fold, read["upper"])),
        outer=frozenset(map(fold, read["outer"])),
        measures=_stems(read["measures"]),
        roles={role: _stems(words) for role, words in read["roles"].items()},
        directions={root: side for side, words in read["directions"].items() for root in _stems(words)},
    )


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(token) for token in tokens(words))


def _synonyms(rows: list[str]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for members in map(_stems, rows):
        for member in members:
            found[member] = found.get(member, frozenset()) | members
    return found


def _antonyms(rows: list[list[str]]) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    found: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
    for sides in ([_stems(side) for side in row] for row in rows):
        for side in sides:
            others = frozenset().union(*(other for other in sides if other is not side)) - side
            for member in side:
                same, contrary = found.get(member, (frozenset(), frozenset()))
                found[member] = same | side, contrary | others
    return found


def _phrases(phrases: list[str]) -> re.Pattern[str]:
    longest = sorted(map(fold, phrases), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b")

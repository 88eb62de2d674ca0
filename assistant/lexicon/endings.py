"""Endings that English shares with other languages: ``cognates.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, reduce
from importlib import resources
from itertools import combinations

FEWEST = 3  # letters of a word before its ending
__all__ = ["Endings", "endings"]


@dataclass(frozen=True, slots=True)
class Endings:
    """For one language: each ending with its English ones, and letters that English writes otherwise."""

    endings: dict[str, tuple[str, ...]]
    letters: tuple[tuple[str, str], ...]

    def in_english(self, word: str) -> Iterator[str]:
        """What a folded word may be in English, the longest ending first."""
        for at in range(FEWEST, len(word) + 1):
            for ending in self.endings.get(word[at:], ()):
                yield from (f"{stem}{ending}" for stem in self._spelt(word[:at]))

    def _spelt(self, stem: str) -> Iterator[str]:
        """A stem as written, then with some of the letters exchanged, the fewest first."""
        present = [pair for pair in self.letters if pair[0] in stem]
        for count in range(len(present) + 1):
            for pairs in combinations(present, count):
                yield reduce(lambda written, pair: written.replace(*pair), pairs, stem)


@cache
def endings(language: str) -> Endings | None:
    """Those of a language by its BCP 47 code, None for English and others."""
    table = _tables().get(language[:2])
    if table is None:
        return None
    letters = (tuple(pair.split(" ")) for pair in table["letters"])
    found = {ending: tuple(english.split(" ")) for ending, english in table["endings"].items()}
    return Endings(found, tuple((foreign, english) for foreign, english in letters))


@cache
def _tables() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(resources.files(__package__).joinpath("cognates.toml").read_text(encoding="utf-8"))

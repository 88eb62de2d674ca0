"""Questions of other languages put into English, word by word.

``glossary.toml`` holds the words of talks and calls, ``vocabulary.txt`` those of everyday questions. A word may have
several meanings: the index decides, by the first that it holds.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib import resources

from assistant.words import fold

__all__ = ["in_english", "knows"]

Meanings = tuple[str, ...]
_WORD = r"[^\W\d_](?:[\w'’-]*\w)?"
_ELIDED = re.compile(r"\b(?:d|l|qu|dell|all|nell|sull|dall|un|s|c|n|j|m)['’](?=\w)", re.IGNORECASE)
_INVERTED = re.compile(r"(?<=\w)-(?:t-)?(?:ils?|elles?|on|vous|nous|je|tu|ce)\b", re.IGNORECASE)
_ELIDING = frozenset({"fr", "it"})
_COMPOUNDING = frozenset({"de", "nl"})
_PIECE_LETTERS = 4  # of a part of a compound


@dataclass(frozen=True)
class Glossary:
    """The meanings of one language's words, folded: whole, by their beginning (``word*``), or several together."""

    meanings: Mapping[str, Meanings]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The next phrase, else the next word, of a text without capitals and accents."""
        phrases = sorted((key for key in self.meanings if not re.fullmatch(rf"{_WORD}\*?", key)), key=len, reverse=True)
        return re.compile("|".join([*(rf"(?<!\w){re.escape(phrase)}(?!\w)" for phrase in phrases), _WORD]))

    def of(self, word: str) -> Meanings:
        """Those of a folded word, else of the longest beginning of it; none where it is not known."""
        return self.meanings.get(word) or self._beginning(word)

    def _beginning(self, word: str) -> Meanings:
        starts = (f"{word[:end]}*" for end in range(len(word), 0, -1))
        return next((self.meanings[start] for start in starts if start in self.meanings), ())

    def of_compound(self, word: str) -> Meanings:
        """Both parts of a compound ("Kursgebühr"), each known: the longest first there is, which may end in "s"."""
        for at in range(len(word) - _PIECE_LETTERS, _PIECE_LETTERS - 1, -1):
            head = self._whole(word[:at]) or self._whole(word[:at].removesuffix("s"))
            tail = self.of(word[at:])
            if head and tail and head[0] and tail[0]:
                return (f"{head[0]} {tail[0]}",)
        return ()

    def _whole(self, word: str) -> Meanings:
        return self.meanings.get(word) or self.meanings.get(f"{word}*", ())


def in_english(
    text: str,
    language: str,
    phrases: Callable[[str], Sequence[tuple[int, int]]] = lambda _: (),
    known: Callable[[str], int] = len,
    unknown: Callable[[str], str] = str,
) -> str:
    """A question with the words that the glossary knows put into English; all else as it stands.

    ``phrases`` finds the spans of several words that mean something together and stay as they are; ``known`` tells how
    often the index holds a word; ``unknown`` is given each stretch of the text that the glossary does not know.
    """
    code = language[:2]
    if code not in _glossaries():
        return unknown(text)
    apart = _apart(text, code)
    kept, said, at = phrases(apart), [], 0
    for match in _glossaries()[code].pattern.finditer(_flat(apart)):
        start, end = match.span()
        meanings = _meanings(apart[start:end], code, known)
        if meanings and not any(first <= start and end <= last for first, last in kept):
            said += [unknown(apart[at:start]), _of_index(meanings, apart[start:end], known)]
            at = end
    return " ".join("".join((*said, unknown(apart[at:]))).split())


def knows(word: str, language: str) -> bool:
    """Does the glossary of a language hold a folded word?"""
    return language in _glossaries() and bool(_glossaries()[language].of(word))


def _apart(text: str, code: str) -> str:
    """Words that are written together with others apart: "l'appel", "veulent-ils"."""
    text = _ELIDED.sub(" ", text) if code in _ELIDING else text
    return _INVERTED.sub(" ", text) if code == "fr" else text


def _of_index(meanings: Meanings, written: str, known: Callable[[str], int]) -> str:
    """The first meaning that the index holds, else the first; as written where that is the same word."""
    meant = next((m for m in meanings if all(map(known, m.split()))), meanings[0])
    return written if meant == written.lower() else meant


def _meanings(written: str, code: str, known: Callable[[str], int]) -> Meanings:
    """Those of a word; a compound is taken apart unless the index holds it as it is."""
    compounded = code in _COMPOUNDING and (known is len or not known(fold(written)))
    return _read(fold(written), code, compounded)


@lru_cache(maxsize=4096)
def _read(word: str, code: str, compounded: bool) -> Meanings:
    glossary = _glossaries()[code]
    if compounded and word not in glossary.meanings:
        return glossary.of_compound(word) or glossary.of(word)
    return glossary.of(word)


def _flat(text: str) -> str:
    """A text without capitals and accents, letter for letter as long as before."""
    plain = text.lower().replace("ł", "l").replace("’", "'")
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in plain) if len(plain) == len(text) else text


@cache
def _glossaries() -> dict[str, Glossary]:
    found: dict[str, dict[str, Meanings]] = {}
    for language, word, meanings in (*_of_trade(), *_everyday()):
        words = found.setdefault(language, {})
        words[word] = tuple(dict.fromkeys((*words.get(word, ()), *meanings)))
    return {language: Glossary(words) for language, words in found.items()}


def _of_trade() -> Iterator[tuple[str, str, Meanings]]:
    for language, words in tomllib.loads(_text("glossary.toml")).items():
        yield from ((language, word, (meaning,)) for word, meaning in words.items())


def _everyday() -> Iterator[tuple[str, str, Meanings]]:
    lines = [line for line in _text("vocabulary.txt").splitlines() if not line.startswith("# ")]
    _, *languages = _cells(lines[0])
    for line in lines[1:]:
        english, *cells = _cells(line)
        meanings = tuple(english.split(", "))
        for language, words in zip(languages, cells, strict=False):
            yield from ((language, word.replace("_", " "), meanings) for word in words.split())


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def _text(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")

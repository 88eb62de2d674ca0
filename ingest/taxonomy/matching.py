"""Finding synonyms in a text: words looked up, phrases followed in a tree, the longest match of each kind kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.taxonomy.words import WORD, fold, forms, joins

# Identifiers and addresses name things and mean nothing by their words: "LIFE-2026-SAP-NAT-NATURE".
_OPAQUE = re.compile(
    r"\b[A-Z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*-20\d\d(?:-[A-Za-z0-9]+)*\b|https?://\S+|\S+@\S+\.\S+|\bwww\.\S+"
)
_MAY_BE_OPAQUE = re.compile(r"-20\d\d|://|@|www\.")
_KNOWN_WORDS = 100_000  # resolved words remembered

Target = tuple[str, str]  # kind, key; an empty key hides the phrase from that kind


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text: its place, and the words of synonyms that it is a form of."""

    start: int
    end: int
    lemmas: tuple[str, ...]


@dataclass(slots=True)
class _Node:
    children: dict[str, _Node] = field(default_factory=dict)
    targets: list[Target] = field(default_factory=list)


class _Resolved(dict[str, tuple[str, ...]]):
    """Words looked up once; a dictionary of its own kind, since millions of words are asked for."""

    def __init__(self, look_up: Callable[[str], tuple[str, ...]]) -> None:
        super().__init__()
        self._look_up = look_up

    def __missing__(self, written: str) -> tuple[str, ...]:
        if len(self) > _KNOWN_WORDS:
            self.clear()
        found = self[written] = self._look_up(written)
        return found


class Matcher:
    """Synonyms of all kinds and languages; built once, then read by any number of threads."""

    def __init__(self) -> None:
        self._root = _Node()
        self._forms: dict[str, tuple[str, ...]] = {}
        self._exact: dict[str, str] = {}
        self._prefixes: dict[str, str] = {}
        self._suffixes: dict[str, str] = {}
        self._resolved = _Resolved(self._look_up)
        self._lengths: tuple[list[int], list[int]] = ([], [])  # of beginnings and ends, the longest first

    def add(self, synonym: str, language: str, target: Target) -> None:
        """Hyphens of a synonym may be left out: ``e-mobility`` is also ``emobility``."""
        self._insert(synonym, language, target)
        if "-" in synonym and not synonym.startswith("="):
            self._insert(synonym.replace("-", ""), language, target)

    def _insert(self, synonym: str, language: str, target: Target) -> None:
        node = self._root
        for word in self._words(synonym, language):
            node = node.children.setdefault(word, _Node())
        if target not in node.targets:
            node.targets.append(target)

    def _words(self, synonym: str, language: str) -> Iterator[str]:
        exact = synonym.startswith("=")
        for match in re.finditer(r"\*?[^\W_]+\*?", synonym):
            yield self._exact_word(match[0]) if exact else self._word(match[0], language)

    def _exact_word(self, word: str) -> str:
        return self._exact.setdefault(word, f"={word}")

    def _word(self, written: str, language: str) -> str:
        word = fold(written)
        if word.endswith("*"):
            return self._affix(self._prefixes, self._lengths[0], word[:-1], word)
        if word.startswith("*"):
            return self._affix(self._suffixes, self._lengths[1], word[1:], word)
        for form in forms(word, language):
            known = self._forms.get(form, ())
            if word not in known:
                self._forms[form] = (*known, word)
        return word

    def _affix(self, table: dict[str, str], lengths: list[int], part: str, word: str) -> str:
        if len(part) not in lengths:
            lengths.append(len(part))
            lengths.sort(reverse=True)
        return table.setdefault(part, word)

    def vocabulary(self) -> Iterable[str]:
        """The folded words of all synonyms as their files write them, without those that stand for many."""
        return {word for words in self._forms.values() for word in words}

    def resolve(self, written: str) -> tuple[str, ...]:
        """The words of synonyms that a written word is a form of; empty for most words of most texts."""
        return self._resolved[written]

    def _look_up(self, written: str) -> tuple[str, ...]:
        word = fold(written)
        found = self._forms.get(word, ())
        if not found:
            found = (*self._longest(word, self._prefixes, 0), *self._longest(word, self._suffixes, 1))
        return (*found, self._exact[written]) if written in self._exact else found

    def _longest(self, word: str, table: dict[str, str], at: int) -> tuple[str, ...]:
        for size in self._lengths[at]:
            part = word[:size] if at == 0 else word[-size:]
            if size <= len(word) and part in table:
                return (table[part],)
        return ()

    def tokens(self, text: str, *, unknown: bool = False) -> list[Token]:
        """The words of a text in order, those inside identifiers and addresses left out.

        A word that no synonym has joins nothing, so it is left out too, unless ``unknown`` ones are asked for.
        """
        known = self._resolved
        words = ((match, known[match[0]]) for match in WORD.finditer(text) if unknown or known[match[0]])
        found = [Token(match.start(), match.end(), lemmas) for match, lemmas in words]
        hidden = [match.span() for match in _OPAQUE.finditer(text)] if _MAY_BE_OPAQUE.search(text) else []
        return [t for t in found if not any(start <= t.start < end for start, end in hidden)] if hidden else found

    def matches(self, text: str, tokens: Sequence[Token]) -> Iterator[tuple[Target, int, int]]:
        """(target, first token, end token) from left to right; for each kind the longest at each place."""
        free_from: dict[str, int] = {}
        for at, token in enumerate(tokens):
            if self._root.children.keys().isdisjoint(token.lemmas):
                continue
            for kind, (end, keys) in self._longest_from(text, tokens, at).items():
                if at >= free_from.get(kind, 0):
                    free_from[kind] = end
                    yield from (((kind, key), at, end) for key in keys if key)

    def _longest_from(self, text: str, tokens: Sequence[Token], at: int) -> dict[str, tuple[int, list[str]]]:
        best: dict[str, tuple[int, list[str]]] = {}
        level, position = [self._root], at
        while level and position < len(tokens):
            if position > at and not joins(text[tokens[position - 1].end : tokens[position].start]):
                break
            lemmas = tokens[position].lemmas
            level = [child for node in level for lemma in lemmas if (child := node.children.get(lemma)) is not None]
            position += 1
            for child in level:
                for kind, key in child.targets:
                    _keep(best, kind, key, position)
        return best


def _keep(best: dict[str, tuple[int, list[str]]], kind: str, key: str, end: int) -> None:
    """A longer phrase replaces a shorter one; a phrase that hides, of equal length, hides the others."""
    known_end, keys = best.get(kind, (0, []))
    if end > known_end:
        best[kind] = (end, [key])
    elif end == known_end and key not in keys:
        best[kind] = (end, [""] if "" in (key, *keys) else [*keys, key])

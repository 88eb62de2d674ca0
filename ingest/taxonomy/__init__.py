"""What words of questions and calls mean: sectors, applicants, kinds of support, programmes and countries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from ingest.taxonomy.countries import country_entries, members, places
from ingest.taxonomy.entries import FILES, Entry, Kind, entries, phrases, table
from ingest.taxonomy.matching import Matcher, Token
from ingest.taxonomy.spelling import Spelling
from ingest.taxonomy.words import WORD

__all__ = ["Kind", "Mention", "Taxonomy", "load"]


_PASSAGE = 4000  # characters of a text that is remembered


@dataclass(frozen=True, slots=True)
class Mention:
    """A key that ``text[start:end]`` names; country keys are ISO 3166-1 alpha-2 or a region such as ``asia``."""

    kind: Kind
    key: str
    start: int
    end: int


class Taxonomy:
    """The data files, read-only and safe for threads; ``load`` gives the one of this process."""

    def __init__(self) -> None:
        kinds = (*(entry for kind in FILES for entry in entries(kind)), *country_entries())
        self._entries: dict[tuple[str, str], Entry] = {(entry.kind, entry.key): entry for entry in kinds}
        self._matcher = Matcher()
        for entry in kinds:
            for language, phrase in entry.synonyms:
                self._matcher.add(phrase, language, (entry.kind, entry.key))
        for kind, guard in _guards():
            self._matcher.add(guard, "en", (kind, ""))
        self._found = lru_cache(4096)(self._read)  # a text is read for one kind after the other
        self._spelling = Spelling(
            self._matcher.vocabulary(), frozenset(table("guards.toml")["spelling"]["real"].split())
        )

    def find(self, text: str, *, fuzzy: bool = False) -> tuple[Mention, ...]:
        """All mentions in order of place; per kind the longest, and several where a phrase means several keys.

        ``fuzzy`` also reads a misspelt word of five letters or more as the word that was probably meant; use it on
        questions only.
        """
        if fuzzy:
            tokens = self._matcher.tokens(text, unknown=True)
            return self._mentions(text, [token if token.lemmas else self._guessed(text, token) for token in tokens])
        return self._found(text) if len(text) <= _PASSAGE else self._read(text)

    def _read(self, text: str) -> tuple[Mention, ...]:
        return self._mentions(text, self._matcher.tokens(text))

    def _mentions(self, text: str, tokens: Sequence[Token]) -> tuple[Mention, ...]:
        return tuple(
            Mention(kind, key, tokens[first].start, tokens[end - 1].end)  # type: ignore[arg-type]
            for (kind, key), first, end in self._matcher.matches(text, tokens)
        )

    def _guessed(self, text: str, token: Token) -> Token:
        meant = self._spelling.closest(text[token.start : token.end])
        return Token(token.start, token.end, self._matcher.resolve(meant)) if meant else token

    def is_place(self, words: str) -> bool:
        """Do these words name a city or a part of a country, not the country itself?"""
        return words.casefold() in places()

    def knows(self, words: str) -> bool:
        """Is every one of these words written as the taxonomy writes it?"""
        return all(self._matcher.resolve(word) for word in WORD.findall(words))

    def label(self, kind: str, key: str, language: str = "en") -> str:
        """The key in words, in English where the language is none of the six; an unknown key is its own label."""
        entry = self._entries.get((kind, key))
        return (entry.labels.get(language[:2]) or entry.labels["en"]) if entry else key

    def keys(self, kind: Kind) -> tuple[str, ...]:
        """All keys of a kind, in the order of their file."""
        return tuple(key for known, key in self._entries if known == kind)

    def key(self, kind: Kind, words: str) -> str:
        """The key that is written, or that these words mean; ValueError names the keys that there are."""
        keys = self.keys(kind)
        by_case = {key.casefold(): key for key in keys}
        found = by_case.get(words.casefold()) or next((m.key for m in self.find(words) if m.kind == kind), None)
        if found is None:
            raise ValueError(f"{words!r} is not known; allowed are {', '.join(keys)}")
        return found

    def broader(self, kind: str, key: str) -> tuple[str, ...]:
        """Wider keys, the nearest first: a technology's ecosystem, a programme's parent, a country's regions."""
        found: list[str] = []
        queue = [key]
        while queue:
            entry = self._entries.get((kind, queue.pop(0)))
            new = [wider for wider in (entry.broader if entry else ()) if wider not in found]
            found += new
            queue += new
        return tuple(found)

    def members(self, region: str) -> tuple[str, ...]:
        """The country codes of a region, empty for a country."""
        return members(region)

    def programme_of(self, topic_id: str) -> str | None:
        """The programme whose identifiers begin like this one, the narrowest that there is."""
        entry = _programme_entry(topic_id)
        return entry.key if entry else None

    def sectors_of_programme(self, topic_id: str) -> tuple[str, ...]:
        """What every call under this identifier's programme is about: empty for most programmes."""
        entry = _programme_entry(topic_id)
        return entry.sectors if entry else ()


@lru_cache(4096)
def _programme_entry(topic_id: str) -> Entry | None:
    wanted = topic_id.upper()
    fitting = [
        (len(start), entry)
        for entry in entries("programme")
        for start in entry.topics
        if wanted.startswith(start.upper()) and not wanted[len(start) : len(start) + 1].isalnum()
    ]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


def _guards() -> Iterator[tuple[str, str]]:
    for kind, guarded in table("guards.toml").items():
        yield from ((kind, phrase) for phrase in phrases(guarded.get("phrases", "")))


@cache
def load() -> Taxonomy:
    """The taxonomy of this process; the first call takes about a tenth of a second."""
    return Taxonomy()

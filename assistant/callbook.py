"""The calls of one generation, laid out for a question: by id, by name, by words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from assistant.lexicon import trade_stems
from assistant.words import content_words, fold, stem, stems
from ingest.taxonomy import load
from vectorstore.records import Call

# A title is named when this share of its words stands in the question in one piece.
MOST_OF_TITLE = 0.6
_SHORT_NAME = 3  # letters
_RUN = 3  # words of a longer title that must stand in a row
_FEW = 2  # calls that may share a short name
_DIGITS = 4  # of a topic id, which names a year at least
_LONG_ID = 12  # characters
_CAPITALS = re.compile(r"\b[A-Z]{3,}\b")
_TOPIC_ID = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+){2,}")
_IDENTIFIER = re.compile(r"[A-Za-z0-9]+(?:[-/][A-Za-z0-9]+)+")


@dataclass(frozen=True)
class CallBook:
    """All calls of a generation; built once when the generation is opened."""

    calls: tuple[Call, ...]

    def prepare(self) -> None:
        """Build what the first question would otherwise wait for; about a second for 1,000 calls."""
        for name in ("by_id", "_by_acronym", "_acronyms", "_by_topic", "_words", "_titles", "_short_names"):
            getattr(self, name)

    @cached_property
    def by_id(self) -> dict[str, Call]:
        return {call.call_id: call for call in self.calls}

    @cached_property
    def _by_acronym(self) -> dict[str, tuple[Call, ...]]:
        return _grouped((_compact(call.acronym), call) for call in self.calls if call.acronym)

    @cached_property
    def _acronyms(self) -> re.Pattern[str]:
        """One alternative over all acronyms, longest first; pieces may be joined by a hyphen, a space or nothing."""
        names = sorted({_pattern(call.acronym) for call in self.calls if call.acronym}, key=len, reverse=True)
        return re.compile(rf"(?<![\w-])(?:{'|'.join(names) or '(?!)'})(?!\w)", re.IGNORECASE)

    @cached_property
    def _by_topic(self) -> dict[str, tuple[Call, ...]]:
        return _grouped((fold(call.topic_id), call) for call in self.calls if call.topic_id)

    @cached_property
    def _words(self) -> dict[str, frozenset[str]]:
        return {
            call.call_id: frozenset(
                stems(" ".join(filter(None, (call.acronym, call.title, call.summary, call.topic_id))))
            )
            for call in self.calls
        }

    def words(self, call: Call) -> frozenset[str]:
        """The stems of what a call says of itself: acronym, title, summary, topic id."""
        return self._words[call.call_id]

    def named(self, text: str, *, any_case: bool = True) -> tuple[Call, ...]:
        """The calls a text names by topic id, else by acronym; several calls may share an acronym.

        An acronym may be an ordinary word (RESIST, LIFE): with ``any_case`` off it counts only with a capital letter.
        """
        found = self._named_by_topic(text) or self._narrowed(text, self._named_by_acronym(text, any_case))
        return found or (self._named_by_title(_TOPIC_ID.sub(" ", text)) if any_case else ())

    def _narrowed(self, text: str, calls: tuple[Call, ...]) -> tuple[Call, ...]:
        """Of several calls of one acronym those that hold most of the question's other words ("RESIST training")."""
        words = {stem(word) for word in content_words(text)} - trade_stems()
        held = {call.call_id: len(words & self._words[call.call_id]) for call in calls}
        best = {
            call.acronym: max(held[other.call_id] for other in calls if other.acronym == call.acronym) for call in calls
        }
        return tuple(call for call in calls if held[call.call_id] == best[call.acronym])

    def name_words(self, calls: Iterable[Call]) -> frozenset[str]:
        """The stems of the names of these calls: words that ask for the call itself, not for what it says."""
        return frozenset(
            word
            for call in calls
            for name in (call.acronym or call.title, call.topic_id)
            if name
            for word in stems(name)
        )

    @cached_property
    def _titles(self) -> dict[str, list[tuple[tuple[str, ...], Call]]]:
        """The words of every title that says something, by each of its words."""
        found: dict[str, list[tuple[tuple[str, ...], Call]]] = {}
        for call in self.calls:
            words = tuple(stem(word) for word in content_words(call.title))
            for word in set(words):
                found.setdefault(word, []).append((words, call))
        return found

    @cached_property
    def _short_names(self) -> dict[str, tuple[Call, ...]]:
        """Pieces of topic ids in capitals that few calls share, as EEN of SMP-COSME-2024-EEN-01."""
        pieces = _grouped(
            (piece, call)
            for call in self.calls
            for piece in dict.fromkeys((call.topic_id or "").split("-")[1:])
            if len(piece) >= _SHORT_NAME and piece.isalpha() and piece.isupper()
        )
        few = {piece: calls for piece, calls in pieces.items() if len(calls) <= min(_FEW, len(self.calls) // 4)}
        return {piece: calls for piece, calls in few.items() if not _means_something(piece)}

    def title_run(self, text: str, call: Call) -> int:
        """How many words of the call's title stand in a text one after the other."""
        words = tuple(stem(word) for word in content_words(call.title))
        return _longest_run([stem(word) for word in content_words(text)], words)

    def _named_by_title(self, text: str) -> tuple[Call, ...]:
        """The calls of which a text names the title, or most of it in one piece, or the short name of the topic id."""
        short = {call.call_id: call for word in _CAPITALS.findall(text) for call in self._short_names.get(word, ())}
        if short:
            return tuple(short.values())
        asked = [stem(word) for word in content_words(text)]
        near = {id(words): (words, call) for word in set(asked) for words, call in self._titles.get(word, ())}
        runs = [(_longest_run(asked, words), len(words), call) for words, call in near.values() if len(words) > 1]
        shares = [(run / size, call) for run, size, call in runs if run >= min(size, _RUN)]
        best = max((share for share, _ in shares), default=0.0)
        return tuple(call for share, call in shares if share == best >= MOST_OF_TITLE)

    def renamed(self, text: str, name: str) -> str | None:
        """A text with the first call that it names called by another name; None where it names none."""
        pattern = self._acronyms if self._acronyms.search(text) else _IDENTIFIER
        return pattern.sub(name, text, count=1) if pattern.search(text) else None

    def _named_by_topic(self, text: str) -> tuple[Call, ...]:
        found: dict[str, Call] = {}
        for match in _IDENTIFIER.finditer(text):
            identifier = fold(match.group())
            for call in self._by_topic.get(identifier, ()) or self._topics_below(identifier):
                found[call.call_id] = call
        return tuple(found.values()) or self._topics_run_together(text)

    def _topics_run_together(self, text: str) -> tuple[Call, ...]:
        """The calls whose topic ids a text writes with blanks or other signs for the hyphens."""
        if sum(c.isdigit() for c in text) < _DIGITS:
            return ()
        written = _compact(text)
        found = (
            calls for topic, calls in self._by_topic.items() if len(topic) >= _LONG_ID and _compact(topic) in written
        )
        return tuple(call for calls in found for call in calls)

    def _topics_below(self, identifier: str) -> tuple[Call, ...]:
        """The calls whose topic id begins with an identifier that is long enough to be one (RFCS-2026-02)."""
        if not any(c.isdigit() for c in identifier) or identifier.count("-") < 1:
            return ()
        return tuple(
            call for topic, calls in self._by_topic.items() if topic.startswith(identifier + "-") for call in calls
        )

    def _named_by_acronym(self, text: str, any_case: bool) -> tuple[Call, ...]:
        found: dict[str, Call] = {}
        for match in self._acronyms.finditer(text):
            if any_case or match.group() != match.group().lower():
                found |= {call.call_id: call for call in self._by_acronym.get(_compact(match.group()), ())}
        return tuple(found.values())


def _longest_run(asked: list[str], title: tuple[str, ...]) -> int:
    """How many words of a title stand in a question one after the other."""
    from difflib import SequenceMatcher

    return SequenceMatcher(None, asked, title, autojunk=False).find_longest_match().size


def _means_something(piece: str) -> bool:
    """Is a short name also a word of questions, as SME or WATER?"""
    return stem(fold(piece)) in trade_stems() or any(mention.kind != "programme" for mention in load().find(piece))


def _compact(name: str) -> str:
    return "".join(c for c in fold(name) if c.isalnum())


def _pattern(acronym: str) -> str:
    return r"[-\s]?".join(re.escape(piece) for piece in re.findall(r"\w+", acronym))


def _grouped(pairs: Iterable[tuple[str, Call]]) -> dict[str, tuple[Call, ...]]:
    groups: dict[str, list[Call]] = {}
    for key, call in pairs:
        groups.setdefault(key, []).append(call)
    return {key: tuple(calls) for key, calls in groups.items()}

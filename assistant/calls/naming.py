"""The calls that a text names: by topic id, by acronym, by title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from assistant.calls.names import CallNames, grouped, head_of
from assistant.lexicon import trade_stems
from assistant.words import content_words, fold, stem, stems
from vectorstore.records import Call

_DIGITS = 4  # of a topic id, which names a year at least
_LONG_NAME = 6  # letters of an acronym that may be misspelt
_IN_CAPITALS = re.compile(r"(?<![\w-])[A-Z]{6,}(?![\w-])")
_LONG_ID = 12  # characters
_TOPIC_ID = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+){2,}")
_IDENTIFIER = re.compile(r"[A-Za-z0-9]+(?:[-/][A-Za-z0-9]+)+")


@dataclass(frozen=True)
class Naming:
    """The names of all calls of a generation; ``words`` are the stems of what each says of itself, by its id."""

    calls: tuple[Call, ...]
    words: Mapping[str, frozenset[str]]

    def prepare(self) -> None:
        """Build what the first question would otherwise wait for."""
        _ = self._by_acronym, self._acronyms, self._by_topic, self._compact_topics
        self._names.prepare()

    def named(
        self, text: str, *, any_case: bool = True, by_title: bool = True, alone: bool = False
    ) -> tuple[Call, ...]:
        """The calls a text names by topic id, else by acronym, else by title; several calls may share an acronym.

        An acronym may be an ordinary word (RESIST, LIFE): with ``any_case`` off it counts only with a capital letter.
        ``alone``: see CallNames.
        """
        found = self._named_by_topic(text) or self._narrowed(text, self._named_by_acronym(text, any_case))
        found = found or (self._narrowed(text, self._named_misspelt(text)) if by_title and not alone else ())
        return found or (self._names.named(_TOPIC_ID.sub(" ", text), alone=alone) if by_title else ())

    def _narrowed(self, text: str, calls: tuple[Call, ...]) -> tuple[Call, ...]:
        """Of several calls of one acronym those that hold most of the question's other words ("RESIST training")."""
        words = {stem(word) for word in content_words(text)} - trade_stems()
        held = {call.call_id: len(words & self.words[call.call_id]) for call in calls}
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

    def without_titles(self, text: str, calls: Iterable[Call]) -> str:
        """A text without the titles of these calls: "EIC Transition Open" asks not whether something is open."""
        for title in dict.fromkeys(call.title for call in calls):
            for name in (title, head_of(title)):
                if name.lower() in text.lower():  # most are not: a name may be a piece of a title
                    text = re.sub(re.escape(name), "it", text, flags=re.IGNORECASE)
        return text

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where a text holds names of calls in capitals; they mean nothing else, whatever their words do."""
        return [place for place, _ in self._names.in_capitals(text)]

    def title_run(self, text: str, call: Call) -> int:
        """How many words of the call's title stand in a text one after the other."""
        return self._names.title_run(text, call)

    @cached_property
    def _names(self) -> CallNames:
        return CallNames(self.calls)

    def renamed(self, text: str, name: str) -> str | None:
        """A text with the first call that it names called by another name; None where it names none."""
        pattern = self._acronyms if self._acronyms.search(text) else _IDENTIFIER
        return pattern.sub(name, text, count=1) if pattern.search(text) else None

    def has_topic(self, identifier: str) -> bool:
        """Is an identifier the topic id of a call, or what some begin with?"""
        return bool(self._of_topic(fold(identifier)))

    def _of_topic(self, identifier: str) -> tuple[Call, ...]:
        """The calls of an identifier, whole, without its programme ("CL6-2027-01-CIRCBIO-03"), or of its beginning."""
        return self._by_topic.get(identifier) or self._by_tail.get(identifier) or self._topics_below(identifier)

    @cached_property
    def _by_tail(self) -> dict[str, tuple[Call, ...]]:
        tails = ((topic.partition("-")[2], calls) for topic, calls in self._by_topic.items())
        return {tail: calls for tail, calls in tails if tail.count("-") > 1 and any(c.isdigit() for c in tail)}

    def _named_by_topic(self, text: str) -> tuple[Call, ...]:
        found: dict[str, Call] = {}
        for match in _IDENTIFIER.finditer(text):
            identifier = fold(match.group())
            for call in self._of_topic(identifier):
                found[call.call_id] = call
        return tuple(found.values()) or self._topics_run_together(text)

    def _topics_run_together(self, text: str) -> tuple[Call, ...]:
        """The calls whose topic ids a text writes with blanks or other signs for the hyphens."""
        if sum(c.isdigit() for c in text) < _DIGITS:
            return ()
        written = _compact(text)
        found = (call for topic, calls in self._compact_topics if topic in written for call in calls)
        return tuple(call for call in found if _stands_in(call.topic_id or "", text))

    @cached_property
    def _compact_topics(self) -> tuple[tuple[str, tuple[Call, ...]], ...]:
        return tuple((_compact(topic), calls) for topic, calls in self._by_topic.items() if len(topic) >= _LONG_ID)

    def _topics_below(self, identifier: str) -> tuple[Call, ...]:
        """The calls whose topic id begins with an identifier that is long enough to be one (RFCS-2026-02)."""
        if not any(c.isdigit() for c in identifier) or identifier.count("-") < 1:
            return ()
        return tuple(
            call for topic, calls in self._by_topic.items() if topic.startswith(identifier + "-") for call in calls
        )

    def _named_misspelt(self, text: str) -> tuple[Call, ...]:
        """The calls of the acronym that a word in capitals, or the only telling word, is one slip away from."""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extractOne

        words = [word for word in content_words(text) if stem(word) not in trade_stems()]
        words = words if len(words) == 1 else [fold(word) for word in _IN_CAPITALS.findall(text)]
        for word in (word for word in words if len(word) >= _LONG_NAME):
            near = [name for name in self._by_acronym if name[0] == word[0]]
            found = extractOne(word, near, scorer=OSA.distance, score_cutoff=1)
            if found:
                return self._by_acronym[found[0]]
        return ()

    def _named_by_acronym(self, text: str, any_case: bool) -> tuple[Call, ...]:
        found: dict[str, Call] = {}
        for match in self._acronyms.finditer(text):
            if any_case or match.group() != match.group().lower():
                found |= {call.call_id: call for call in self._by_acronym.get(_compact(match.group()), ())}
        return tuple(found.values())

    @cached_property
    def _by_acronym(self) -> dict[str, tuple[Call, ...]]:
        return grouped((_compact(call.acronym), call) for call in self.calls if call.acronym)

    @cached_property
    def _acronyms(self) -> re.Pattern[str]:
        """One alternative over all acronyms, longest first; pieces may be joined by a hyphen, a space or nothing."""
        names = sorted({_pattern(call.acronym) for call in self.calls if call.acronym}, key=len, reverse=True)
        return re.compile(rf"(?<![\w-])(?:{'|'.join(names) or '(?!)'})(?!\w)", re.IGNORECASE)

    @cached_property
    def _by_topic(self) -> dict[str, tuple[Call, ...]]:
        return grouped((fold(call.topic_id), call) for call in self.calls if call.topic_id)


def _compact(name: str) -> str:
    return "".join(c for c in fold(name) if c.isalnum())


def _stands_in(topic_id: str, text: str) -> bool:
    """Does a text hold a topic id, whatever joins its pieces, that is not part of a longer one (…-06 in …-061)?"""
    pieces = r"[\W_]*".join(map(re.escape, re.findall(r"[a-z0-9]+", fold(topic_id))))
    return re.search(rf"(?<![a-z0-9]){pieces}(?!-?[a-z0-9])", fold(text)) is not None


def _pattern(acronym: str) -> str:
    return r"[-\s]?".join(re.escape(piece) for piece in re.findall(r"\w+", acronym))

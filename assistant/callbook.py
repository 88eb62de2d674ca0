"""The calls of one generation, laid out for a question: by id, by name, by words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from assistant.words import fold, stems
from vectorstore.records import Call

_IDENTIFIER = re.compile(r"[A-Za-z0-9]+(?:[-/][A-Za-z0-9]+)+")


@dataclass(frozen=True)
class CallBook:
    """All calls of a generation; built once when the generation is opened."""

    calls: tuple[Call, ...]

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
        return self._named_by_topic(text) or self._named_by_acronym(text, any_case)

    def name_words(self, calls: Iterable[Call]) -> frozenset[str]:
        """The stems of the names of these calls: words that ask for the call itself, not for what it says."""
        return frozenset(
            word for call in calls for name in (call.acronym, call.topic_id) if name for word in stems(name)
        )

    def _named_by_topic(self, text: str) -> tuple[Call, ...]:
        found: dict[str, Call] = {}
        for match in _IDENTIFIER.finditer(text):
            identifier = fold(match.group())
            for call in self._by_topic.get(identifier, ()) or self._topics_below(identifier):
                found[call.call_id] = call
        return tuple(found.values())

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


def _compact(name: str) -> str:
    return "".join(c for c in fold(name) if c.isalnum())


def _pattern(acronym: str) -> str:
    return r"[-\s]?".join(re.escape(piece) for piece in re.findall(r"\w+", acronym))


def _grouped(pairs: Iterable[tuple[str, Call]]) -> dict[str, tuple[Call, ...]]:
    groups: dict[str, list[Call]] = {}
    for key, call in pairs:
        groups.setdefault(key, []).append(call)
    return {key: tuple(calls) for key, calls in groups.items()}

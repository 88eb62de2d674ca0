"""The calls of one generation, laid out for a question: by id, by name, by words, by what they offer, by day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from assistant.calls.index import CallIndex, Places, postings
from assistant.calls.moments import Flags, Moments
from assistant.calls.names import grouped
from assistant.calls.naming import Naming
from assistant.lexicon import trade_stems
from assistant.words import content_words, stem, stems, tokens
from ingest.taxonomy import load
from vectorstore.records import Call

_TELLING = 7  # letters of a word that names a programme by itself


@dataclass(frozen=True)
class CallBook:
    """All calls of a generation; built once when the generation is opened."""

    calls: tuple[Call, ...]

    def prepare(self) -> None:
        """Build what the first question would otherwise wait for; about a second for 1,000 calls."""
        _ = self.by_id, self._by_programme, self._own_programmes
        self.naming.prepare()
        self.index.prepare()
        self.moments.prepare()

    @cached_property
    def index(self) -> CallIndex:
        """The same calls by what they say and offer."""
        return CallIndex(self.calls, tuple(self._words[call.call_id] for call in self.calls))

    @cached_property
    def naming(self) -> Naming:
        """The same calls by their names."""
        return Naming(self.calls, self._words)

    @cached_property
    def moments(self) -> Moments:
        """The same calls by what is open when."""
        return Moments(self.calls)

    def programmes(self, call: Call) -> frozenset[str]:
        """The keys of a call's programme and of those it is part of, and the programme's name in small letters."""
        if call.call_id not in self._programmes:
            self._programmes[call.call_id] = _programmes_of(call)
        return self._programmes[call.call_id]

    @cached_property
    def _programmes(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _by_programme(self) -> dict[str, Places]:
        return postings((key, at) for at, call in enumerate(self.calls) for key in self.programmes(call))

    def of_programmes(self, keys: Iterable[str]) -> Flags:
        """For each call whether it is of one of these programmes."""
        found = np.zeros(len(self.calls), dtype=np.bool_)
        for key in keys:
            found[self._by_programme.get(key, [])] = True
        return found

    def own_programmes(self, text: str) -> tuple[str, ...]:
        """The programmes that no taxonomy knows and a text names: in full, or by a word used for nothing else."""
        said, written = stems(text), f" {' '.join(tokens(text))} "
        return tuple(
            name
            for name, (whole, telling) in self._own_programmes.items()
            if whole in written or not telling.isdisjoint(said)
        )

    @cached_property
    def _own_programmes(self) -> dict[str, tuple[str, frozenset[str]]]:
        """Each with its words in one line, and the long words of its name that no call says of itself."""
        names = dict.fromkeys(call.programme for call in self.calls if not _programmes_named(call.programme))
        used = frozenset().union(*self._words.values()) | trade_stems()
        return {
            name.casefold(): (
                f" {' '.join(tokens(name))} ",
                frozenset(
                    stem(word)
                    for word in content_words(name)
                    if len(word) >= _TELLING and stem(word) not in used and not load().find(word)
                ),
            )
            for name in names
            if name
        }

    def stated_in(self, passage_id: str) -> tuple[Call, ...]:
        """The calls of which some field has its evidence in a passage."""
        return self._by_passage.get(passage_id, ())

    @cached_property
    def _by_passage(self) -> dict[str, tuple[Call, ...]]:
        return grouped((name, call) for call in self.calls for name in {each.passage_id for each in call.evidence})

    @cached_property
    def by_id(self) -> dict[str, Call]:
        return {call.call_id: call for call in self.calls}

    @cached_property
    def _words(self) -> dict[str, frozenset[str]]:
        """The stems of what a call says of itself: acronym, title, summary, topic id."""
        return {
            call.call_id: frozenset(
                stems(" ".join(filter(None, (call.acronym, call.title, call.summary, call.topic_id))))
            )
            for call in self.calls
        }


def _programmes_of(call: Call) -> frozenset[str]:
    own = {e.value for e in call.evidence if e.field == "programme"}
    own |= {load().programme_of(call.topic_id or "") or "", *_programmes_named(call.programme)}
    return frozenset({call.programme.casefold(), *own, *(w for name in own for w in load().broader("programme", name))})


@lru_cache(maxsize=1024)
def _programmes_named(name: str) -> tuple[str, ...]:
    """The keys of the programmes that a source's own name for one means."""
    return tuple(mention.key for mention in load().find(name) if mention.kind == "programme")

"""Which calls of a generation hold a word or offer what is wanted, as arrays over all of them.

A question is held against every call at once here, so that only the best are judged criterion by criterion.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from assistant.lexicon import equivalents
from assistant.words import COMPOUND, stem
from vectorstore.records import Call

_FIELDS = {"sector": "sectors", "need": "support", "applicant": "applicants", "country": "countries"}
SEAT = "seat"  # beside the criteria: where applicants must be established
# By the labels of all deadlines of a call.
_PROCEDURES: dict[str, Callable[[str], bool]] = {
    "single-stage": lambda labels: "single" in labels,
    "two-stage": lambda labels: "stage" in labels.replace("single-stage", ""),
    "cut-offs": lambda labels: "cut-off" in labels,
}

Shares = NDArray[np.float64]
Places = NDArray[np.intp]
_NOWHERE = np.empty(0, dtype=np.intp)


@dataclass(frozen=True, eq=False)
class CallIndex:
    """Postings over calls; ``words`` are the stems of what each call says of itself, in the order of the calls."""

    calls: tuple[Call, ...]
    words: tuple[frozenset[str], ...]

    def prepare(self) -> None:
        """Build what the first question would otherwise wait for."""
        _ = self._by_stem, self._by_key, self.places, self._named, self.grants, self.title_ranks

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each call stands, by its id."""
        return {call.call_id: at for at, call in enumerate(self.calls)}

    def held(self, weights: Mapping[str, float]) -> Shares:
        """For each call the share of these words, by weight, that it says of itself."""
        shares, total = np.zeros(len(self.calls)), sum(weights.values())
        for word, weight in weights.items() if total else ():
            shares[self._holding(stem(word))] += weight / total
        return shares

    def offered(self, criterion: str, keys: Iterable[str]) -> NDArray[np.intp]:
        """For each call how many of these keys it names."""
        counts = np.zeros(len(self.calls), dtype=np.intp)
        for key in dict.fromkeys(keys):
            counts[self._by_key.get((criterion, key), _NOWHERE)] += 1
        return counts

    def named(self, criterion: str) -> NDArray[np.intp]:
        """For each call how many keys it names for a criterion."""
        return self._named[criterion]

    def in_stages(self, stages: str) -> NDArray[np.bool_]:
        """For each call whether its deadlines are those of such a procedure; neither where their labels do not say."""
        return np.array([_PROCEDURES[stages](labels) for labels in self._labels], dtype=np.bool_)

    @cached_property
    def _labels(self) -> list[str]:
        return [" ".join(deadline.label for deadline in call.deadlines) for call in self.calls]

    def says(self, criterion: str) -> NDArray[np.bool_]:
        """For each call whether it names anything for a criterion."""
        said: NDArray[np.bool_] = self._named[criterion] > 0
        return said

    @cached_property
    def _named(self) -> dict[str, NDArray[np.intp]]:
        return {
            criterion: np.array([len(set(named(call, criterion))) for call in self.calls], dtype=np.intp)
            for criterion in (*_FIELDS, SEAT)
        }

    @cached_property
    def grants(self) -> tuple[Shares, Shares]:
        """For each call the least and the most that one project gets, NaN where no amount is known."""
        budgets = [call.budget for call in self.calls]
        low = [b.min_eur or b.max_eur or np.nan for b in budgets]
        high = [b.max_eur or b.min_eur or np.nan for b in budgets]
        return np.array(low, dtype=np.float64), np.array(high, dtype=np.float64)

    @cached_property
    def title_ranks(self) -> Places:
        """For each call its place in the order of the titles."""
        by_title = sorted(range(len(self.calls)), key=lambda at: self.calls[at].title)
        return np.argsort(np.array(by_title, dtype=np.intp))

    def relevance(self, found: Mapping[str, float]) -> Shares:
        """Values given by call id, for each call; 0 where none is given."""
        values = np.zeros(len(self.calls))
        for call_id, value in found.items():
            if call_id in self.places:
                values[self.places[call_id]] = value
        return values

    def _holding(self, root: str) -> Places:
        """The calls that hold a word: its stem, one that says the same, or for long words as part of a compound."""
        if root not in self._held_before:
            meant = {root, *equivalents(root)}
            if len(root) >= COMPOUND:
                meant.update(other for other in self._by_stem if root in other)
            found = [self._by_stem[each] for each in meant if each in self._by_stem]
            self._held_before[root] = np.unique(np.concatenate(found)) if found else _NOWHERE
        return self._held_before[root]

    @cached_property
    def _held_before(self) -> dict[str, Places]:
        return {}

    @cached_property
    def _by_stem(self) -> dict[str, Places]:
        return postings((root, at) for at, held in enumerate(self.words) for root in held)

    @cached_property
    def _by_key(self) -> dict[tuple[str, str], Places]:
        return postings(
            ((criterion, key), at)
            for at, call in enumerate(self.calls)
            for criterion in (*_FIELDS, SEAT)
            for key in dict.fromkeys(named(call, criterion))
        )


def named(call: Call, criterion: str) -> tuple[str, ...]:
    """What a call names for a criterion, or as the seat of applicants; nothing for the deadline."""
    if criterion == SEAT:
        return tuple(evidence.value for evidence in call.evidence if evidence.field == SEAT)
    return getattr(call, _FIELDS[criterion]) if criterion in _FIELDS else ()


Key = TypeVar("Key", bound=Hashable)


def postings(pairs: Iterable[tuple[Key, int]]) -> dict[Key, Places]:
    """The places of each key, in order."""
    places: dict[Key, list[int]] = {}
    for key, at in pairs:
        places.setdefault(key, []).append(at)
    return {key: np.array(held, dtype=np.intp) for key, held in places.items()}

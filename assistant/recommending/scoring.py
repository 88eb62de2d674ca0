"""How well each call fits what is asked, in one array for all: what retrieval found, its words, what it offers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.answers import Criterion
from assistant.calls.callbook import CallBook
from assistant.recommending.wanted import accepted_as, with_regions
from assistant.retrieving import Retrieved
from assistant.understanding.understood import Understood, topic_words
from assistant.words import content_words, stem
from vectorstore.records import Call

_WEIGHTS: dict[Criterion, float] = {"sector": 0.25, "need": 0.25, "country": 0.2, "applicant": 0.08}
_RELEVANCE = 0.5
_THEMES = frozenset({"sector", "support"})
_FEWEST = 2  # words that make a topic beside the name of a field

Scores = NDArray[np.float64]


@dataclass(frozen=True)
class Scoring:
    """The scores of all calls of a generation for one question, in the order of the book; 0..1."""

    understood: Understood
    retrieved: Retrieved
    book: CallBook

    def by_promise(self, scores: Scores) -> Iterator[Call]:
        """The calls of which something speaks for them, in the order of these scores."""
        order = np.argsort(-scores, kind="stable")
        return (self.book.calls[at] for at in order[: np.count_nonzero(scores)])

    @cached_property
    def standing(self) -> Scores:
        """The score of every call: its relevance, and what it gives of what was asked for.

        Much asked for weighs as much as relevance; naming any of the sectors or needs wanted counts for half.
        """
        index, wanted = self.book.index, self._wanted
        given = np.zeros(len(self.book.calls))
        for criterion, keys in wanted.items():
            named = index.offered(criterion, keys)
            share = 0.5 + 0.5 * named / len(keys) if criterion in ("sector", "need") else 1.0
            given += _WEIGHTS[criterion] * np.where(named > 0, share, 0.0)
        standing = (_RELEVANCE * self.relevances + given) / (_RELEVANCE + sum(_WEIGHTS[each] for each in wanted))
        return np.minimum(standing, 1.0)

    @cached_property
    def _wanted(self) -> dict[Criterion, tuple[str, ...]]:
        """The keys that count for each criterion that the asker gave something for."""
        asked = self.understood.profile
        keys: dict[Criterion, tuple[str, ...]] = {
            "sector": asked.sectors,
            "need": asked.needs,
            "applicant": accepted_as(asked.applicant),
            "country": tuple(with_regions(filter(None, (*self.understood.countries, asked.country)))),
        }
        return {criterion: named for criterion, named in keys.items() if named}

    @cached_property
    def relevances(self) -> Scores:
        """The relevance of every call; see ``relevance``."""
        retrieved = self.book.index.relevance(self.retrieved.relevance)
        return 0.5 * retrieved + 0.5 * self.shares_held if self._topic_total else retrieved

    @cached_property
    def beyond_field(self) -> Scores:
        """The relevance by the words that name no field, where there are some: these speak of the topic itself."""
        asked = self.understood
        named = [asked.question[m.start : m.end] for m in asked.mentions if m.kind == "sector"]
        of_field = {stem(word) for words in named for word in content_words(words)}
        beyond = {word: weight for word, weight in self.topic.items() if stem(word) not in of_field}
        if len(beyond) < _FEWEST or len(beyond) == len(self.topic):
            return self.relevances
        retrieved = self.book.index.relevance(self.retrieved.relevance)
        return np.maximum(self.relevances, 0.5 * retrieved + 0.5 * self.book.index.held(beyond))

    @cached_property
    def shares_held(self) -> Scores:
        return self.book.index.held(self.topic)

    @cached_property
    def _topic_total(self) -> float:
        return sum(self.topic.values())

    def score(self, call: Call) -> float:
        """Its standing, by which calls are ranked."""
        return float(self.standing[self.book.index.places[call.call_id]])

    def relevance(self, call: Call) -> float:
        """0..1: how well retrieval found the call, and how much of the topic its own description names."""
        return float(self.relevances[self.book.index.places[call.call_id]])

    @cached_property
    def topic(self) -> dict[str, float]:
        """The words of the topic with their weights.

        Words of another language for a field or need that no call holds are left to the criteria.
        """
        weights = {word: self.retrieved.weights.get(word, 0.0) for word in topic_words(self.understood)}
        if self.understood.language[:2] == "en":
            return weights
        beyond = frozenset(topic_words(self.understood, without=_THEMES))
        return {word: weights[word] for word in weights if word in beyond or self.book.index.held({word: 1.0}).any()}

"""Which calls answer a question: those it names, those its conditions select, or those that fit who asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import islice

import numpy as np

from assistant.answers import Verdict
from assistant.callbook import CallBook
from assistant.conditions import Conditions
from assistant.drafts import Match, Matches
from assistant.matching import findings
from assistant.ordering import at_one_end
from assistant.retrieving import Retrieved
from assistant.scoring import Scoring
from assistant.status import next_day, status
from assistant.understanding import Understood, narrowing_words
from assistant.words import content_words
from vectorstore.records import Call

MOST_LISTED = 100
MOST_FITTING = 8
MOST_MAYBE = 3
MOST_CLOSED = 5
# A call further than this below the best one is no answer beside it; set on the development questions.
CUT = 0.6
# How relevant a call must be to be worth a look where neither applicant nor country speak for it.
LIKELY = 0.3
# The share of a topic's words that the one call a question means must hold; set on the development questions.
MEANT = 0.5
LIKELY_MEANT = 100  # calls that the one a question means is looked for among
# What each word of a title that stands in the question in a row speaks for its call being meant.
RUN = 0.1
# How relevant a call must be where nobody asked for calls; set on public collections of questions off the topic.
NEAR = 0.3
NEAR_A_PERSON = 0.45
# How relevant a call must be for its theme to be no bar, though its words name another field.
OVERRULES = 0.55
ALL_WORDS = 0.99  # the share of a topic's words that a call on it holds


@dataclass(frozen=True)
class Recommender:
    """Holds the calls of a generation against one question."""

    understood: Understood
    retrieved: Retrieved
    book: CallBook

    @cached_property
    def _conditions(self) -> Conditions:
        return Conditions(self.understood, self.book)

    @cached_property
    def _scoring(self) -> Scoring:
        return Scoring(self.understood, self.retrieved, self.book)

    def named(self) -> Matches:
        """The calls that the question names, in the order of their deadlines."""
        return self.told(self.understood.named)

    def named_within(self) -> Matches:
        """Those of them that meet the conditions of the question, such as a month."""
        return self.told(call for call in self.understood.named if self._conditions.met_by(call))

    def told(self, calls: Iterable[Call]) -> Matches:
        """These calls, in the order of their deadlines."""
        return _split(self._by_deadline(map(self._match, calls)))

    def listed(self) -> Matches:
        """Every call that meets the conditions of the question: period, programme, sector, support, applicant."""
        matches = [self._match(call) for call in self.book.calls if self._conditions.met_by(call)]
        found = _split(self._by_deadline(self._on_topic(matches)))
        if self.understood.order:
            return at_one_end(found, self.understood.order, self.understood.as_of)
        if "open_now" in self.understood.intents and not self.understood.period:
            found = _without_forthcoming(found)
        restricted = self.understood.period or self._conditions.programmes or not found.current
        return found if restricted else replace(found, closed=())

    def _on_topic(self, matches: list[Match]) -> list[Match]:
        """Those that hold the words of a topic; where it has none, or no call holds them, those that fail nothing.

        A word counts where it is narrower than the field that it belongs to, as soil is than agriculture.
        """
        weights = self._narrower
        shares = self.book.index.held(weights)
        places = self.book.index.places
        holding = [match for match in matches if weights and shares[places[match.call.call_id]] > ALL_WORDS]
        kept = [m for m in (match.with_theme_open() for match in holding) if not m.failed]
        kept = kept or self._of_field([match for match in matches if not match.failed])
        return [match for match in kept if match.passed_all] or kept

    def _of_field(self, matches: list[Match]) -> list[Match]:
        """Where one end of an order is asked for, the calls that say the field's own word, if there are any.

        The first of those that only touch a field somewhere in a long text would be no answer.
        """
        asked = self.understood
        if not asked.order:
            return matches
        named = (m for m in asked.mentions if m.kind == "sector" and m.key in asked.profile.sectors)
        words = {word: 1.0 for m in named for word in content_words(asked.question[m.start : m.end])}
        shares, places = self.book.index.held(words), self.book.index.places
        return [match for match in matches if shares[places[match.call.call_id]] > 0] or matches

    @cached_property
    def _narrower(self) -> dict[str, float]:
        """The words of the topic that stand for no condition of a list, with their weights."""
        words = narrowing_words(self.understood)
        return {word: self.retrieved.weights.get(word, 0.0) for word in words}

    def fitting(self) -> Matches:
        """The calls that fit the asker or the topic, best first; a failed criterion removes a call."""
        current, closed = self._kept(closed=False), self._kept(closed=True)
        if self.understood.period and not current and not closed:
            return self._closed_before()
        best = max((match.score for match in (*current[:1], *closed[:1])), default=0.0)
        return Matches(_few(_near_best(current)), _few(_near_best(closed, best))[:MOST_CLOSED])

    def _closed_before(self) -> Matches:
        """Where no call fits on the days asked for, and none on other days that are left: those that would have."""
        at_any_time = replace(self, understood=replace(self.understood, period=None)).fitting()
        return Matches() if at_any_time.current else at_any_time

    def _kept(self, *, closed: bool) -> list[Match]:
        """The best calls worth saying, open or closed: as many as are shown of each verdict, few more are judged."""
        kept: list[Match] = []
        is_closed = self.book.closed(self.understood.as_of)
        for call in self._scoring.by_promise(np.where(is_closed == closed, self._scoring.standing, 0.0)):
            if not self._conditions.met_by(call):
                continue
            match = self._judged(call)
            if kept and (match.score < CUT * kept[0].score or _are_enough(kept)):
                break
            if self._worth_saying(match):
                kept.append(match)
        return sorted(kept, key=lambda match: -match.score)

    def _worth_saying(self, match: Match) -> bool:
        """Only a question for calls, or an organisation's, gets what may fit; others what is near."""
        if match.verdict is None or self.understood.seeks_calls:
            return match.verdict is not None
        relevance = self._scoring.relevance(match.call)
        if self.understood.is_personal:
            return relevance >= NEAR_A_PERSON
        return relevance >= NEAR or match.verdict == "fits"

    def best(self) -> Matches:
        """The one call that the question most likely means, open or closed."""
        scoring = self._scoring
        likely = np.where(scoring.shares_held >= MEANT, scoring.standing, 0.0) if scoring.topic else scoring.standing
        meant = scoring.by_promise(likely)
        ranked = sorted(
            (match for match in map(self._judged, islice(meant, LIKELY_MEANT)) if match.verdict),
            key=lambda m: -m.score - RUN * self.book.title_run(self.understood.question, m.call),
        )
        return _split(ranked[:1])

    def _match(self, call: Call) -> Match:
        return Match(call, status(call, self.understood.as_of), findings(call, self.understood))

    def _judged(self, call: Call) -> Match:
        match = self._match(call)
        relevance = self._scoring.relevance(call)
        if relevance >= OVERRULES:
            match = match.with_theme_open()
        score = self._scoring.score(call)
        return replace(match, verdict=self._verdict(match, relevance), score=score)

    def _verdict(self, match: Match, relevance: float) -> Verdict | None:
        if match.failed:
            return None
        if match.passed("sector") or match.passed("need"):
            return "fits"
        likely = match.passed("applicant") or match.passed("country") or relevance >= LIKELY
        return "may_fit" if likely and relevance > 0 else None

    def _by_deadline(self, matches: Iterable[Match]) -> list[Match]:
        as_of = self.understood.as_of
        return sorted(matches, key=lambda m: (next_day(m.call, as_of) or date.max, m.call.title))


def _split(matches: Iterable[Match]) -> Matches:
    held = list(matches)
    return Matches(
        tuple(match for match in held if match.status != "closed"),
        tuple(match for match in held if match.status == "closed"),
    )


def _without_forthcoming(found: Matches) -> Matches:
    """Where some are open, the forthcoming are only counted."""
    now = tuple(match for match in found.current if match.status != "forthcoming")
    is_any_open = any(match.status == "open" for match in now)
    return replace(found, current=now, later=len(found.current) - len(now)) if is_any_open else found


def _near_best(ranked: Sequence[Match], best: float = 0.0) -> tuple[Match, ...]:
    """Those not far below the best of them, or of all: a closed call is no reason to hide an open one."""
    best = max(best, ranked[0].score if ranked else 0.0)
    return tuple(match for match in ranked if match.score >= CUT * best)


def _are_enough(kept: Sequence[Match]) -> bool:
    """Are there as many as are ever shown of each verdict?"""
    fits = sum(match.verdict == "fits" for match in kept)
    return fits >= MOST_FITTING and len(kept) - fits >= MOST_MAYBE


def _few(matches: tuple[Match, ...]) -> tuple[Match, ...]:
    """Those that fit, then a few of those that may."""
    fits = [match for match in matches if match.verdict == "fits"]
    maybe = [match for match in matches if match.verdict == "may_fit"]
    return (*fits[:MOST_FITTING], *maybe[:MOST_MAYBE])

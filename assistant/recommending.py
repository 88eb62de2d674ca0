"""Which calls answer a question: those it names, the one it means, or those that fit who asks."""

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
from assistant.retrieving import Retrieved
from assistant.scoring import Scoring
from assistant.status import next_day, status
from assistant.understanding import Understood
from assistant.wanted import Wanted, wanted_by
from vectorstore.records import Call

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
    def _wanted(self) -> tuple[Wanted, ...]:
        return wanted_by(self.understood)

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
        is_closed = self._conditions.moment.closed
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
            key=lambda m: -m.score - RUN * self.book.naming.title_run(self.understood.question, m.call),
        )
        return _split(ranked[:1])

    def _match(self, call: Call) -> Match:
        return Match(call, status(call, self.understood.as_of), findings(call, self._wanted))

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

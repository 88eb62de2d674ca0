"""Which calls answer a question: those it names, the one it means, or those that fit who asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import islice

import numpy as np

from assistant.calls.callbook import CallBook
from assistant.calls.status import next_day
from assistant.drafts import Match, Matches
from assistant.recommending.verdicts import Verdicts
from assistant.retrieving import Retrieved
from assistant.understanding.understood import Understood
from vectorstore.records import Call

MOST_FITTING = 8
MOST_MAYBE = 3
MOST_CLOSED = 5
MOST_NEAREST = 2
MOST_JUDGED = 200  # of the most promising calls
MOST_NAMED = 100
# A call further than this below the best one is no answer beside it; set on the development questions.
CUT = 0.6
# The share of a topic's words that the one call a question means must hold; set on the development questions.
MEANT = 0.5
LIKELY_MEANT = 100  # calls that the one a question means is looked for among
# What each word of a title that stands in the question in a row speaks for its call being meant.
RUN = 0.1


@dataclass(frozen=True)
class Recommender:
    """Holds the calls of a generation against one question."""

    understood: Understood
    retrieved: Retrieved
    book: CallBook

    @cached_property
    def _verdicts(self) -> Verdicts:
        return Verdicts(self.understood, self.retrieved, self.book)

    def named(self) -> Matches:
        """The calls that the question names, in the order of their deadlines."""
        return self.told(self.understood.named)

    def told(self, calls: Iterable[Call]) -> Matches:
        """These calls, in the order of their deadlines; of very many the first."""
        as_of = self.understood.as_of
        in_order = sorted(calls, key=lambda call: (next_day(call, as_of) or date.max, call.title))
        matches = _split(map(self._verdicts.match, in_order[:MOST_NAMED]))
        return replace(matches, more=max(0, len(in_order) - MOST_NAMED))

    def fitting(self) -> Matches:
        """The calls that fit the asker or the topic, best first; a failed criterion removes a call."""
        opened = self._kept(closed=False, opened=True) if self.understood.only_open else []
        current, closed = opened or self._kept(closed=False), self._kept(closed=True)
        if self.understood.period and not current and not closed:
            return self._closed_before()
        best = max((match.score for match in (*current[:1], *closed[:1])), default=0.0)
        return Matches(_few(_near_best(current)), _few(_near_best(closed, best))[:MOST_CLOSED])

    def nearest(self) -> tuple[Match, ...]:
        """Where none fits an organisation: open calls that something speaks for and nothing against, save the field.

        Where there are none, those of the field that are for other applicants.
        """
        if not self.understood.seeks_calls:
            return ()
        likely = map(self._verdicts.judged, islice(self._verdicts.promising(closed=False), MOST_JUDGED))
        near = (match for match in likely if any(finding.outcome == "pass" for finding in match.findings))
        return tuple(islice(near, MOST_NEAREST)) or self._for_others()

    def _for_others(self) -> tuple[Match, ...]:
        return tuple(map(self._verdicts.match, islice(self._verdicts.for_others(), MOST_NEAREST)))

    def _closed_before(self) -> Matches:
        """Where no call fits on the days asked for, and none on other days that are left: those that would have."""
        at_any_time = replace(self, understood=replace(self.understood, period=None)).fitting()
        return Matches() if at_any_time.current else at_any_time

    def _kept(self, *, closed: bool, opened: bool = False) -> list[Match]:
        """The best calls worth saying, open or closed; few more are judged than are shown."""
        kept: list[Match] = []
        for call in islice(self._verdicts.promising(closed=closed, opened=opened), MOST_JUDGED):
            match = self._verdicts.judged(call)
            if kept and (match.score < CUT * kept[0].score or _are_enough(kept)):
                break
            if self._verdicts.worth_saying(match):
                kept.append(match)
        return kept

    def best(self) -> Matches:
        """The one call that the question most likely means, open or closed."""
        scoring, naming = self._verdicts.scoring, self.book.naming
        likely = np.where(scoring.shares_held >= MEANT, scoring.standing, 0.0) if scoring.topic else scoring.standing
        meant = islice(scoring.by_promise(likely), LIKELY_MEANT)
        ranked = sorted(
            (match for match in map(self._verdicts.judged, meant) if match.verdict),
            key=lambda m: -m.score - RUN * naming.title_run(self.understood.question, m.call),
        )
        return _split(ranked[:1])


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

"""The conditions of a question for calls: days, programme, money, what has not opened yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from assistant.calls.callbook import CallBook
from assistant.calls.moments import NEVER, Days, Flags, Moment
from assistant.understanding.askers import keys
from assistant.understanding.periods import Period
from assistant.understanding.understood import Understood
from ingest.taxonomy import Mention

_CRITERIA = {"sector": "sector", "support": "need", "country": "country"}


@dataclass(frozen=True)
class Conditions:
    """Says which calls of a book meet the conditions of one question."""

    understood: Understood
    book: CallBook

    @cached_property
    def met(self) -> Flags:
        """For each call of the book, whether it meets all conditions."""
        period = self.understood.period
        return self._met_at_any_time & self._within(period) if period else self._met_at_any_time

    @cached_property
    def openings_unknown(self) -> bool:
        """Are calls asked for that open on some days, and says none of those in question when it opens?"""
        period, opens = self.understood.period, self.book.moments.opens
        is_asked = period is not None and period.of == "opening"
        return is_asked and not (opens[self._met_at_any_time] != NEVER).any()

    @cached_property
    def not_yet_open(self) -> Flags:
        """The calls that meet all conditions but the days, and have not opened yet."""
        return self._met_at_any_time & self.moment.forthcoming

    @cached_property
    def _met_at_any_time(self) -> Flags:
        asked, met = self.understood, np.ones(len(self.book.calls), dtype=np.bool_)
        met[[self.book.index.places[call.call_id] for call in asked.besides]] = False
        if asked.asks_undated:
            met[self.book.moments.owners] = False
        if self._awaits_opening:
            met &= self.moment.forthcoming
        if asked.programmes:
            met &= self.book.of_programmes(asked.programmes)
        if asked.stages:
            met &= self.book.index.in_stages(asked.stages.stages)
        if asked.sum:
            met &= asked.sum.holds(*self.book.index.grants)
        met &= ~self._excluded(asked.excluded)
        return met

    @cached_property
    def moment(self) -> Moment:
        """The calls as of the day asked for."""
        return self.book.moments.at(self.understood.as_of)

    def _excluded(self, mentions: Sequence[Mention]) -> Flags:
        """The calls of a programme, field, support or country that is not wanted, and those for no other applicants."""
        index, found = self.book.index, np.zeros(len(self.book.calls), dtype=np.bool_)
        for kind in dict.fromkeys(mention.kind for mention in mentions):
            unwanted = keys(mentions, kind)
            if kind == "programme":
                found |= self.book.of_programmes(unwanted)
            elif kind == "applicant":
                found |= index.says(kind) & (index.named(kind) == index.offered(kind, unwanted))
            else:
                found |= index.offered(_CRITERIA[kind], unwanted) > 0
        return found

    def _within(self, period: Period) -> Flags:
        """For each call: does it open in the period where that is asked, else does a deadline lie there?"""
        moments, found = self.book.moments, np.zeros(len(self.book.calls), dtype=np.bool_)
        if period.of == "opening":
            return _between(moments.opens, period)
        found[moments.owners[_between(moments.deadlines, period) & self.moment.ahead]] = True
        return found

    @property
    def _forthcoming_alone(self) -> bool:
        """ "Open or coming" asks for both."""
        return "forthcoming" in self.understood.intents and "open_now" not in self.understood.intents

    @cached_property
    def _awaits_opening(self) -> bool:
        """Are calls asked for that have not opened yet, and are there any?"""
        return self._forthcoming_alone and bool(self.moment.forthcoming.any())


def _between(days: Days, period: Period) -> Flags:
    start, end = period.start or date.min, period.end or date.max
    inside: Flags = (days != NEVER) & (days >= start.toordinal()) & (days <= end.toordinal())
    return inside

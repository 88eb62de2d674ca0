"""Whether a call fits who asks or what is asked for: held against every criterion, with how well it fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from assistant.answers import Verdict
from assistant.calls.callbook import CallBook
from assistant.calls.moments import Flags
from assistant.calls.status import status
from assistant.drafts import Match
from assistant.recommending.conditions import Conditions
from assistant.recommending.matching import findings
from assistant.recommending.outcomes import Outcomes
from assistant.recommending.scoring import Scoring
from assistant.recommending.wanted import wanted_by
from assistant.retrieving import Retrieved
from assistant.understanding.understood import Understood, topic_words
from vectorstore.records import Call

_OF_WHO_ASKS = frozenset({"applicant", "country"})
# How relevant a call must be to be worth a look where it names neither the field nor the need.
LIKELY = 0.3
# How relevant a call must be where nobody asked for calls; set on public collections of questions off the topic.
NEAR = 0.3
NEAR_A_PERSON = 0.45
# How relevant a call must be that names only a wider field than the one asked for, energy for batteries.
OF_A_WIDER_FIELD = 0.05
# How relevant a call must be for its theme to be no bar, though its words name another field.
OVERRULES = 0.55


@dataclass(frozen=True)
class Verdicts:
    """Judges the calls of a generation for one question."""

    understood: Understood
    retrieved: Retrieved
    book: CallBook

    @cached_property
    def conditions(self) -> Conditions:
        return Conditions(self.understood, self.book)

    @cached_property
    def scoring(self) -> Scoring:
        return Scoring(self.understood, self.retrieved, self.book)

    @cached_property
    def _outcomes(self) -> Outcomes:
        return Outcomes(wanted_by(self.understood), self.book.index)

    def promising(self, *, closed: bool, opened: bool = False) -> Iterator[Call]:
        """The open or the closed calls that meet the conditions and that no criterion rules out, best first.

        ``opened`` leaves out those that open later.
        """
        chosen = (self.conditions.moment.closed == closed) & self.conditions.met & ~self._ruled_out
        chosen = chosen & ~self.conditions.moment.forthcoming if opened else chosen
        required = chosen & self._required
        chosen = required if required.any() else chosen
        return self.scoring.by_promise(np.where(chosen, self.scoring.standing, 0.0))

    def for_others(self) -> Iterator[Call]:
        """The open calls of the field or need asked for that are only for other applicants, best first."""
        chosen = ~self.conditions.moment.closed & self.conditions.met & self._outcomes.only_applicant_fails
        return self.scoring.by_promise(np.where(chosen, self.scoring.standing, 0.0))

    @cached_property
    def _required(self) -> Flags:
        """What passes all that a follow-up narrows the last answer by ("which of these is about coaching?")."""
        if self.understood.required is None:
            return np.zeros(len(self.book.calls), dtype=np.bool_)
        narrowed = replace(self.understood, profile=self.understood.required, countries=())
        return Outcomes(wanted_by(narrowed), self.book.index).passed_all

    @cached_property
    def _ruled_out(self) -> Flags:
        of_theme = self._outcomes.failed & (self.scoring.beyond_field < OVERRULES)
        ruled_out: Flags = self._outcomes.failed_beyond_theme | of_theme
        return ruled_out

    def match(self, call: Call) -> Match:
        """The call with its findings alone."""
        return Match(call, status(call, self.understood.as_of), findings(call, self._outcomes.wanted))

    def judged(self, call: Call) -> Match:
        """The call with its verdict and score; a theme that its words do not name is no bar where it is relevant."""
        match = self.match(call)
        match = match.with_theme_open() if self._is_near_the_topic(call) else match
        return replace(match, verdict=self._verdict(match), score=self.scoring.score(call))

    def _is_near_the_topic(self, call: Call) -> bool:
        """Is the call about the very topic, whatever field it names?"""
        return bool(self.scoring.beyond_field[self.book.index.places[call.call_id]] >= OVERRULES)

    def _says_the_topic(self, call: Call) -> bool:
        """Is it so by words that it says of itself?"""
        return self._is_near_the_topic(call) and self.scoring.shares_held[self.book.index.places[call.call_id]] > 0

    def _verdict(self, match: Match) -> Verdict | None:
        relevance = self.scoring.relevance(match.call)
        if match.failed:
            return None
        is_of_theme = match.passed("need") or self._is_of_the_field(match, relevance) or self._is_of_the_place(match)
        if is_of_theme or self._says_the_topic(match.call):
            return "fits"
        if relevance >= LIKELY:
            return "may_fit"
        speaks_for_it = match.passed("applicant") or match.passed("country")
        is_near = relevance > 0 or self._tells_only_who_asks
        return "may_fit" if speaks_for_it and is_near and not self._names_a_theme else None

    def _is_of_the_place(self, match: Match) -> bool:
        """Is it for the very country asked about, where that is not the asker's own and no theme is named?"""
        return match.passed("country") and not self.understood.homes and not self._names_a_theme

    @cached_property
    def _tells_only_who_asks(self) -> bool:
        return not topic_words(self.understood, without=_OF_WHO_ASKS)

    def _is_of_the_field(self, match: Match, relevance: float) -> bool:
        """Does it name the field asked for or one within it, or a wider one and some word of the question?"""
        named = {f.key for f in match.findings if f.criterion == "sector" and f.outcome == "pass"}
        asked = self.understood.profile.sectors
        return not named.isdisjoint(asked) or (bool(named) and relevance >= OF_A_WIDER_FIELD)

    @cached_property
    def _names_a_theme(self) -> bool:
        """Does the asker name a field or a need? What names neither is then no answer, whoever may apply."""
        return bool(self.understood.profile.sectors or self.understood.profile.needs)

    def worth_saying(self, match: Match) -> bool:
        """Only a question for calls, or an organisation's, gets what may fit; others what is near."""
        if match.verdict is None or self.understood.seeks_calls:
            return match.verdict is not None
        relevance = self.scoring.relevance(match.call)
        if self.understood.is_personal:
            return relevance >= NEAR_A_PERSON
        return relevance >= NEAR or match.verdict == "fits"

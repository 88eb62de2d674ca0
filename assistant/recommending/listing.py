"""Which calls a list holds: all that meet its conditions, chosen in arrays; only those shown are judged one by one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from assistant.calls.callbook import CallBook
from assistant.calls.index import Places
from assistant.calls.moments import Flags
from assistant.calls.status import status
from assistant.drafts import Match, Matches
from assistant.recommending.conditions import Conditions
from assistant.recommending.matching import findings
from assistant.recommending.ordering import at_one_end
from assistant.recommending.outcomes import Outcomes
from assistant.recommending.wanted import wanted_by
from assistant.retrieving import Retrieved
from assistant.understanding.understood import Order, Understood, narrowing_words
from assistant.words import content_words

MOST_LISTED = 100
ALL_WORDS = 0.99  # the share of a topic's words that a call on it holds


@dataclass(frozen=True)
class Listing:
    """Holds the calls of a generation against a question for all of some kind."""

    understood: Understood
    retrieved: Retrieved
    book: CallBook

    def listed(self) -> Matches:
        """Every call that meets the conditions: period, programme, sector, support, applicant; by deadline."""
        kept = self._on_topic(self._conditions.met)
        is_any_left = (kept & ~self._conditions.moment.closed).any()
        restricted = self.understood.period or self.understood.programmes or not is_any_left
        return self._of(kept, with_closed=bool(restricted))

    @property
    def openings_unknown(self) -> bool:
        """Is it asked which calls open on some days, and says no call when it opens?"""
        return self._conditions.openings_unknown

    def not_yet_open(self) -> Matches:
        """The calls that may open on the days asked for, where none says when it does."""
        return self._matches(self._on_topic(self._conditions.not_yet_open))

    def named(self) -> Matches:
        """Those calls that the question names and that meet its conditions, such as a month, or come first."""
        named = np.zeros(len(self.book.calls), dtype=np.bool_)
        named[[self.book.index.places[call.call_id] for call in self.understood.named]] = True
        return self._of(self._conditions.met & named, with_closed=True)

    def _of(self, kept: Flags, *, with_closed: bool) -> Matches:
        moment = self._conditions.moment
        current, closed = kept & ~moment.closed, kept & moment.closed
        later = np.zeros_like(current)
        if self.understood.only_open and (current & moment.open).any():
            later = current & moment.forthcoming
        if self.understood.order:
            return self._matches(self._at_one_end(self.understood.order, current & ~later))
        return self._matches(current & ~later, closed if with_closed else None, int(np.count_nonzero(later)))

    def _at_one_end(self, order: Order, chosen: Flags) -> Flags:
        return at_one_end(order, chosen, self._conditions.moment, self.book.index, self.understood.first)

    @cached_property
    def _conditions(self) -> Conditions:
        return Conditions(self.understood, self.book)

    @cached_property
    def _outcomes(self) -> Outcomes:
        return Outcomes(wanted_by(self.understood), self.book.index)

    def _on_topic(self, met: Flags) -> Flags:
        """Those that hold the words of a topic; where it has none, or no call holds them, those that fail nothing.

        A word counts where it is narrower than the field that it belongs to, as soil is than agriculture.
        """
        outcomes, narrower = self._outcomes, self._narrower
        kept = met & (self.book.index.held(narrower) > ALL_WORDS) & ~outcomes.failed_beyond_theme
        if not kept.any():
            kept = self._of_field(met & ~outcomes.failed)
        return kept & outcomes.passed_all if (kept & outcomes.passed_all).any() else kept

    def _of_field(self, kept: Flags) -> Flags:
        """The calls that say the field's own word or are of it, if there are any, and not of a wider one alone.

        Of those at one end of an order they must say it: one that only touches a field in a long text is no answer.
        """
        asked, index = self.understood, self.book.index
        named = [m for m in asked.mentions if m.kind == "sector" and m.key in asked.profile.sectors]
        words = {word: 1.0 for m in named for word in content_words(asked.question[m.start : m.end])}
        saying = index.held(words) > 0
        if not asked.order:
            saying |= index.offered("sector", [m.key for m in named]) > 0
        return kept & saying if (kept & saying).any() else kept

    @cached_property
    def _narrower(self) -> dict[str, float]:
        """The words of the topic that stand for no condition of a list, with their weights."""
        words = narrowing_words(self.understood)
        return {word: self.retrieved.weights.get(word, 0.0) for word in words}

    def _matches(self, current: Flags, closed: Flags | None = None, later: int = 0) -> Matches:
        """The first of them in the order of their deadlines, and how many more there are."""
        shown, past = map(self._by_deadline, (current, np.zeros_like(current) if closed is None else closed))
        return Matches(
            tuple(map(self._match, shown[:MOST_LISTED])),
            tuple(map(self._match, past[:MOST_LISTED])),
            later=later,
            more=max(0, len(shown) - MOST_LISTED),
        )

    def _by_deadline(self, chosen: Flags) -> Places:
        places = np.flatnonzero(chosen)
        order = np.lexsort((self.book.index.title_ranks[places], self._conditions.moment.next_days[places]))
        found: Places = places[order]
        return found

    def _match(self, place: int) -> Match:
        call = self.book.calls[place]
        return Match(call, status(call, self.understood.as_of), findings(call, self._outcomes.wanted))

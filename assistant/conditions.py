"""The conditions of a question for calls: days, programme, money, what has not opened yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from assistant.callbook import CallBook
from assistant.periods import Period
from assistant.status import status, upcoming
from assistant.understanding import Understood
from vectorstore.records import Call


@dataclass(frozen=True)
class Conditions:
    """Says which calls of a book meet the conditions of one question."""

    understood: Understood
    book: CallBook

    def met_by(self, call: Call) -> bool:
        asked = self.understood
        if call in asked.besides or (asked.asks_undated and call.deadlines):
            return False
        if self._awaits_opening and status(call, asked.as_of) != "forthcoming":
            return False
        if self.programmes and self.book.programmes(call).isdisjoint(self.programmes):
            return False
        if asked.sum and not asked.sum.holds(call.budget):
            return False
        return asked.period is None or any(map(asked.period.holds, self._days(call, asked.period)))

    def _days(self, call: Call, period: Period) -> tuple[date, ...]:
        """The days of a call that a period is about: when it opens where any source gives such days, else deadlines."""
        if period.of == "opening" and self.book.knows_openings:
            return (call.opens,) if call.opens else ()
        return tuple(deadline.date for deadline in upcoming(call, self.understood.as_of) or call.deadlines)

    @cached_property
    def _awaits_opening(self) -> bool:
        """Are calls asked for that have not opened yet, and are there any?"""
        if "forthcoming" not in self.understood.intents:
            return False
        return any(status(call, self.understood.as_of) == "forthcoming" for call in self.book.calls)

    @cached_property
    def programmes(self) -> tuple[str, ...]:
        """The programmes asked for; where no call at all is of them, the word meant something else."""
        asked = self.understood.programmes
        return asked if not self.book.known_programmes.isdisjoint(asked) else ()

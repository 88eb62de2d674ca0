"""Field values in words: dates, days left, amounts, names of calls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

from assistant.drafts import Match
from ingest.taxonomy import Taxonomy, load
from prompts import Messages, messages
from vectorstore.records import Budget, Call


@dataclass(frozen=True, slots=True)
class Wording:
    """Puts values into words of one language, as of one day."""

    language: str
    as_of: date

    @property
    def say(self) -> Messages:
        return messages(self.language)

    @property
    def taxonomy(self) -> Taxonomy:
        return load()

    def day(self, day: date) -> str:
        return format_date(day, "d MMMM y" if self.say.language == "en" else "long", locale=self.say.language)

    def left(self, day: date) -> str:
        days = (day - self.as_of).days
        if days == 0:
            return self.say("days_left_today")
        return self.say("days_left_one") if days == 1 else self.say("days_left", days=days)

    def ago(self, day: date) -> str:
        days = (self.as_of - day).days
        return self.say("days_ago_one") if days == 1 else self.say("days_ago", days=days)

    def amount(self, low: int, high: int | None = None) -> str:
        text = self._number(low)
        if high is not None and high != low:
            text = self.say("range", low=text, high=self._number(high))
        return self.say("euros", amount=text)

    def _number(self, value: int) -> str:
        return format_decimal(value, locale=self.say.language).replace("\u202f", "\u00a0")

    def budget(self, budget: Budget, call: str) -> list[str]:
        """One sentence for each amount that is known."""
        said = []
        low, high = budget.min_eur or budget.max_eur, budget.max_eur
        if low is not None:
            said.append(self.say("budget_per_project", call=call, amount=self.amount(low, high)))
        if budget.total_eur is not None:
            said.append(self.say("budget_total", call=call, amount=self.amount(budget.total_eur)))
        return said


def name(call: Call) -> str:
    """How a call is called in a sentence: its acronym with what it is, else its title with its topic id."""
    if call.acronym and call.acronym.casefold() not in call.title.casefold():
        return f"{call.acronym} ({call.title})"
    if call.topic_id and call.topic_id.casefold() not in call.title.casefold():
        return f"{call.title} ({call.topic_id})"
    return call.title


def short_name(call: Call) -> str:
    """The shortest name that a person knows a call by."""
    return call.acronym or call.topic_id or call.title


def last_deadline(match: Match) -> date | None:
    return max((deadline.date for deadline in match.call.deadlines), default=None)

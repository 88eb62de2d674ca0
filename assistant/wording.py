"""Field values in words: dates, days left, amounts, names of calls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date, get_timezone_location
from babel.numbers import format_decimal

from assistant.calls.as_of import CLOSING_HOUR, AsOf, closes_at
from assistant.clock import BRUSSELS
from assistant.drafts import Match
from ingest.taxonomy import Taxonomy, load
from prompts import Messages, messages
from vectorstore.records import Budget, Call, Deadline

_OFFSET = "Etc/GMT"


@dataclass(frozen=True, slots=True)
class Wording:
    """Puts values into words of one language, as of one moment."""

    language: str
    as_of: AsOf

    @property
    def say(self) -> Messages:
        return messages(self.language)

    @property
    def spoken(self) -> str:
        """The language of its words: English where it has none of its own."""
        return self.language if self.language.startswith(self.say.language) else self.say.language

    @property
    def taxonomy(self) -> Taxonomy:
        return load()

    def day(self, day: date) -> str:
        return format_date(day, "d MMMM y" if self.say.language == "en" else "long", locale=self.say.language)

    def deadline(self, deadline: Deadline) -> str:
        """Its day, with the hour where that is not the usual one or it is a matter of hours."""
        return self.moment(deadline) if self.tells_hour(deadline) else self.day(deadline.date)

    def moment(self, deadline: Deadline) -> str:
        """Its day and hour."""
        return self.say("day_and_hour", date=self.day(deadline.date), hour=self._hour(deadline))

    def tells_hour(self, deadline: Deadline) -> bool:
        """Is the hour said? Only one that the source gives."""
        usual = (deadline.time, deadline.zone) == (CLOSING_HOUR, BRUSSELS.key)
        return deadline.time is not None and (not usual or deadline.date == self.as_of.day)

    def _hour(self, deadline: Deadline) -> str:
        hour = deadline.time or CLOSING_HOUR
        return self.say("hour", time=f"{hour:%H:%M}", zone=self._zone(deadline.zone))

    def _zone(self, zone: str) -> str:
        if zone == BRUSSELS.key:
            return self.say("zone_brussels")
        if zone.startswith(_OFFSET):  # these count westwards
            return f"UTC{-int(zone.removeprefix(_OFFSET)):+d}"
        if "/" not in zone:
            return zone
        return self.say("zone", city=get_timezone_location(zone, locale=self.say.language, return_city=True))

    def left(self, deadline: Deadline) -> str:
        days = (deadline.date - self.as_of.day).days
        if days == 0:
            return self.say("days_left_today")
        return self.say("days_left_one") if days == 1 else self.say("days_left", days=days)

    def ago(self, deadline: Deadline) -> str:
        days = (self.as_of.day - deadline.date).days
        if days == 0:
            return self.say("hours_ago") if deadline.time else self.say("hours_ago_assumed", hour=self._hour(deadline))
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


def last_deadline(match: Match) -> Deadline | None:
    return max(match.call.deadlines, key=closes_at, default=None)

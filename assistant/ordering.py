"""The calls at one end of an order: the next deadline or the last, the largest grant or the smallest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from assistant.drafts import Match, Matches
from assistant.status import next_deadline
from assistant.understanding import Order


def at_one_end(found: Matches, order: Order, as_of: date) -> Matches:
    """The open or forthcoming calls that come first; several where they are equal, none where no call says."""
    measure, extreme = _MEASURES[order]
    measured = [(value, match) for match in found.current if (value := measure(match, as_of)) is not None]
    best = extreme((value for value, _ in measured), default=None)
    return Matches(tuple(match for value, match in measured if value == best))


def _deadline(match: Match, as_of: date) -> int | None:
    upcoming = next_deadline(match.call, as_of)
    return upcoming.toordinal() if upcoming else None


def _grant(match: Match, _: date) -> int | None:
    budget = match.call.budget
    return budget.max_eur or budget.min_eur


_MEASURES: dict[Order, tuple[Callable[[Match, date], int | None], Callable[..., int | None]]] = {
    "soonest": (_deadline, min),
    "latest": (_deadline, max),
    "largest": (_grant, max),
    "smallest": (_grant, min),
}

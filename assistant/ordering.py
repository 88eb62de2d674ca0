"""The calls at one end of an order: the next deadline or the last, the largest grant or the smallest."""

from __future__ import annotations

from collections.abc import Callable

from assistant.as_of import AsOf
from assistant.drafts import Match, Matches
from assistant.status import next_day
from assistant.understanding import Order


def at_one_end(found: Matches, order: Order, as_of: AsOf) -> Matches:
    """The open or forthcoming calls that come first; several where they are equal, none where no call says."""
    measure, extreme = _MEASURES[order]
    measured = [(value, match) for match in found.current if (value := measure(match, as_of)) is not None]
    best = extreme((value for value, _ in measured), default=None)
    return Matches(tuple(match for value, match in measured if value == best))


def _deadline(match: Match, as_of: AsOf) -> int | None:
    day = next_day(match.call, as_of)
    return day.toordinal() if day else None


def _grant(match: Match, _: AsOf) -> int | None:
    budget = match.call.budget
    return budget.max_eur or budget.min_eur


_MEASURES: dict[Order, tuple[Callable[[Match, AsOf], int | None], Callable[..., int | None]]] = {
    "soonest": (_deadline, min),
    "latest": (_deadline, max),
    "largest": (_grant, max),
    "smallest": (_grant, min),
}

"""The status of a call: a pure function of its deadlines and the moment it is asked for.

The word of a source counts only where dates leave the matter open, and only ever towards caution: a call that its
source calls closed is never shown as open, and one called forthcoming without an opening day stays forthcoming.
"""

from __future__ import annotations

from datetime import date

from assistant.answers import CallStatus
from assistant.calls.as_of import AsOf, closes_at
from vectorstore.records import Call, Deadline


def status(call: Call, as_of: AsOf) -> CallStatus:
    """``closed`` past the last deadline, ``forthcoming`` before the opening, ``unknown`` where no deadline is known."""
    if not call.deadlines:
        return "closed" if _said(call, "closed", as_of) else "unknown"
    if not upcoming(call, as_of) or _said(call, "closed", as_of):
        return "closed"
    if call.opens is not None:
        return "forthcoming" if as_of.day < call.opens else "open"
    return "forthcoming" if call.source_status == "forthcoming" else "open"


def _said(call: Call, word: str, as_of: AsOf) -> bool:
    said_on = call.source_status_on
    return call.source_status == word and (said_on is None or said_on <= as_of.day)


def upcoming(call: Call, as_of: AsOf) -> tuple[Deadline, ...]:
    """The deadlines that have not passed."""
    return tuple(deadline for deadline in call.deadlines if not as_of.is_past(deadline))


def next_deadline(call: Call, as_of: AsOf) -> Deadline | None:
    """The first deadline that has not passed."""
    return min(upcoming(call, as_of), key=closes_at, default=None)


def next_day(call: Call, as_of: AsOf) -> date | None:
    """The day of that deadline."""
    following = next_deadline(call, as_of)
    return following.date if following else None

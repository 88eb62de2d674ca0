"""The status of a call: a pure function of its dates and the day it is asked for.

The word of a source counts only where dates leave the matter open, and only ever towards caution: a call that its
source calls closed is never shown as open, and one called forthcoming without an opening day stays forthcoming.
"""

from __future__ import annotations

from datetime import date

from assistant.answers import CallStatus
from vectorstore.records import Call


def status(call: Call, as_of: date) -> CallStatus:
    """``closed`` past the last deadline, ``forthcoming`` before the opening, ``unknown`` where no deadline is known."""
    if not call.deadlines:
        return "closed" if _said(call, "closed", as_of) else "unknown"
    if as_of > max(deadline.date for deadline in call.deadlines) or _said(call, "closed", as_of):
        return "closed"
    if call.opens is not None:
        return "forthcoming" if as_of < call.opens else "open"
    return "forthcoming" if call.source_status == "forthcoming" else "open"


def _said(call: Call, word: str, as_of: date) -> bool:
    said_on = call.source_status_on
    return call.source_status == word and (said_on is None or said_on <= as_of)


def next_deadline(call: Call, as_of: date) -> date | None:
    """The first deadline on or after the day; the day of a deadline still counts."""
    return min((d.date for d in call.deadlines if d.date >= as_of), default=None)

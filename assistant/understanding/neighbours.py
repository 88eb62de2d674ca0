"""Days that a question counts from a call's deadline: "what closes after ELBE", "the next deadline after ELBE"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from assistant.calls.callbook import CallBook
from assistant.understanding.periods import Period
from vectorstore.records import Call

_CLOSING = r"\b(?:clos\w+|dead-?lines?|due|ends?|expir\w+|comes?|follows?|next|first|soonest)\b[^?.]{0,40}?"
_LATER = re.compile(_CLOSING + r"\b(?:after|later than|following|follows?)\b", re.IGNORECASE)
_EARLIER = re.compile(_CLOSING + r"\b(?:before|earlier than|sooner than|ahead of)\b", re.IGNORECASE)


def beside_calls(text: str, as_of: date, book: CallBook) -> tuple[tuple[Call, ...], Period | None]:
    """The calls from whose deadline a question counts, and the days before or after it; mostly neither."""
    for pattern, later in ((_LATER, True), (_EARLIER, False)):
        match = pattern.search(text)
        calls = book.naming.named(text[match.end() :], any_case=True) if match else ()
        days = [deadline.date for call in calls for deadline in call.deadlines]
        if days:
            return calls, _after(max(days), as_of) if later else Period(end=min(days) - timedelta(days=1))
    return (), None


def _after(day: date, as_of: date) -> Period:
    return Period(start=max(day + timedelta(days=1), as_of))

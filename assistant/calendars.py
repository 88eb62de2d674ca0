"""Deadlines of calls as calendar entries (RFC 5545), written by ``icalendar``."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from assistant.answers import CallCard
from assistant.clock import BRUSSELS
from prompts import messages

if TYPE_CHECKING:
    from icalendar import Event

# The hour at which calls of the portal close, for a source that names only the day.
CLOSING_HOUR = time(17, 0)
LASTING = timedelta(minutes=30)


def calendar(cards: Iterable[CallCard], stamp: datetime) -> bytes:
    """One entry for each deadline, at 17:00 in Brussels; ``stamp`` (UTC) says when the calendar was made."""
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//euclusters-assistant//calls//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", messages("en")("calendar_name"))
    for card in cards:
        for deadline in card.deadlines:
            made.add_component(_event(card, datetime.combine(deadline.date, CLOSING_HOUR, BRUSSELS), stamp))
    made.add_missing_timezones()
    return bytes(made.to_ical())


def _event(card: CallCard, at: datetime, stamp: datetime) -> Event:
    from icalendar import Event

    say = messages("en")
    name = " – ".join(filter(None, (card.acronym, card.title)))
    event = Event()
    event.add("uid", f"{card.call_id}-{at:%Y%m%d}@euclusters-assistant")
    event.add("dtstamp", stamp)
    event.add("dtstart", at)
    event.add("dtend", at + LASTING)
    event.add("summary", say("calendar_closed" if card.status == "closed" else "calendar_deadline", call=name))
    event.add("description", "\n".join(filter(None, (card.summary, card.topic_id, say("calendar_check")))))
    if card.url:
        event.add("url", card.url)
    return event

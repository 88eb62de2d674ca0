"""Deadlines of calls as calendar entries (RFC 5545), written by ``icalendar``."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from assistant.answers import CallCard, CallStatus
from assistant.calls.as_of import closes_at
from assistant.clock import BRUSSELS
from prompts import messages
from vectorstore.records import Deadline

if TYPE_CHECKING:
    from icalendar import Event

AHEAD: tuple[CallStatus, ...] = ("forthcoming", "open")  # what a feed holds where no status is asked for
LASTING = timedelta(minutes=30)


def calendar(cards: Iterable[CallCard], stamp: datetime) -> bytes:
    """One entry for each deadline that is ahead, at its hour; of a closed call for each that it had.

    ``stamp`` (UTC) says when the calendar was made.
    """
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//euclusters-assistant//calls//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", messages("en")("calendar_name"))
    for card in cards:
        for deadline in _shown(card):
            made.add_component(_event(card, closes_at(deadline).astimezone(BRUSSELS), stamp))
    made.add_missing_timezones()
    return bytes(made.to_ical())


def _shown(card: CallCard) -> Iterable[Deadline]:
    return (day for day in card.deadlines if card.next_deadline is None or day.date >= card.next_deadline)


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

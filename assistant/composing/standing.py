"""Is something still open that prose tells of and no call stands for? Its last day decides, not the word "open"."""

from __future__ import annotations

from dataclasses import replace

from assistant.calls.as_of import closes_at
from assistant.composing.asked import Asked
from assistant.composing.materials import Materials
from assistant.composing.one_value import values_say
from assistant.drafts import Draft, Quote, Sentence
from assistant.understanding.understood import topic_words
from ingest.calls.dates import FoundDate, find_dates
from ingest.hours import hour_beside
from vectorstore.records import Deadline


def compose_standing(materials: Materials) -> Draft | None:
    """Whether the deadline that prose names has passed; None where the question is of no one thing or none is named."""
    if "status" not in materials.understood.attributes or not topic_words(materials.understood):
        return None
    asked = replace(materials.understood, attributes=frozenset({"deadline"}), intents=frozenset())
    said = values_say(Asked(replace(materials, understood=asked)))
    quote = next((quote for sentence in said for quote in sentence.quotes), None)
    last = _last_deadline(materials, quote) if quote else None
    return Draft("answered", (replace(_standing(materials, last), quotes=(quote,)), *said)) if last and quote else None


def _last_deadline(materials: Materials, quote: Quote) -> Deadline | None:
    text = materials.passage(quote.passage_id).text[quote.start : quote.end]
    return max((_deadline(text, found) for found in find_dates(text) if found.is_day), key=closes_at, default=None)


def _deadline(text: str, found: FoundDate) -> Deadline:
    hour = hour_beside(text, *found.span)
    return Deadline(found.end, time=hour.time, zone=hour.zone) if hour else Deadline(found.end)


def _standing(materials: Materials, last: Deadline) -> Sentence:
    wording = materials.wording
    said = wording.deadline(last)
    if wording.as_of.is_past(last):
        return Sentence(wording.say("last_day_passed", date=said, ago=wording.ago(last)))
    return Sentence(wording.say("last_day_ahead", date=said, left=wording.left(last)))

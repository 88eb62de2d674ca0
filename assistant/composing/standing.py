"""Is something still open that prose tells of and no call stands for? Its last day decides, not the word "open"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant.composing.asked import Asked
from assistant.composing.materials import Materials
from assistant.composing.one_value import values_say
from assistant.drafts import Draft, Quote, Sentence
from assistant.understanding import topic_words
from ingest.calls.dates import find_dates


def compose_standing(materials: Materials) -> Draft | None:
    """Whether the deadline that prose names has passed; None where the question is of no one thing or none is named."""
    if "status" not in materials.understood.attributes or not topic_words(materials.understood):
        return None
    asked = replace(materials.understood, attributes=frozenset({"deadline"}), intents=frozenset())
    said = values_say(Asked(replace(materials, understood=asked)))
    quote = next((quote for sentence in said for quote in sentence.quotes), None)
    last = _last_day(materials, quote) if quote else None
    return Draft("answered", (replace(_standing(materials, last), quotes=(quote,)), *said)) if last and quote else None


def _last_day(materials: Materials, quote: Quote) -> date | None:
    text = materials.passage(quote.passage_id).text[quote.start : quote.end]
    return max((found.end for found in find_dates(text) if found.is_day), default=None)


def _standing(materials: Materials, last: date) -> Sentence:
    wording = materials.wording
    if last < wording.as_of:
        return Sentence(wording.say("last_day_passed", date=wording.day(last), ago=wording.ago(last)))
    return Sentence(wording.say("last_day_ahead", date=wording.day(last), left=wording.left(last)))

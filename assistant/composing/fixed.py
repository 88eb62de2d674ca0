"""Answers that need no source: greetings, what this is, and honest refusals."""

from __future__ import annotations

import re

from assistant.composing.demanded import demands
from assistant.composing.materials import Materials
from assistant.drafts import Draft, Sentence
from assistant.understanding.understood import Understood
from assistant.wording import Wording
from assistant.words import fold
from vectorstore.records import Passage

_THANKS = re.compile(r"thank|merci|dank|gracias|grazie|dziek|bye|cheers|great|perfect|nice|cool|ok")
# Below this similarity and coverage the question is about something else altogether; set on the development questions.
FAR_SIMILARITY = 0.30
FAR_COVERAGE = 0.35
NEAREST = 6  # passages whose names are told
MOST_NAMES = 3
SHORT_HEADING = 4  # words; a longer one says by itself what it is of


def compose_small_talk(understood: Understood, wording: Wording) -> Draft:
    """One friendly line."""
    thanks = _THANKS.search(fold(understood.question))
    return Draft("answered", (Sentence(wording.say("small_talk" if thanks else "greeting")),))


def compose_about_me(wording: Wording) -> Draft:
    """What this assistant is."""
    return Draft("answered", (Sentence(wording.say("about_me")),))


def compose_declined(wording: Wording) -> Draft:
    """An instruction that is not followed."""
    return Draft("declined", (Sentence(wording.say("declined")),))


def compose_off_topic(wording: Wording) -> Draft:
    """Something that no source of this kind is about."""
    return Draft("out_of_scope", (Sentence(wording.say("out_of_scope")),))


def compose_clarification(wording: Wording) -> Draft:
    """Something asked of a call that the question does not name."""
    return Draft("clarification", (Sentence(wording.say("clarification")),))


def compose_no_such_day(understood: Understood, wording: Wording) -> Draft:
    """A day that is in no calendar, or days that exclude each other: nothing is answered for other ones."""
    days = understood.period
    if understood.impossible or not days or not days.start or not days.end:
        text = wording.say("no_such_day", day=", ".join(understood.impossible))
    else:
        text = wording.say("no_such_days", start=wording.day(days.start), end=wording.day(days.end))
    return Draft("clarification", (Sentence(text),))


def compose_unknown_call(materials: Materials) -> Draft:
    """A topic id that is not in the index: never another call's facts instead."""
    names = ", ".join(materials.understood.unknown_ids)
    return Draft("no_evidence", (Sentence(materials.wording.say("unknown_call", call=names)),))


def compose_abstention(materials: Materials) -> Draft:
    """The sources do not say: what is missing, and what they hold nearby."""
    found, wording = materials.retrieved.found, materials.wording
    nearest = found[0] if found else None
    far = nearest is None or (nearest.hit.similarity < FAR_SIMILARITY and nearest.coverage < FAR_COVERAGE)
    if far and not _names_something(materials):
        return Draft("out_of_scope", (Sentence(wording.say("out_of_scope")),))
    return Draft("no_evidence", (Sentence(_missing(materials)), *nearby(materials)))


def _names_something(materials: Materials) -> bool:
    """Does the question name somebody or something that the index knows?"""
    return any(materials.generation.document_frequency(name) for name in demands(materials.understood).near)


def _missing(materials: Materials) -> str:
    understood, wording = materials.understood, materials.wording
    if "future" in understood.attributes and understood.attributes & {"time", "deadline", "opens"}:
        return wording.say("no_future_date", date=wording.day(understood.as_of.day))
    order = (
        "contact",
        "topic_id",
        "amount",
        "count",
        "time",
        "person",
        "place",
        "link",
        "deadline",
        "opens",
        "applicants",
        "status",
    )
    asked = next((attribute for attribute in order if attribute in understood.attributes), None)
    return (
        wording.say("no_evidence_attribute", attribute=wording.say(f"attribute_{asked}"))
        if asked
        else wording.say("no_evidence")
    )


def nearby(materials: Materials) -> tuple[Sentence, ...]:
    """What the best passages are called, so that the asker sees what there is."""
    names = dict.fromkeys(_called(materials, item.passage) for item in materials.retrieved.found[:NEAREST])
    titles = "; ".join(f"“{name}”" for name in list(filter(None, names))[:MOST_NAMES])
    return (Sentence(materials.wording.say("nearby", titles=titles)),) if titles else ()


def _called(materials: Materials, passage: Passage) -> str:
    """The heading next above a passage with the title of its document, which says what a short heading is of."""
    document = materials.generation.catalogue.document(passage.document_id)
    title, heading = document.title if document else "", " – ".join(passage.heading_path[-1:])
    if not heading or fold(heading) in fold(title):
        return title
    return f"{title} – {heading}" if len(heading.split()) <= SHORT_HEADING else heading

"""Stored passages as the project's verifier wants them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.verifying import Source
from eval.judged import Judged
from eval.passages import StoredPassage
from eval.received import ReceivedCall, ReceivedStatement
from prompts import LANGUAGES, messages

# Counted from a deadline and the day of the answer, and so in no source.
_COUNTS = (
    "days_left",
    "days_left_one",
    "days_left_today",
    "days_ago",
    "days_ago_one",
    "hours_ago",
    "hours_ago_assumed",
)


@cache
def _counted() -> re.Pattern[str]:
    """The words for counted days in every language that the assistant speaks."""
    said = [re.escape(messages(language).templates[name]) for language in LANGUAGES for name in _COUNTS]
    number = re.escape("{days}")
    hour = re.escape("{hour}")
    phrases = sorted((p.replace(number, r"\d+").replace(hour, "[^.]+") for p in said), key=len, reverse=True)
    return re.compile(rf",? (?:{'|'.join(phrases)})", re.IGNORECASE)


def claim(statement: ReceivedStatement) -> str:
    """What a statement says of its sources: without its markers and without counted days."""
    return _counted().sub("", statement.unmarked)


def sources(judged: Judged, cited: Sequence[StoredPassage]) -> dict[int, Source]:
    """Each passage as a source, numbered from 1: its headings, title and day, and what its call card states.

    A card's fields are the stored ones with evidence, so what is rendered from them (days left, the status) counts.
    """
    cards = [_stated(card) for card in (*judged.answer.calls, *judged.answer.closed_calls)]
    day = (judged.answer.as_of.isoformat(),) if judged.answer.as_of else ()
    return {number: _source(number, passage, (*day, *cards)) for number, passage in enumerate(cited, 1)}


def _source(number: int, passage: StoredPassage, rendered: Sequence[str]) -> Source:
    published = (passage.published,) if passage.published else ()
    links = (passage.source_url,) if passage.source_url else ()
    return Source(number, passage.text, (passage.title, *passage.heading_path, *published, *rendered), links)


def _stated(card: ReceivedCall) -> str:
    days = ", ".join(f"{deadline.date} {deadline.time or ''}" for deadline in card.deadlines)
    return f"{card.searched} | {card.status} | {days}"

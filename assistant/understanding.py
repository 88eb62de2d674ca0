"""A question as understood: self-contained, with its intents, what it asks for, who asks, and which calls it names.

Deterministic: patterns (``assistant/lexicon``), the taxonomy (``ingest/taxonomy``) and dates, never a model.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from assistant.answers import Profile, Question
from assistant.callbook import CallBook
from assistant.lexicon import correct, lexicon, trade_stems
from assistant.words import content_words, fold, stem
from ingest.calls.dates import FoundDate, find_dates
from ingest.taxonomy import Mention, load
from vectorstore.records import Call

_SENTENCE = re.compile(r"(?<=[.!?;:])\s+|\n+")
_INTERROGATIVE = re.compile(
    r"(what|who|whom|how|why|when|where|which|is|are|do|does|did|can|could|was|were|will|should|tell|explain)\b"
)
_BEFORE = re.compile(r"\b(before|earlier than|avant|vor|antes( de)?|prima d\w*|przed)\W*$")
_UNTIL = re.compile(r"\b(by|until|till|up to|no later than|jusqu\w*|bis( zum)?|hasta|fino a\w*|entro|do)\W*$")
_AFTER = re.compile(r"\b(after|later than|apres|nach|despues( de\w*)?|dopo|po)\W*$")
_SINCE = re.compile(r"\b(from|since|starting|a partir d\w*|ab|desde|dal?|od)\W*$")
# What is open in a month or until a year has a deadline then or later.
_OPEN = re.compile(r"\b(open|running|available|apply)\b(?!.*\b(clos\w+|deadline\w*|end|ends)\b)")


@dataclass(frozen=True, slots=True)
class Period:
    """Days that deadlines must fall in, both ends included; None leaves an end open."""

    start: date | None = None
    end: date | None = None

    def holds(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


Order = Literal["soonest", "latest"]


@dataclass(frozen=True, slots=True)
class Understood:
    """What one question asks for, ready for retrieval."""

    question: str
    language: str
    as_of: date
    intents: frozenset[str]
    attributes: frozenset[str]
    profile: Profile
    mentions: tuple[Mention, ...] = ()
    named: tuple[Call, ...] = ()
    dates: tuple[FoundDate, ...] = ()
    period: Period | None = None
    programmes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    order: Order | None = None

    @property
    def describes(self) -> bool:
        """Is it no question but words that describe an asker or a topic, as in "rubber recycling company"?"""
        return not _INTERROGATIVE.match(fold(self.question)) and not self.attributes

    @property
    def about_calls(self) -> bool:
        """Does it ask for calls, or describe an organisation that looks for some?"""
        return bool(self.intents & {"find_calls", "asker"})


def understand(question: Question, as_of: date, language: str, book: CallBook) -> Understood:
    """Read one self-contained question; what a profile given with it says goes before what the words say."""
    written, injected = _without_injection(correct(question.question))
    text = lexicon().reword(written)
    mentions = load().find(text, fuzzy=True)
    intents = lexicon().matching("intent", written)
    intents |= {"injection"} if injected else set()
    intents |= {"asker"} if _begins_with_applicant(text, mentions) else set()
    dates = tuple(find_dates(text, year_hint=as_of.year, language=language))
    attributes = _attributes(written)
    named = book.named(text, any_case=bool(attributes or intents & {"find_calls", "listing"} or _is_short(text)))
    order: frozenset[Order] = lexicon().matching("order", written)  # type: ignore[assignment]  # names of the file
    return Understood(
        question=text,
        language=language,
        as_of=as_of,
        intents=frozenset(intents),
        attributes=attributes,
        profile=_profile(question.profile, mentions),
        mentions=mentions,
        named=named,
        dates=dates,
        period=_period(text, dates) if not named else None,
        programmes=_keys(mentions, "programme"),
        countries=_keys(mentions, "country"),
        order=next(iter(order), None),
    )


def topic_words(understood: Understood) -> list[str]:
    """The words that say what a question is about, without those that any question about calls may hold."""
    spans = [date.span for date in understood.dates]
    text = "".join(
        " " if any(start <= i < end for start, end in spans) else c for i, c in enumerate(understood.question)
    )
    return [word for word in content_words(text) if stem(word) not in trade_stems()]


def _attributes(text: str) -> frozenset[str]:
    """What is asked for; a question for the meaning of a word asks for nothing else."""
    found = lexicon().matching("attribute", text)
    return frozenset({"definition"}) if "definition" in found else found


def _begins_with_applicant(text: str, mentions: tuple[Mention, ...]) -> bool:
    """Does a question begin with who asks, as in "public authority, climate-neutral cities"?"""
    applicants = [mention for mention in mentions if mention.kind == "applicant"]
    return any(not content_words(text[: m.start]) and not _INTERROGATIVE.match(fold(text)) for m in applicants)


def _is_short(text: str) -> bool:
    return len(text.split()) <= 4


def _without_injection(text: str) -> tuple[str, bool]:
    """The sentences of a question that are no instruction to the assistant itself, and whether there was one."""
    sentences = [part for part in _SENTENCE.split(text.strip()) if part]
    kept = [part for part in sentences if not lexicon().matches("intent", "injection", part)]
    if len(kept) == len(sentences):
        return text.strip(), False
    remaining = [part for part in kept if content_words(part)]
    return " ".join(remaining), True


def _keys(mentions: tuple[Mention, ...], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.key for mention in mentions if mention.kind == kind))


def _profile(given: Profile | None, mentions: tuple[Mention, ...]) -> Profile:
    given = given or Profile()
    applicants = _keys(mentions, "applicant")
    return replace(
        given,
        applicant=given.applicant or next(iter(applicants), None),
        sectors=tuple(dict.fromkeys((*given.sectors, *_keys(mentions, "sector")))),
        needs=tuple(dict.fromkeys((*given.needs, *_keys(mentions, "support")))),
    )


def _period(text: str, dates: tuple[FoundDate, ...]) -> Period | None:
    """The period that the dates of a question span, read with the word before the first of them."""
    if not dates:
        return None
    start, end = min(found.start for found in dates), max(found.end for found in dates)
    if len(dates) > 1:
        return Period(start, end)
    cue = fold(text[: dates[0].span[0]])
    if _OPEN.search(cue) and not _BEFORE.search(cue):
        return Period(start)
    if _BEFORE.search(cue):
        return Period(end=start - timedelta(days=1))
    if _UNTIL.search(cue):
        return Period(end=end)
    if _AFTER.search(cue):
        return Period(start=end + timedelta(days=1))
    return Period(start) if _SINCE.search(cue) else Period(start, end)

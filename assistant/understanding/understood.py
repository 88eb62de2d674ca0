"""A question as understood: self-contained, with its intents, what it asks for, who asks, and which calls it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.answers import Profile
from assistant.calls.as_of import AsOf
from assistant.lexicon import ordering_stems, trade_stems
from assistant.understanding.periods import Period
from assistant.understanding.stages import StagesWanted
from assistant.understanding.sums import Sum
from assistant.words import content_words, fold, stem, stems
from ingest.calls.dates import FoundDate
from ingest.taxonomy import Mention, load
from vectorstore.records import Call

_INTERROGATIVE = re.compile(
    r"\W*(what|whats|who|whom|how|why|when|where|which|is|are|do|does|did|can|could|was|were|will|should|may|has|have|tell|"
    r"explain|name|list|describe|summari[sz]e|enumerate|"
    r"(in|on|at|to|for|from|under|by|with|of|since|until|till|about) (what|which|whom?|how|when|where)|"
    r"(seit|bis|ab) wann|(depuis|jusqu.a) quand|(desde|hasta) cuando|(da|fino a) quando|(od|do) kiedy|"
    r"was|wer|wie|wo|wann|warum|welche\w*|gibt|ist|sind|wem|wen|que|qui|quel\w*|quoi|comment|pourquoi|quand|ou|combien|"
    r"est|quien\w*|cual\w*|como|cuando|donde|cuant\w+|es|che|chi|qual\w*|come|dove|perche|co|kto|jak\w*|kiedy|"
    r"gdzie|dlaczego|czy|ile)\b"
)
_CONDITIONS = frozenset({"programme", "applicant", "country"})  # of a list, and no topic of their own
Order = Literal["soonest", "latest", "largest", "smallest"]


@dataclass(frozen=True, slots=True)
class Understood:
    """What one question asks for, ready for retrieval."""

    question: str
    language: str
    as_of: AsOf
    intents: frozenset[str]
    attributes: frozenset[str]
    profile: Profile
    mentions: tuple[Mention, ...] = ()
    named: tuple[Call, ...] = ()
    dates: tuple[FoundDate, ...] = ()
    impossible: tuple[str, ...] = ()
    """Days that it names and that no calendar has, as it writes them."""
    period: Period | None = None
    programmes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    """Those of the countries that someone wants to go or sell to."""
    order: Order | None = None
    first: int = 1
    """How many of that order are asked for."""
    sum: Sum | None = None
    """What one project is to get."""
    stages: StagesWanted | None = None
    required: Profile | None = None
    """What a follow-up narrows the last answer by: calls that name it go before all others."""
    excluded: tuple[Mention, ...] = ()
    """What the calls asked for are not to be about, from or for."""
    unknown_ids: tuple[str, ...] = ()
    """The topic ids in the question that no call has."""
    untitled: str = ""
    """The question without the titles of the calls it names: their words ask for nothing."""
    written: str = ""
    """The question in its own language."""
    unread: frozenset[str] = frozenset()
    """The words in another language that neither the glossary nor the index knows."""
    besides: tuple[Call, ...] = ()
    """Calls that the question names only to ask for others."""

    @property
    def only_open(self) -> bool:
        """Does it ask for what is open now, and not also for what is to come ("open or coming")?"""
        return "open_now" in self.intents and "forthcoming" not in self.intents and self.period is None

    @property
    def homes(self) -> tuple[str, ...]:
        """The countries of an organisation that asks: that of its profile, and those it names but does not go to."""
        given = (self.profile.country,) if self.profile.country else ()
        speaks = self.profile.applicant or "asker" in self.intents or self.describes
        named = tuple(key for key in self.countries if key not in self.destinations) if speaks else ()
        return tuple(dict.fromkeys((*given, *named)))

    @property
    def asks_undated(self) -> bool:
        """Does it ask for calls that have no deadline?"""
        wanted = {"plural", "one_call", "find_calls", "listing", "for_us", "anything"}
        return "undated" in self.intents and bool(self.intents & wanted)

    @property
    def describes(self) -> bool:
        """Is it no question but words that describe an asker or a topic, as in "rubber recycling company"?"""
        return self.is_statement and not self.attributes and "premise" not in self.intents

    @property
    def about_calls(self) -> bool:
        """Does it ask for calls, or describe an organisation that looks for some?"""
        if self.intents & {"find_calls", "one_call", "plural"}:
            return True
        return "asker" in self.intents and (self.is_statement or bool(self.intents & {"for_us"}))

    @property
    def seeks_calls(self) -> bool:
        """Does it ask for calls in so many words, or does an organisation speak?"""
        if self.intents & {"find_calls", "one_call", "plural"}:
            return True
        if self.profile.applicant:
            return "asker" in self.intents or self.describes
        return "asker" in self.intents and not self.is_personal

    @property
    def is_personal(self) -> bool:
        """Does a private person speak, as far as the words go ("I am looking for a flat")?"""
        return "personal" in self.intents and not self.profile.applicant

    @property
    def is_small_talk(self) -> bool:
        """Is nothing asked of the sources, as in "thanks" or "who are you"?"""
        return bool(self.intents & {"small_talk", "about_me"})

    @property
    def is_statement(self) -> bool:
        """Does it begin as a statement or description, not as a question?"""
        return not is_question(self.question)


def is_question(text: str) -> bool:
    """Does a text begin as a question?"""
    return _INTERROGATIVE.match(fold(text)) is not None


def topic_words(understood: Understood, *, without: frozenset[str] = frozenset()) -> list[str]:
    """The words that say what a question is about, without those that any question about calls may hold.

    ``without`` leaves out the words that name a kind of thing the taxonomy knows, such as a programme.
    """
    spans = [date.span for date in understood.dates]
    spans += [said.span for said in (understood.sum, understood.stages) if said]
    spans += [(mention.start, mention.end) for mention in understood.excluded]
    spans += [(mention.start, mention.end) for mention in understood.mentions if mention.kind in without]
    text = understood.question
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return [word for word in content_words(text) if stem(word) not in trade_stems()]


def narrowing_words(understood: Understood) -> list[str]:
    """The words of a topic beyond what a list is held against: programme, applicant, order, the name of a field."""
    words = topic_words(understood, without=_CONDITIONS)
    named = [m for m in understood.mentions if m.kind in ("sector", "support")]
    labels = {root for mention in named for root in stems(load().label(mention.kind, mention.key))}
    written = (understood.question[mention.start : mention.end] for mention in named)
    short = {root for name in written if name.isupper() for root in stems(name)}
    asked = ordering_stems() | labels | short | {root for mention in named for root in stems(mention.key)}
    return [word for word in words if stem(word) not in asked]

"""A question as understood: self-contained, with its intents, what it asks for, who asks, and which calls it names.

Deterministic: patterns (``assistant/lexicon``), the taxonomy (``ingest/taxonomy``) and dates, never a model.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.answers import Profile, Question
from assistant.as_of import AsOf
from assistant.askers import keys, profile_of
from assistant.asking import attributes as attributes_of
from assistant.callbook import CallBook
from assistant.lexicon import in_english, lexicon, ordering_stems, trade_stems
from assistant.neighbours import beside_calls
from assistant.periods import Period, beyond_period, period
from assistant.sums import Sum, bounded
from assistant.topic_ids import without, written_ids
from assistant.words import CAPITALS, content_words, fold, stem, stems
from ingest.calls.dates import FoundDate, find_dates
from ingest.taxonomy import Mention, load
from vectorstore.records import Call

_SENTENCE = re.compile(r"(?<=[.!?;:])\s+|\n+")
_INTERROGATIVE = re.compile(
    r"\W*(what|whats|who|whom|how|why|when|where|which|is|are|do|does|did|can|could|was|were|will|should|may|has|have|tell|"
    r"explain|name|list|describe|summari[sz]e|enumerate|"
    r"(in|on|at|to|for|from|under|by|with|of|since|until|till|about) (what|which|whom?|how|when|where)|"
    r"(seit|bis|ab) wann|(depuis|jusqu.a) quand|(desde|hasta) cuando|(da|fino a) quando|(od|do) kiedy|"
    r"was|wer|wie|wo|wann|warum|welche\w*|gibt|ist|sind|wem|wen|que|qui|quel\w*|quoi|comment|pourquoi|quand|ou|combien|"
    r"est|quien\w*|cual\w*|como|cuando|donde|cuant\w+|es|che|chi|qual\w*|come|dove|perche|co|kto|jak\w*|kiedy|"
    r"gdzie|dlaczego|czy|ile)\b"
)
_SINCE_YEAR = re.compile(r"\b(?:since|in|from) (?:19|20)\d\d\b", re.IGNORECASE)
_CLAIMED = re.compile(
    r"\b(?:up to |about |over |more than |only |at most )?(?:\d(?:[\d,.]*\d)?|two|three|four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve)(?=\s+[a-z])"
)
_CLAIMED_PLACE = re.compile(
    r"(?P<is>\b(?:is|are|was|were|be|takes? place|took place)(?: (?:held|based|located|situated|hosted|organi[sz]ed))?)"
    rf" (?:in|at) (?:the )?[{CAPITALS}][\w'’-]*(?:,? [{CAPITALS}][\w'’-]*){{0,3}}\W*$"
)
_TAG = re.compile(
    r"[\s,–-]+(?:(?:is|are|was|were|do|does|did|has|have|can)n['’]?t (?:it|they|there|he|she|we)|is (?:that|this) "
    r"(?:right|correct|true)|right|correct|true|yes|no)\s*(?=\?*\s*$)",
    re.IGNORECASE,
)
_CALL_WORD = re.compile(r"\b(?:calls?|deadlines?|open|close[sd]?)\b", re.IGNORECASE)
_TOWARDS = re.compile(
    r"\b(?:to|towards|into|visit\w*|enter\w*|nach|vers|aux?|en|hacia|verso|in|do)\s+(?:the\s+|la\s+|les?\s+|los\s+|gli\s+)?$",
    re.IGNORECASE,
)
# Whom a call is for applies for it; whom a product is for is only served.
_CALLS_FOR = re.compile(
    r"\b(?:(?:calls?|grants?|funding|money|vouchers?|opportunit\w+|anything|something) (for)"
    r"|(?:open|available|accessible|meant|intended) (for|to))\b",
    re.IGNORECASE,
)
LONGEST_DATE = 31  # days: a claimed day or month, not a year that says which event is meant
ANY_YEAR = 1904  # stands for the year of a claimed date that names none
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
    period: Period | None = None
    programmes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    """Those of the countries that someone wants to go or sell to."""
    order: Order | None = None
    sum: Sum | None = None
    """What one project is to get."""
    unknown_ids: tuple[str, ...] = ()
    """The topic ids in the question that no call has."""
    untitled: str = ""
    """The question without the titles of the calls it names: their words ask for nothing."""
    besides: tuple[Call, ...] = ()
    """Calls that the question names only to ask for others."""

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
    def is_statement(self) -> bool:
        """Does it begin as a statement or description, not as a question?"""
        return not _INTERROGATIVE.match(fold(self.question))


def understand(question: Question, as_of: AsOf, language: str, book: CallBook) -> Understood:
    """Read one self-contained question; what a profile given with it says goes before what the words say."""
    written, injected = _without_injection(question.question)
    claims = lexicon().matches("intent", "premise", written)
    text = in_english(lexicon().reword(_without_place(written) if claims else written), language)
    if claims:
        text = _unclaimed(text)
    mentions = load().find(_CALLS_FOR.sub(_without_preposition, text), fuzzy=True)
    intents = _intents(written, text, mentions) | ({"injection"} if injected else set())
    dates = tuple(find_dates(text, year_hint=as_of.day.year, language=language))
    asked = text if "premise" in intents else written
    attributes = attributes_of(asked)
    if "funder" in intents:
        intents, attributes = intents | {"find_calls"}, attributes - {"person"}
    names_any = bool(attributes or intents & {"find_calls", "listing"} or _is_short(text))
    unknown = [each for each in written_ids(text) if not book.naming.has_topic(each.name)]
    named = book.naming.named(
        without(unknown, text), any_case=names_any, by_title=names_any and "plural" not in intents, alone=not attributes
    )
    untitled = book.naming.without_titles(text, named)
    attributes = attributes & attributes_of(book.naming.without_titles(asked, named)) if named else attributes
    besides, relative = beside_calls(text, as_of.day, book) if named else ((), None)
    besides = besides or (named if "other_calls" in intents else ())
    if besides:
        named, intents = (), intents | {"find_calls", "plural"}
        names = book.naming.name_words(besides)
        mentions = tuple(m for m in mentions if not stems(text[m.start : m.end]) <= names)
    dates = () if relative else dates
    return Understood(
        question=text,
        language=language,
        as_of=as_of,
        intents=frozenset(intents),
        attributes=attributes,
        profile=profile_of(question.profile, mentions, text),
        mentions=mentions,
        named=named,
        dates=dates,
        period=relative or (period(text, dates, as_of.day) if not named or "plural" in intents else None),
        programmes=keys(mentions, "programme"),
        countries=keys(mentions, "country"),
        destinations=tuple(m.key for m in mentions if m.kind == "country" and _TOWARDS.search(text[: m.start])),
        order=_order(text if language == "en" or dates else written, dates),
        sum=bounds[0] if (bounds := bounded(text)) and not named else None,
        besides=besides,
        untitled=untitled,
        unknown_ids=() if besides else tuple(dict.fromkeys(each.name for each in unknown)),
    )


def _intents(written: str, text: str, mentions: tuple[Mention, ...]) -> frozenset[str]:
    """What is wanted, by the words as written and by those in English."""
    intents = lexicon().matching("intent", written)
    intents |= {"open_now"} if lexicon().matches("intent", "open_now", text) else set()
    intents -= {"personal"} if "organisation" in intents else set()
    return intents | ({"asker"} if _begins_with_applicant(text, mentions) else set())


def _without_preposition(match: re.Match[str]) -> str:
    """The same length: whom a call is for is then no mere customer or partner of the asker, as in "sells to cities"."""
    preposition = match[match.lastindex or 0]
    return match[0][: -len(preposition)] + " " * len(preposition)


def _without_place(claim: str) -> str:
    """A claim as a question for the place: "is in Split" asks where, and Split must not be looked for."""
    return _CLAIMED_PLACE.sub(r"\g<is> where", _TAG.sub("", claim))


def _unclaimed(text: str) -> str:
    """A claim as a question: "had 100 speakers" asks how many; the claimed number must not be looked for."""
    if _CALL_WORD.search(text):
        return text
    text = _SINCE_YEAR.sub("since when", _TAG.sub("", text))
    days = [found for found in find_dates(text, year_hint=ANY_YEAR) if (found.end - found.start).days < LONGEST_DATE]
    for found in reversed(days):
        text = f"{text[: found.span[0]]}when{text[found.span[1] :]}"
    return _CLAIMED.sub("how many", text)


def topic_words(understood: Understood, *, without: frozenset[str] = frozenset()) -> list[str]:
    """The words that say what a question is about, without those that any question about calls may hold.

    ``without`` leaves out the words that name a kind of thing the taxonomy knows, such as a programme.
    """
    spans = [date.span for date in understood.dates]
    spans += [bounds[1]] if understood.sum and (bounds := bounded(understood.question)) else []
    spans += [(mention.start, mention.end) for mention in understood.mentions if mention.kind in without]
    text = "".join(
        " " if any(start <= i < end for start, end in spans) else c for i, c in enumerate(understood.question)
    )
    return [word for word in content_words(text) if stem(word) not in trade_stems()]


def narrowing_words(understood: Understood) -> list[str]:
    """The words of a topic beyond what a list is held against: programme, applicant, order, the name of a field."""
    words = topic_words(understood, without=frozenset({"programme", "applicant", "country"}))
    named = [m for m in understood.mentions if m.kind in ("sector", "support")]
    labels = {root for mention in named for root in stems(load().label(mention.kind, mention.key))}
    asked = ordering_stems() | labels | {root for mention in named for root in stems(mention.key)}
    return [word for word in words if stem(word) not in asked]


def _order(text: str, dates: tuple[FoundDate, ...]) -> Order | None:
    """The end of an order that is asked for; "in the next two weeks" asks for none."""
    found: frozenset[Order] = lexicon().matching("order", beyond_period(text, dates))  # type: ignore[assignment]
    return min(found, default=None)


def _begins_with_applicant(text: str, mentions: tuple[Mention, ...]) -> bool:
    """Does a question begin with who asks, as in "Serbian public authority, climate-neutral cities"?"""
    applicants = [mention for mention in mentions if mention.kind == "applicant"]
    if not applicants or _INTERROGATIVE.match(fold(text)):
        return False
    before = [m for m in mentions if m.kind in ("country", "sector") and m.end <= applicants[0].start]
    start = max((m.end for m in before), default=0)
    return not content_words(text[start : applicants[0].start]) and not content_words(
        text[: min((m.start for m in before), default=0)]
    )


def _is_short(text: str) -> bool:
    return len(text.split()) <= 4


def _without_injection(text: str) -> tuple[str, bool]:
    """The sentences of a question that are no instruction to the assistant itself, and whether there was one."""
    sentences = [part for part in _SENTENCE.split(text.strip()) if part]
    kept = [part for part in sentences if not lexicon().matches("intent", "injection", part)]
    if len(kept) == len(sentences):
        return text.strip(), False
    remaining = [part for part in kept if content_words(part) and not part.endswith(":")]
    return " ".join(remaining), True

"""How a question is understood: patterns (``assistant/lexicon``), the taxonomy and dates, never a model."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from assistant.answers import Question
from assistant.calls.as_of import AsOf
from assistant.calls.callbook import CallBook
from assistant.lexicon import lexicon
from assistant.understanding.askers import keys, profile_of
from assistant.understanding.asking import attributes as attributes_of
from assistant.understanding.cognates import Cognates
from assistant.understanding.counted_days import NUMBERS
from assistant.understanding.destinations import destinations
from assistant.understanding.exclusions import excluded
from assistant.understanding.neighbours import beside_calls
from assistant.understanding.periods import Period, beyond_period, period
from assistant.understanding.stages import stages_wanted
from assistant.understanding.sums import Sum, bounded
from assistant.understanding.topic_ids import without, written_ids
from assistant.understanding.understood import Order, Understood, is_question
from assistant.understanding.worded import Worded, worded
from assistant.words import content_words, stems
from ingest.calls.dates import FoundDate, find_dates, impossible_days
from ingest.taxonomy import Mention, load
from vectorstore.records import Call

# Whom a call is for applies for it; whom a product is for is only served.
_CALLS_FOR = re.compile(
    r"\b(?:(?:calls?|grants?|funding|support|money|vouchers?|opportunit\w+|anything|something) (for)"
    r"|(?:open|available|accessible|meant|intended) (for|to)"
    r"|(?:calls?|grants?|topics?|one|which)\b[^.?!]{0,40}\b(?:is|are) (for))\b",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"\b(?:next|first|last|latest|top|nearest|earliest|upcoming|largest|biggest|smallest|nächsten|prochaines?|"
    rf"próxim[ao]s|prossim[ei]|najbliższ\w+) ([1-9]\d?|{'|'.join(NUMBERS)}) (?!days?\b|weeks?\b|months?\b|years?\b)",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\W*(?:does|do|did|will|is|are)\b", re.IGNORECASE)
_MONEY_OF_NAME = re.compile(r"\A\s+(?:vouchers|grants|subsidies)\b")
_FEW = 4  # words of a question that may be but a name


@dataclass(frozen=True, slots=True)
class _Named:
    """The calls that a question names: to ask for them, or ``besides`` them for others, perhaps within ``days``."""

    calls: tuple[Call, ...] = ()
    unknown: tuple[str, ...] = ()
    besides: tuple[Call, ...] = ()
    days: Period | None = None


def understand(
    question: Question, as_of: AsOf, language: str, book: CallBook, cognates: Cognates | None = None
) -> Understood:
    """Read one self-contained question; what a profile given with it says goes before what the words say.

    ``cognates`` put words of another language that no glossary knows into those of the sources, where they are alike.
    """
    words = worded(question.question, language, cognates, book.naming.places)
    mentions = load().find(_CALLS_FOR.sub(_without_preposition, words.text), fuzzy=True)
    intents, attributes = _wanted(words, mentions)
    if "plural" in intents and _plural_by_name(words.text, book):
        intents -= {"plural"}
    named = _named(words.text, intents, attributes, as_of.day, book)
    left_out = () if named.calls else excluded(mentions, words.text)
    mentions = tuple(mention for mention in mentions if mention not in left_out)
    if named.calls:
        untitled = (book.naming.without_titles(text, named.calls) for text in words.asked)
        attributes &= frozenset().union(*map(attributes_of, untitled))
    if named.besides:
        intents |= {"find_calls", "plural"}
        mentions = _beyond(mentions, words.text, book.naming.name_words(named.besides))
    understood = Understood(
        question=words.text,
        language=language,
        as_of=as_of,
        intents=intents,
        attributes=attributes,
        profile=profile_of(question.profile, mentions, words.text),
        mentions=mentions,
        excluded=left_out,
        named=named.calls,
        besides=named.besides,
        unknown_ids=named.unknown,
        written=words.written,
        unread=words.unread,
        untitled=book.naming.without_titles(words.text, (*named.calls, *named.besides)),
    )
    return _with_conditions(understood, words, named.days, book)


def _with_conditions(understood: Understood, words: Worded, days: Period | None, book: CallBook) -> Understood:
    """The same with what it asks of the calls: when, which programme, where, how much, which end of an order."""
    text, day, mentions = words.text, understood.as_of.day, understood.mentions
    dates = () if days else tuple(find_dates(text, year_hint=day.year, language=understood.language))
    is_list = _asks_for_several(understood)
    return replace(
        understood,
        dates=dates,
        impossible=tuple(impossible_days(words.written, year_hint=day.year, language=understood.language)),
        period=days or (period(text, dates, day) if is_list else None),
        programmes=keys(mentions, "programme") or (() if understood.named else book.own_programmes(words.written)),
        countries=keys(mentions, "country"),
        destinations=destinations(text, mentions),
        order=_order(text if understood.language == "en" or dates else words.written, dates),
        first=_how_many(text),
        sum=None if understood.named else _sum(text, book),
        stages=None if understood.named else stages_wanted(text),
    )


def _sum(text: str, book: CallBook) -> Sum | None:
    """The bounds on the money of a project; an exact amount that no call gives is one that prose may tell of."""
    asked = bounded(text)
    return None if asked and asked.is_exact and not asked.holds(*book.index.grants).any() else asked


def _wanted(words: Worded, mentions: tuple[Mention, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The intents and the attributes asked for, by the words as written and by those in English."""
    intents = lexicon().matching("intent", words.written)
    intents |= lexicon().matching("intent", words.text) if words.foreign else frozenset()
    intents |= {"open_now"} if lexicon().matches("intent", "open_now", words.text) else set()
    intents -= {"personal"} if "organisation" in intents else set()
    intents |= {"asker"} if _begins_with_applicant(words.text, mentions) else set()
    intents |= {"injection"} if words.injected else set()
    attributes = frozenset().union(*map(attributes_of, words.asked))
    if "funder" in intents:
        return intents | {"find_calls"}, attributes - {"person"}
    return intents, attributes


def _named(text: str, intents: frozenset[str], attributes: frozenset[str], day: date, book: CallBook) -> _Named:
    names_any = bool(attributes or intents & {"find_calls", "listing"} or len(text.split()) <= _FEW)
    ids = [each for each in written_ids(text) if not book.naming.has_topic(each.name)]
    by_title = names_any and "plural" not in intents
    calls = book.naming.named(without(ids, text), any_case=names_any, by_title=by_title, alone=not attributes)
    unknown = tuple(dict.fromkeys(each.name for each in ids))
    besides, days = beside_calls(text, day, book) if calls else ((), None)
    if _COMPARED.match(text) and set(calls) - set(besides):
        besides, days = (), None  # "Does A close before B?" asks of both
    besides = besides or (calls if "other_calls" in intents else ())
    return _Named(besides=besides, days=days) if besides else _Named(calls, unknown)


def _plural_by_name(text: str, book: CallBook) -> bool:
    """Is it but the name of a call that says "grants" or "vouchers"?"""
    rest = text
    for start, end in reversed(book.naming.places(text)):
        rest = f"{rest[:start]}it{_MONEY_OF_NAME.sub('', rest[end:])}"
    return rest != text and not lexicon().matches("intent", "plural", rest)


def _beyond(mentions: tuple[Mention, ...], text: str, names: frozenset[str]) -> tuple[Mention, ...]:
    """The mentions that are no part of the names of calls that others are asked for besides."""
    return tuple(mention for mention in mentions if not stems(text[mention.start : mention.end]) <= names)


def _without_preposition(match: re.Match[str]) -> str:
    """The same length: whom a call is for is then no mere customer or partner of the asker, as in "sells to cities"."""
    preposition = match[match.lastindex or 0]
    return match[0][: -len(preposition)] + " " * len(preposition)


def _order(text: str, dates: tuple[FoundDate, ...]) -> Order | None:
    """The end of an order that is asked for; "in the next two weeks" asks for none."""
    found: frozenset[Order] = lexicon().matching("order", beyond_period(text, dates))  # type: ignore[assignment]
    return min(found, default=None)


def _asks_for_several(understood: Understood) -> bool:
    """Do the days of a question choose among calls, and not say something of the one that it is about?"""
    if understood.intents & {"plural", "anything"}:
        return True
    asks_of_one = "status" in understood.attributes and not understood.intents & {"asker", "listing"}
    return not understood.named and not asks_of_one


def _how_many(text: str) -> int:
    """The number in "the next three deadlines"; one where none is named."""
    match = _FIRST.search(text)
    return (int(match[1]) if match[1].isdigit() else NUMBERS[match[1].lower()]) if match else 1


def _begins_with_applicant(text: str, mentions: tuple[Mention, ...]) -> bool:
    """Does a question begin with who asks, as in "Serbian public authority, climate-neutral cities"?"""
    applicants = [mention for mention in mentions if mention.kind == "applicant"]
    if not applicants or is_question(text):
        return False
    before = [m for m in mentions if m.kind in ("country", "sector") and m.end <= applicants[0].start]
    start = max((m.end for m in before), default=0)
    return not content_words(text[start : applicants[0].start]) and not content_words(
        text[: min((m.start for m in before), default=0)]
    )

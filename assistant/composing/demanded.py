"""What a question demands of the line that answers it, read from its words."""

from __future__ import annotations

import re

from assistant.composing.deeds import agent, done_by_somebody, done_to, happened, priced, undergone, verb
from assistant.composing.demands import EVERYWHERE, LONGEST_MONTH, Demands
from assistant.composing.persons import role_in
from assistant.lexicon import trade_stems
from assistant.understanding.asking import ONE_VALUE
from assistant.understanding.understood import Understood
from assistant.words import CAPITALISED, CAPITALS, content_words, stem, tokens
from ingest.calls.dates import FoundDate
from ingest.taxonomy import Mention, load

_COUNTED = re.compile(
    r"\b(?:how many|number of|combien(?: d[e'’])?|wie ?viele|cuant[oa]s|quant[ie]|il[eu])\s+(.+)", re.IGNORECASE
)
_HELD = re.compile(
    rf"\b[Ww]ho(?: is|'s| was| are| were) (?:the |an? )?([a-z][\w -]+?) (?:of|at|for|in|from)\b"
    rf"|\b[Ww]ho(?: is|'s| was) [{CAPITALS}][^?]*?['’]s ([a-z][\w -]+?)\W*$"
)
_ANYBODY = frozenset(
    {"speakers", "people", "participants", "panellists", "panelists", "guests", "members", "attendees"}
)
_RATE = re.compile(
    r"\b(?:success )?(?:rates?|turnover|salary|wages?|fees?|price|revenues?|percentage|age)\b", re.IGNORECASE
)
_CAPITAL = re.compile(rf"[{CAPITALS}][\w'’-]*|\w*\d\w*[A-Za-z]\w*")
_ORDINAL = re.compile(
    r"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)\b|(?<=#)\d\d+\b", re.IGNORECASE
)
_KINDS = frozenset(
    {"call", "deadline", "grant", "programme", "program", "project", "topic", "support", "sme", "eu"}
)  # of things named
_LETTER = re.compile(r"(?<=\w )(?:[B-HJ-Z]|[IVX]{2,5})(?=\b(?!['’.]))")  # "Strand B", "phase VI"
_YEAR = re.compile(r"(?<![\w-])(?:19|20)\d\d\b(?!-\w)")  # in no topic id
_VERSION = re.compile(
    r"(?<![\d.,-])\d{1,2}(?:\.\d{1,2}){1,2}(?![\d.,-]*\d|[.,]?\d| ?(?:%|million|billion|euros?|EUR)\b)"
)
_PUNCTUATION = re.compile(r"[,;.:?!]")
_TITLE_CASE = 0.6  # share of capitalised words from which capitals say nothing
_NOUNS_CAPITALISED = frozenset({"de"})


def demands(understood: Understood) -> Demands:
    """What an answer to the question has to hold."""
    question, attributes = understood.question, understood.attributes
    names = frozenset(_names(understood))
    claims = "premise" in understood.intents  # a claim may name a wrong year or day
    years = set() if claims else set(_YEAR.findall(question))
    marks = {word.casefold() for pattern in (_ORDINAL, _LETTER) for word in pattern.findall(question)}
    done = _deed(question, attributes)
    undergoing = priced(question) | done_to(question)
    return Demands(
        in_line=_read(_in_line(question, attributes), understood),
        near=names | years | marks | done | undergoing,
        countries=frozenset(understood.countries) - EVERYWHERE,
        days=() if claims else _days(understood),
        roles=frozenset(_role(question)) if "person" in attributes else frozenset(),
        names=names if attributes & {"person", "contact"} else frozenset(),
        deed=frozenset(done) if "person" in attributes else frozenset(),
        versions=frozenset(_VERSION.findall(question)),
        written=names | _of_names(question, names) if understood.language == "en" else frozenset(),
        undergone=_undergone(understood) if "person" in attributes else frozenset(),
        agent=agent(question),
        verb=verb(question),
        of_value=bool(attributes & ONE_VALUE),
    )


def _read(words: set[str], understood: Understood) -> frozenset[str]:
    """Without those in another language that nobody knows, where others are left."""
    return frozenset(words - understood.unread or words)


def _in_line(question: str, attributes: frozenset[str]) -> set[str]:
    counted = _counted(question) if "count" in attributes else set()
    rates = _RATE.finditer(question) if "figure" in attributes else ()
    return counted | {word for match in rates for word in content_words(match[0])}


def _days(understood: Understood) -> tuple[FoundDate, ...]:
    """The days and months that a question names; a year counts as a word."""
    return tuple(found for found in understood.dates if (found.end - found.start).days <= LONGEST_MONTH)


def _counted(question: str) -> set[str]:
    """The first words of what is counted, up to the verb or preposition that no content word is."""
    match = _COUNTED.search(question)
    words: list[str] = []
    for piece in _PUNCTUATION.split(match[1])[0].split() if match else ():
        said = content_words(piece)
        if not said:
            break
        words += said
    return set(words[: max(1, min(len(words) - 1, 2))])


def _role(question: str) -> set[str]:
    """The role in a question for its holder: one that is known as such, or the noun that "who is the … of" names."""
    known = role_in(question)
    if known:
        return set(content_words(known))
    held = _HELD.search(question)
    named = set(content_words(next(filter(None, held.groups())))[-1:]) if held else set()
    return named - _ANYBODY


def _deed(question: str, attributes: frozenset[str]) -> set[str]:
    """What was done, where a name, a day or a place is asked for: nobody and no day else is an answer."""
    if "person" in attributes:
        return set() if _role(question) else done_by_somebody(question)
    of_past = attributes & {"time", "place"} and not attributes & {"deadline", "opens", "status"}
    return happened(question) if of_past else set()


def _undergone(understood: Understood) -> frozenset[str]:
    """What somebody did it to, but countries, which are compared as such; of questions in English."""
    question = understood.question if understood.language == "en" else ""
    named = (question[m.start : m.end] for m in understood.mentions if m.kind == "country")
    return frozenset(undergone(question)) - {word for name in named for word in tokens(name)}


def _of_names(question: str, names: frozenset[str]) -> set[str]:
    """The words of the trade that are part of a name: the "Days" of "Robot Days"."""
    runs = (content_words(run) for run in CAPITALISED.findall(question))
    words = {word for run in runs if not names.isdisjoint(run) for word in run[1:]}
    return {word for word in words if word.removesuffix("s") not in _KINDS and not word.isdigit()}


def _names(understood: Understood) -> set[str]:
    """The words with a capital or a digit inside the sentence, but those of the trade and bare years."""
    question = understood.question
    words = question.split()
    capitals = [word.strip("\"'“”‘’(),.;:?!") for word in words[1:]]
    capitals = [word for word in capitals if _CAPITAL.match(word)]
    if understood.language in _NOUNS_CAPITALISED or len(capitals) > _TITLE_CASE * len(words):
        return set()
    spans = [(m.start, m.end) for m in understood.mentions if m.kind == "country" and not _is_city(m, understood)]
    compared = {
        word for span in (*spans, *(d.span for d in understood.dates)) for word in tokens(question[slice(*span)])
    }
    pieces = {piece for word in capitals for piece in content_words(word) if not piece.isdigit()} - compared
    return {piece for piece in pieces if stem(piece) not in trade_stems()}


def _is_city(mention: Mention, understood: Understood) -> bool:
    """A city is asked for by its name: an event in Berlin is none in Munich, though both are in Germany."""
    return understood.language == "en" and load().is_place(understood.question[mention.start : mention.end])

"""What a line must hold to answer a question at all: what is counted, the role asked for, the names, the year.

The entity may be known and the attribute not: a line about the right organisation that names another role's holder is
no answer, however similar it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.composing.persons import role_in
from assistant.lexicon import trade_stems
from assistant.retrieving import holds
from assistant.understanding import Understood
from assistant.words import CAPITALS, content_words, stem, stems, tokens
from ingest.calls.dates import FoundDate, find_dates
from ingest.taxonomy import load

_COUNTED = re.compile(
    r"\b(?:how many|number of|combien(?: d[e'’])?|wie ?viele|cuant[oa]s|quant[ie]|ile)\s+(.+)", re.IGNORECASE
)
_HELD = re.compile(
    rf"\b[Ww]ho(?: is|'s| was| are| were) (?:the |an? )?([a-z][\w -]+?) (?:of|at|for|in|from)\b"
    rf"|\b[Ww]ho(?: is|'s| was) [{CAPITALS}][^?]*?['’]s ([a-z][\w -]+?)\W*$"
)
_RATE = re.compile(
    r"\b(?:success )?(?:rates?|turnover|salary|wages?|fees?|price|revenues?|percentage|age)\b", re.IGNORECASE
)
_CAPITALISED = re.compile(rf"[{CAPITALS}][\w'’-]*|\w*\d\w*[A-Za-z]\w*")
_ORDINAL = re.compile(
    r"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)\b|(?<=#)\d\d+\b", re.IGNORECASE
)
_LETTER = re.compile(r"(?<=\w )[B-HJ-Z](?=\b(?!['’.]))")  # "Strand B", "phase V"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PUNCTUATION = re.compile(r"[,;.:?!]")
LONGEST_MONTH = 31  # days
_TITLE_CASE = 0.6  # share of capitalised words from which capitals say nothing
EVERYWHERE = frozenset({"eu", "europe"})
_NOUNS_CAPITALISED = frozenset({"de"})


@dataclass(frozen=True, slots=True)
class Demands:
    """Words that the very line must hold, and words that may also stand in its heading or its document's title."""

    in_line: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    days: tuple[FoundDate, ...] = ()

    def met(self, line: str, around: str) -> bool:
        """Do a line and what stands around it hold all that is demanded?"""
        own = stems(line)
        both = own | stems(around)
        if not all(holds(own, word) for word in self.in_line) or not all(holds(both, word) for word in self.near):
            return False
        if self.days and not self.dated(f"{line} \n{around}"):
            return False
        elsewhere = countries(line) - EVERYWHERE
        if self.in_line and self.countries and elsewhere and not elsewhere & self.countries:
            return False  # "80 companies from Taiwan" beside a sentence about Canada
        return not self.countries or self.countries <= countries(f"{line} {around}")

    def dated(self, text: str) -> bool:
        """Does a text name a day in each period asked for?"""
        stated = find_dates(text, year_hint=self.days[0].start.year)
        return all(
            any(asked.start <= s.end and s.start <= asked.end and _is_day(s) for s in stated) for asked in self.days
        )


def _is_day(found: FoundDate) -> bool:
    return (found.end - found.start).days <= LONGEST_MONTH


def demands(understood: Understood) -> Demands:
    """What an answer to the question has to hold."""
    question, attributes = understood.question, understood.attributes
    names = _names(understood)
    years = set() if "premise" in understood.intents else set(_YEAR.findall(question))  # a claim may name a wrong one
    in_line: set[str] = set()
    if "count" in attributes:
        in_line |= _counted(question)
    if "figure" in attributes:
        in_line |= {word for match in _RATE.finditer(question) for word in content_words(match[0])}
    if "person" in attributes:
        in_line |= _role(question)
    if attributes & {"person", "contact"}:
        in_line |= names
    near = names | years | {word.casefold() for pattern in (_ORDINAL, _LETTER) for word in pattern.findall(question)}
    return Demands(frozenset(in_line), frozenset(near), frozenset(understood.countries) - EVERYWHERE, _days(understood))


def _days(understood: Understood) -> tuple[FoundDate, ...]:
    """The days and months that a question names; a year counts as a word, and a claim may name a wrong day."""
    if "premise" in understood.intents:
        return ()
    return tuple(found for found in understood.dates if (found.end - found.start).days <= LONGEST_MONTH)


@lru_cache(4096)
def countries(text: str) -> frozenset[str]:
    """The countries and regions that a text names, in whatever form."""
    return frozenset(mention.key for mention in load().find(text) if mention.kind == "country")


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
    return set(content_words(next(filter(None, held.groups())))[-1:]) if held else set()


def _names(understood: Understood) -> set[str]:
    """The words with a capital or a digit inside the sentence, but those of the trade and bare years."""
    question = understood.question
    words = question.split()
    capitals = [word.strip("\"'“”‘’(),.;:?!") for word in words[1:]]
    capitals = [word for word in capitals if _CAPITALISED.match(word)]
    if understood.language in _NOUNS_CAPITALISED or len(capitals) > _TITLE_CASE * len(words):
        return set()
    countries = {word for m in understood.mentions if m.kind == "country" for word in tokens(question[m.start : m.end])}
    pieces = {piece for word in capitals for piece in content_words(word) if not piece.isdigit()} - countries
    return {piece for piece in pieces if stem(piece) not in trade_stems()}

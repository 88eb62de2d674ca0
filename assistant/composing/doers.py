"""By whom something is done, be it no person: "led by the University of Turku", "the Network advises SMEs"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from functools import lru_cache

from assistant.lexicon import answering
from assistant.retrieving import holds
from assistant.words import CAPITALS, content_words, stem, stems, tokens
from ingest.calls.dates import find_dates

_BY = rf"\b(?:by|von|par|por|da|przez) (?:the |an? )?[{CAPITALS}]\w+"
_AGENT = ("er", "or", "r")
LABEL = 4  # words of a label at most
RECORD = 2  # cells that are a label and its value
_WHO = r"(?: \([^)]*\))?(?:, (?:who|which))? (?:(?:has|have|had|also|\w+ly) )*"
_ENDS_OF_CLAUSE = re.compile(r"[,;:]")


def names_doer(text: str, deeds: Set[str], names: Set[str] = frozenset()) -> bool:
    """Does a text name who does one of these deeds, of what has these names, in a sentence or under a label?"""
    if any(_is_labelled(*labelled, deeds) for labelled in _labelled(text)):
        return True
    return any(_is_of(text, match, names) for deed in deeds for match in _naming(deed).finditer(text))


def _labelled(text: str) -> Iterator[tuple[str, str]]:
    """The labels with their values; also where a record names both, as "Item: Coordinator" and "Value: …"."""
    pairs = [(label, value.strip()) for label, _, value in (line.partition(":") for line in text.splitlines())]
    yield from pairs
    if len(pairs) == RECORD:
        (_, label), (_, value) = pairs
        yield label, value


def _is_labelled(label: str, value: str, deeds: Set[str]) -> bool:
    """Is it a label for who does it, with somebody: "Coordinator: Alpine Wood Cluster", "Apologies: Ana Ruiz"?"""
    if not value[:1].isupper() or len(label.split()) > LABEL or find_dates(value):
        return False
    return any(holds(stems(label), deed) for deed in deeds)


@lru_cache(512)
def _naming(deed: str) -> re.Pattern[str]:
    roots = sorted({stem(deed)} | answering(stem(deed)))
    done = rf"\b(?i:{_either(root.removesuffix('i') for root in roots)})\w*"
    agents = [root + end for root in roots for end in _AGENT] + [root for root in roots if root.endswith(_AGENT)]
    agent = rf"\b(?i:{_either(agents)})s?\b"
    doer = rf"\b(?P<doer>[{CAPITALS}][\w’'-]+){_WHO}(?!{agent})(?=[a-z]){done}"
    return re.compile(rf"{done}[^.;:\n]{{0,40}}?{_BY}|{doer}|{agent}(?:,|:) \w")


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))


def _is_of(text: str, match: re.Match[str], names: Set[str]) -> bool:
    """Is it no pronoun that does it, and, in brackets, is the deed of what stands before them?"""
    if match["doer"] and not content_words(match["doer"]):
        return False
    before, bracket, within = text[: match.start()].rpartition("(")
    if not bracket or ")" in within:
        return True
    return names <= set(tokens(_ENDS_OF_CLAUSE.split(before)[-1]))

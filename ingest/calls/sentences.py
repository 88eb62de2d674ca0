"""Sentences of a passage with their places, and those that say what a call is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from ingest.calls.evidence import Region
from vectorstore.records import Passage

_END = re.compile(r"(?<=[.!?])[\"”')\]]*\s+(?=[\"“'(\[]?[A-ZÀ-ÖØ-Þ0-9])|(?<=[a-z)]{2}[.!?;:])(?=[A-Z][a-z])|\n+")
_MARKER = re.compile(r"\s*(?:[-•*–▪◦o]\s+|\(?[0-9a-zA-Z]{1,2}[.)]\s+)?")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|cf|no|art|vs|approx|incl|esp|Dr|Mr|Ms|St)\.$")
_BOILERPLATE = re.compile(
    r"\b(?:expected to contribute to|following (?:expected )?outcomes?|contribute to (?:all|one|some|at least)|"
    r"expected outcomes?, e\.g|see section|call document|as defined in|work programme|published on)\b|"
    r"^(?:expected outcomes?|scope|objectives?|expected impact)\s*:?$|:$",
    re.IGNORECASE,
)
_AIMS = (
    re.compile(r"\bthis (?:call|topic|action|programme|prize|initiative)\b|\bthe (?:overall )?(?:aim|goal|objective|purpose)s? of\b", re.I),
    re.compile(r"\b(?:the (?:action|call|topic)|aims? (?:at|to)|will (?:support|fund)|seeks? to|to contribute to)\b", re.I),
)
_SHORT, _LONG = 40, 420  # characters of a sentence that can stand as a summary


def sentences(region: Region) -> Iterator[Region]:
    """The sentences and list items of a region, list markers left out."""
    text, begin = region.text, 0
    for end in (*(m for m in _END.finditer(text)), None):
        stop = end.start() if end else len(text)
        if end and _ABBREVIATION.search(text[begin:stop]):
            continue
        marker = _MARKER.match(text, begin, stop)
        start = marker.end() if marker else begin
        if text[start:stop].strip():
            yield Region(region.passage, region.start + start, region.start + start + len(text[start:stop].rstrip()))
        begin = end.end() if end else stop


def summary(passages: Sequence[Passage], within: int = 12) -> Region | None:
    """The sentence that says best what a call is about: an aim if one is stated early, else the first of substance."""
    candidates: list[Region] = []
    for passage in passages:
        for sentence in sentences(Region(passage, 0, len(passage.text))):
            if _is_substance(sentence.text):
                candidates.append(sentence)
            if len(candidates) >= within:
                break
    aims = (c for aim in _AIMS for c in candidates if aim.search(c.text[:120]))
    return next(chain(aims, candidates), None)


def _is_substance(text: str) -> bool:
    return _SHORT <= len(text) <= _LONG and not _BOILERPLATE.search(text)

"""Sentences of a passage with their places, and those that say what a call is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from ingest import labels
from ingest.calls import cues
from ingest.calls.evidence import Region
from vectorstore.records import Passage

_END = re.compile(r"(?<=[.!?])[\"”')\]]*\s+(?=[\"“'(\[]?[A-ZÀ-ÖØ-Þ0-9])|(?<=[a-z)]{2}[.!?;:])(?=[A-Z][a-z])|\n+")
_MARKER = re.compile(r"\s*(?:[-•*–▪◦o]\s+|\(?[0-9a-zA-Z]{1,2}[.)]\s+)?")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|cf|no|art|vs|approx|incl|esp|Dr|Mr|Ms|St)\.$")
_LABEL = re.compile(r"(?:expected outcomes?|scope|objectives?|expected impact)\s*:?$|title: |.*:$", re.IGNORECASE)
_AIMS = ((1.0, "plain_aim"), (0.6, "aim"))  # the plainer the aim, the better
_EARLY = 120  # characters within which a sentence says that it states an aim
_LATER = 0.06  # what every place further down costs
_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 6  # letters by which words of the title are recognised
_SHORT, _LONG = 40, 420  # characters of a sentence that can stand as a summary


def sentences(region: Region) -> Iterator[Region]:
    """The sentences and list items of a region, list markers left out."""
    for start, end in _spans(region.text):
        yield Region(region.passage, region.start + start, region.start + end, region.heading)


@lru_cache(2048)  # a passage is read for one field after the other
def _spans(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(_sentences(text))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for end in (*(m for m in _END.finditer(text)), None):
        stop = end.start() if end else len(text)
        if end and _ABBREVIATION.search(text[begin:stop]):
            continue
        marker = _MARKER.match(text, begin, stop)
        start = marker.end() if marker else begin
        if text[start:stop].strip():
            yield start, start + len(text[start:stop].rstrip())
        begin = end.end() if end else stop


def summary(passages: Sequence[Passage], title: str, within: int = 15) -> Region | None:
    """The early sentence that says best what a call is about: it states an aim, or speaks of what the title names."""
    found = (
        s for passage in passages for s in sentences(Region(passage, 0, len(passage.text))) if _is_substance(s.text)
    )
    candidates = list(islice(found, within))
    named = _stems(title)
    scores = [_worth(sentence.text, named) - _LATER * place for place, sentence in enumerate(candidates)]
    return candidates[scores.index(max(scores))] if scores else None


def _worth(text: str, named: frozenset[str]) -> float:
    stated = next((worth for worth, aim in _AIMS if cues.anywhere("summary", aim).search(text[:_EARLY])), 0.0)
    return stated + (len(named & _stems(text)) / len(named) if named else 0.0)


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.lower()[:_STEM] for word in _WORD.findall(text))


def _is_substance(text: str) -> bool:
    if not _SHORT <= len(text) <= _LONG or _LABEL.match(text) or labels.is_known(text.partition(":")[0]):
        return False
    return cues.anywhere("summary", "standard").search(text) is None

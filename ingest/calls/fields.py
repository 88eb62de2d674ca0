"""Sectors, support, countries and money of a call, from regions of its passages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ingest.calls.evidence import Finds, Region
from ingest.calls.seats import seats
from ingest.taxonomy import Kind, load

_FIELD: dict[Kind, str] = {"sector": "sector", "support": "support", "country": "country", "applicant": "applicant"}
SEAT = "seat"  # the field of evidence for where applicants are established
MOST = 5  # keys of one kind that a call may be about
_REPEATS = 3  # times that the same words count
OF_HEADING = 2.0  # weight of a heading's words
_ENOUGH = 2.0  # weight from which on a sector is what a call is about, not only named in it


def everything(kind: Kind, region: Region, finds: Finds) -> None:
    """All keys of a kind that a short region names; of countries also in which applicants are to be established."""
    mentions = load().find(region.text)
    for mention in mentions:
        if mention.kind == kind:
            finds.add(_FIELD[kind], mention.key, region, mention.start, mention.end)
    for mention in seats(region.text, mentions) if kind == "country" else ():
        finds.add(SEAT, mention.key, region, mention.start, mention.end)


def weighed(kind: Kind, weighted: Sequence[tuple[float, Region]], finds: Finds) -> None:
    """The keys that longer regions are about: each mention counts its region's weight, the heaviest are kept.

    What is only named in passing in a long text is left out: a false sector on a call is worse than a missing one.
    """
    weights: dict[str, float] = {}
    said: Counter[tuple[str, str]] = Counter()
    for weight, region in weighted:
        for mention in load().find(region.text):
            words = (mention.key, region.text[mention.start : mention.end].lower())
            if mention.kind == kind and said[words] < _REPEATS:
                said[words] += 1
                weights[mention.key] = weights.get(mention.key, 0.0) + weight
                finds.add(_FIELD[kind], mention.key, region, mention.start, mention.end)
    finds.keep(_FIELD[kind], _heaviest(weights))


def _heaviest(weights: Mapping[str, float]) -> list[str]:
    ranked = sorted(weights, key=lambda key: -weights[key])
    return [key for key in ranked[:MOST] if weights[key] >= _ENOUGH]


def sectors_of_topic(topic_id: str, finds: Finds, region: Region) -> None:
    """What every call of the identifier's programme is about, with the identifier as evidence."""
    at = region.text.find(topic_id)
    if at >= 0:
        for key in load().sectors_of_programme(topic_id):
            finds.add("sector", key, region, at, at + len(topic_id))

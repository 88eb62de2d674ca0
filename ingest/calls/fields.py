"""Sectors, support, countries and money of a call, from regions of its passages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ingest.calls.evidence import Finds, Region
from ingest.taxonomy import Kind, load

_FIELD: dict[Kind, str] = {"sector": "sector", "support": "support", "country": "country", "applicant": "applicant"}
MOST_SECTORS = 5
_ENOUGH = 2.0  # weight from which on a sector is what a call is about, not only named in it


def everything(kind: Kind, region: Region, finds: Finds) -> None:
    """All keys of a kind that a short region names."""
    for mention in load().find(region.text):
        if mention.kind == kind:
            finds.add(_FIELD[kind], mention.key, region, mention.start, mention.end)


def weighed_sectors(weighted: Sequence[tuple[float, Region]], finds: Finds, enough: float = _ENOUGH) -> None:
    """The sectors that longer regions are about: each mention counts its region's weight, the heaviest are kept.

    A sector that is only named in passing in a long text stays below ``enough``: a false sector on a call is worse
    than a missing one.
    """
    weights: Counter[str] = Counter()
    for weight, region in weighted:
        seen: set[str] = set()
        for mention in load().find(region.text):
            words = region.text[mention.start : mention.end].lower()
            if mention.kind == "sector" and f"{mention.key} {words}" not in seen:
                seen.add(f"{mention.key} {words}")
                weights[mention.key] += weight
                finds.add("sector", mention.key, region, mention.start, mention.end)
    best = [key for key, weight in weights.most_common(MOST_SECTORS) if weight >= enough]
    finds.keep("sector", best)


def sectors_of_topic(topic_id: str, finds: Finds, region: Region) -> None:
    """What every call of the identifier's programme is about, with the identifier as evidence."""
    at = region.text.find(topic_id)
    if at >= 0:
        for key in load().sectors_of_programme(topic_id):
            finds.add("sector", key, region, at, at + len(topic_id))


def ordered(finds: Finds, field: str) -> tuple[str, ...]:
    """The values of a field, without a wider sector where one of its parts is named by the same words."""
    values = finds.values(field)
    return values if field != "sector" else tuple(value for value in values if not _only_implied(value, finds))


def _only_implied(key: str, finds: Finds) -> bool:
    return all(evidence.start == evidence.end for evidence in finds.evidence if evidence.value == key)

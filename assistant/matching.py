"""A call held against what is known of the asker, criterion by criterion, each with the source's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal

from assistant.drafts import Finding, Quote
from assistant.understanding import Understood
from ingest.taxonomy import load
from vectorstore.records import Call, Evidence

# A start-up is an SME, so what is open to SMEs is open to it; the reverse the source would have to say. Calls for
# cluster organisations name business networks in one breath with them.
_ALSO = {"start-up": ("sme",), "business-support-organisation": ("cluster-organisation",)}
# Needs so close that a call for the one does not rule out the other.
_CLOSE = (
    {"travel-voucher", "internationalisation", "networking"},
    {"training", "coaching"},
    {"coaching", "consultancy"},
)
_ABROAD = frozenset({"internationalisation", "travel-voucher"})


def findings(call: Call, understood: Understood) -> tuple[Finding, ...]:
    """One finding for each criterion that the asker gave something for; the deadline is checked by the status."""
    profile = understood.profile
    sector = _overlap(call, "sector", call.sectors, _with_broader(profile.sectors))
    need = _overlap(call, "need", call.support, profile.needs)
    if sector and need and (sector.outcome, need.outcome) == ("pass", "fail"):
        need = Finding("need", "unknown")  # a call of the field may support more than its text names
    found = (_applicant(call, profile.applicant), sector, need, _country(call, understood))
    return tuple(finding for finding in found if finding is not None)


def _applicant(call: Call, applicant: str | None) -> Finding | None:
    if applicant is None:
        return None
    if not call.applicants:
        return Finding("applicant", "unknown")
    accepted = next((key for key in accepted_as(applicant) if key in call.applicants), None)
    if accepted is None:
        return Finding("applicant", "fail", call.applicants[0], _quote(call, "applicant", call.applicants[0]))
    return Finding("applicant", "pass", accepted, _quote(call, "applicant", accepted))


def accepted_as(applicant: str | None) -> tuple[str, ...]:
    """What a call may name for this applicant to be among those it is open to; nothing for nobody."""
    return (applicant, *_ALSO.get(applicant, ())) if applicant else ()


def _overlap(
    call: Call, kind: Literal["sector", "need"], offered: tuple[str, ...], wanted: tuple[str, ...]
) -> Finding | None:
    """Pass when the call names one of what is wanted, fail when it names only other things, else unknown."""
    if not wanted:
        return None
    field = {"sector": "sector", "need": "support"}[kind]
    if not offered:
        return Finding(kind, "unknown")
    shared = next((key for key in wanted if key in _with_broader(offered)), None)
    if shared is None and kind == "need" and _are_close(wanted, offered):
        return Finding(kind, "unknown")
    if shared is None:
        return Finding(kind, "fail", offered[0], _quote(call, field, offered[0]))
    evidence = next((key for key in offered if shared in _with_broader((key,))), shared)
    return Finding(kind, "pass", shared, _quote(call, field, evidence))


def _are_close(wanted: Iterable[str], offered: Iterable[str]) -> bool:
    return any(group.intersection(wanted) and group.intersection(offered) for group in _CLOSE)


def _country(call: Call, understood: Understood) -> Finding | None:
    """Pass where the call names a country asked for or a part of the world it lies in.

    A call for activities abroad that names its countries leads nowhere else: it fails who wants to go elsewhere.
    """
    wanted = tuple(filter(None, (*understood.countries, understood.profile.country)))
    if not wanted:
        return None
    shared = next((key for key in with_regions(wanted) if key in call.countries), None)
    if shared is not None:
        return Finding("country", "pass", shared, _quote(call, "country", shared))
    if understood.destinations and call.countries and _ABROAD & set(call.support):
        return Finding("country", "fail", call.countries[0], _quote(call, "country", call.countries[0]))
    return Finding("country", "unknown")


def with_regions(countries: Iterable[str]) -> Iterator[str]:
    """The countries, then the continents they lie on; what is open to all of the EU tells calls not apart."""
    yield from countries
    yield from (region for key in countries for region in load().broader("country", key) if region != "eu")


@lru_cache(maxsize=16384)
def _with_broader(keys: tuple[str, ...]) -> tuple[str, ...]:
    """The sectors themselves and those they are part of."""
    return tuple(dict.fromkeys(other for key in keys for other in (key, *load().broader("sector", key))))


def evidence_for(call: Call, field: str, value: str | None = None) -> Iterator[Evidence]:
    """What a call's source says on one field (and one value of it)."""
    return (e for e in call.evidence if e.field == field and value in (None, e.value))


def _quote(call: Call, field: str, value: str) -> Quote | None:
    evidence = next(evidence_for(call, field, value), None)
    return Quote(evidence.passage_id, evidence.start, evidence.end) if evidence else None

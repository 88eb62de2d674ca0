"""A call held against what is known of the asker, criterion by criterion, each with the source's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from assistant.drafts import Finding, Quote
from assistant.understanding import Understood
from ingest.taxonomy import load
from vectorstore.records import Call, Evidence

# A start-up is an SME, so what is open to SMEs is open to it; the reverse the source would have to say.
_ALSO = {"start-up": ("sme",)}


def findings(call: Call, understood: Understood) -> tuple[Finding, ...]:
    """One finding for each criterion that the asker gave something for; the deadline is checked by the status."""
    profile = understood.profile
    sector = _overlap(call, "sector", call.sectors, _with_broader(profile.sectors))
    need = _overlap(call, "need", call.support, profile.needs)
    if sector and need and (sector.outcome, need.outcome) == ("pass", "fail"):
        need = Finding("need", "unknown")  # a call of the field may support more than its text names
    found = (_applicant(call, profile.applicant), sector, need, _country(call, understood.countries, profile.country))
    return tuple(finding for finding in found if finding is not None)


def _applicant(call: Call, applicant: str | None) -> Finding | None:
    if applicant is None:
        return None
    if not call.applicants:
        return Finding("applicant", "unknown")
    accepted = next((key for key in (applicant, *_ALSO.get(applicant, ())) if key in call.applicants), None)
    if accepted is None:
        return Finding("applicant", "fail", call.applicants[0], _quote(call, "applicant", call.applicants[0]))
    return Finding("applicant", "pass", accepted, _quote(call, "applicant", accepted))


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
    if shared is None:
        return Finding(kind, "fail", offered[0], _quote(call, field, offered[0]))
    evidence = next((key for key in offered if shared in _with_broader((key,))), shared)
    return Finding(kind, "pass", shared, _quote(call, field, evidence))


def _country(call: Call, named: tuple[str, ...], own: str | None) -> Finding | None:
    wanted = tuple(filter(None, (*named, own)))
    if not wanted:
        return None
    shared = next((key for key in wanted if key in call.countries), None)
    if shared is None:
        return Finding("country", "unknown")
    return Finding("country", "pass", shared, _quote(call, "country", shared))


def _with_broader(keys: Iterable[str]) -> tuple[str, ...]:
    """The sectors themselves and those they are part of."""
    return tuple(dict.fromkeys(other for key in keys for other in (key, *load().broader("sector", key))))


def evidence_for(call: Call, field: str, value: str | None = None) -> Iterator[Evidence]:
    """What a call's source says on one field (and one value of it)."""
    return (e for e in call.evidence if e.field == field and value in (None, e.value))


def _quote(call: Call, field: str, value: str) -> Quote | None:
    evidence = next(evidence_for(call, field, value), None)
    return Quote(evidence.passage_id, evidence.start, evidence.end) if evidence else None

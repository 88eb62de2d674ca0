"""A call held against what is known of the asker, criterion by criterion, each with the source's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.answers import Criterion
from assistant.calls.index import SEAT, named
from assistant.drafts import Finding, Quote
from assistant.recommending.wanted import Wanted
from vectorstore.records import Call, Evidence

# The field of a call, in its evidence, that a criterion looks at.
_EVIDENCE = {"applicant": "applicant", "sector": "sector", "need": "support", "country": "country"}


def findings(call: Call, wanted: Sequence[Wanted]) -> tuple[Finding, ...]:
    """One finding for each criterion that the asker gave something for."""
    found = {each.criterion: _finding(call, each) for each in wanted}
    if "sector" in found and "need" in found and found["sector"].outcome == "pass" and found["need"].outcome == "fail":
        found["need"] = Finding("need", "unknown")  # a call of the field may support more than its text names
    return tuple(found.values())


def _finding(call: Call, wanted: Wanted) -> Finding:
    """Pass when the call names one of what is wanted, fail when it names only other things, else unknown."""
    barred = _barred_by_seat(call, wanted)
    if barred:
        return barred
    offered = named(call, wanted.criterion)
    by_wish = list(dict.fromkeys(wanted.passing.values()))
    passing = sorted((v for v in offered if v in wanted.passing), key=lambda v: by_wish.index(wanted.passing[v]))
    if passing:
        said = wanted.passing[passing[0]]
        return Finding(wanted.criterion, "pass", said, _quote(call, wanted.criterion, passing[0]))
    if not offered or wanted.near.intersection(offered) or not _is_ruled_out(call, wanted):
        return Finding(wanted.criterion, "unknown")
    return Finding(wanted.criterion, "fail", offered[0], _quote(call, wanted.criterion, offered[0]))


def _is_ruled_out(call: Call, wanted: Wanted) -> bool:
    return wanted.ruling is None or bool(wanted.ruling.intersection(call.support))


def _barred_by_seat(call: Call, wanted: Wanted) -> Finding | None:
    """A call only for applicants established elsewhere fails, wherever else it leads."""
    seats = named(call, SEAT) if wanted.homes else ()
    if not seats or wanted.homes.intersection(seats):
        return None
    evidence = next(evidence_for(call, SEAT), None)
    quote = Quote(evidence.passage_id, evidence.start, evidence.end) if evidence else None
    return Finding(wanted.criterion, "fail", seats[0], quote)


def evidence_for(call: Call, field: str, value: str | None = None) -> Iterator[Evidence]:
    """What a call's source says on one field (and one value of it)."""
    return (e for e in call.evidence if e.field == field and value in (None, e.value))


def _quote(call: Call, criterion: Criterion, value: str) -> Quote | None:
    evidence = next(evidence_for(call, _EVIDENCE[criterion], value), None)
    return Quote(evidence.passage_id, evidence.start, evidence.end) if evidence else None

"""A value that a language model proposes for a field of a call: taken only where words of the text hold it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.calls import applicants, fields, money
from ingest.calls.evidence import Finds, Region, whole
from ingest.calls.grants import counted
from ingest.taxonomy import Kind, load
from vectorstore.records import Call, Evidence, Passage

# Which of a call's fields a model may fill, as evidence names them. Not its days: a wrong one would show a closed call
# as open. Not its name: that decides which calls are one.
_MANY = {"applicant": "applicants", "sector": "sectors", "support": "support", "country": "countries"}
_AMOUNTS = {"budget_total": "total_eur", "budget_min": "min_eur", "budget_max": "max_eur", "grants": "grants"}
_WORDS = ("programme", "action_type")
_SHORTEST = 2  # characters of a quote


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a model says of a call: a field, its value, and the words that it says state it."""

    field: str
    value: str
    quote: str


def unfilled(call: Call) -> tuple[str, ...]:
    """The fields that a model may be asked for: those which no rule has found."""
    empty = [field for field, name in _MANY.items() if not getattr(call, name)]
    empty += [field for field, name in _AMOUNTS.items() if getattr(call.budget, name) is None]
    return (*empty, *(field for field in _WORDS if not getattr(call, field)))


def proposals(answer: str) -> Iterator[Proposal]:
    """The proposals of a model's answer, whatever stands around them; ValueError where it is no list at all."""
    decoder, at = json.JSONDecoder(), answer.find("[")
    if at < 0:
        raise ValueError("its answer is no list")
    while (at := answer.find("{", at)) >= 0:
        try:
            found, at = decoder.raw_decode(answer, at)
        except (ValueError, RecursionError):
            at += 1
            continue
        if isinstance(found, dict):
            yield Proposal(*(str(found.get(name, "")).strip() for name in ("field", "value", "quote")))


def held(proposal: Proposal, passages: Sequence[Passage]) -> Evidence | None:
    """The evidence for a proposal, where its quote stands in a passage word for word and says its value."""
    if len(proposal.quote) < _SHORTEST:
        return None
    for passage in passages:
        start = passage.text.find(proposal.quote)
        region = Region(passage, start, start + len(proposal.quote))
        value = _said(proposal, region) if start >= 0 else None
        if value is not None:
            return Evidence(proposal.field, value, passage.passage_id, region.start, region.end, by_model=True)
    return None


def _said(proposal: Proposal, region: Region) -> str | None:
    """The value as a call holds it, or None where the words do not say it."""
    if proposal.field in _MANY:
        return _key(proposal, region)
    reader = _READERS.get(proposal.field)
    return reader(proposal.value, region.text) if reader else None


def _key(proposal: Proposal, region: Region) -> str | None:
    """The words are read where they stand: "SMEs" of "SMEs may not apply" are no applicants."""
    finds, kind = Finds(), proposal.field
    try:
        key = load().key(kind, proposal.value)  # type: ignore[arg-type]  # the fields of many values are kinds
    except ValueError:
        return None
    _reading(kind)(whole(region.passage), finds)  # type: ignore[arg-type]
    within = (region.start <= e.start and e.end <= region.end for e in finds.evidence if e.value == key)
    return key if any(within) else None


def _reading(kind: Kind) -> Callable[[Region, Finds], None]:
    if kind == "applicant":
        return applicants.listed
    return lambda region, finds: fields.everything(kind, region, finds)


def _amount(value: str, words: str) -> str | None:
    digits = re.sub(r"\D", "", value)
    said = {number for each in money.amounts(words) for number in (each.euros, each.to)}
    return digits if digits and int(digits) in said else None


def _count(value: str, words: str) -> str | None:
    return value if value.isdecimal() and int(value) in counted(words) else None


def _programme(value: str, words: str) -> str | None:
    said = [mention.key for mention in load().find(words) if mention.kind == "programme"]
    meant = next((m.key for m in load().find(value) if m.kind == "programme" and m.key in said), None)
    return load().label("programme", meant) if meant else None


def _verbatim(value: str, words: str) -> str | None:
    return value if value and value in words else None


_READERS: Mapping[str, Callable[[str, str], str | None]] = {
    **dict.fromkeys(("budget_total", "budget_min", "budget_max"), _amount),
    "grants": _count,
    "programme": _programme,
    "action_type": _verbatim,
}


def filled(call: Call, added: Sequence[Evidence]) -> Call:
    """The call with these values in fields that were empty; of a field with one value the first is taken."""
    many = {name: _values(added, field) for field, name in _MANY.items() if _values(added, field)}
    amounts = {name: int(value) for field, name in _AMOUNTS.items() for value in _values(added, field)[:1]}
    words = {field: value for field in _WORDS for value in _values(added, field)[:1]}
    kept = [e for e in added if e.field in _MANY or e.value == _values(added, e.field)[0]]
    budget = replace(call.budget, **amounts)
    return replace(call, **many, **words, budget=budget, evidence=(*call.evidence, *kept))  # type: ignore[arg-type]


def _values(added: Sequence[Evidence], field: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(evidence.value for evidence in added if evidence.field == field))

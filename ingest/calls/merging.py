"""The same call from several sources is one call: the most trusted source speaks, what the others said is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from itertools import chain, combinations
from operator import attrgetter
from typing import Any, TypeVar

from ingest.calls.corrections import is_correction
from ingest.calls.day_roles import REPLACED
from ingest.calls.identifiers import slug
from ingest.calls.likeness import contradict, days_of, likeness, names
from vectorstore.records import Budget, Call, Deadline, Document, Evidence

_APART = ("call_id", "evidence", "earlier", "document_id", "passage_id", "budget", "source_status", "source_status_on")
_MANY = ("applicants", "sectors", "support", "countries")  # what one source leaves out another may add
_FIELDS = tuple(field.name for field in fields(Call) if field.name not in (*_APART, *_MANY))
_AMOUNTS = tuple(field.name for field in fields(Budget))
_T = TypeVar("_T")


def merge(calls: Iterable[Call], documents: Iterable[Document]) -> tuple[Call, ...]:
    """Calls that are one by ``likeness`` joined, the likest first; the order of first appearance is kept.

    A field of one value comes from the source of highest authority, among equals from the latest, that fills it; of
    fields of many values those of all sources are kept, the most trusted first. The evidence of all sources stays, so
    that a conflict can be shown.
    """
    by_id = {document.document_id: document for document in documents}
    return with_unique_ids(_joined(group, by_id) for group in _groups(tuple(calls)))


def _groups(calls: Sequence[Call]) -> Iterator[tuple[Call, ...]]:
    """The calls by likeness, none of a group contradicting another."""
    group_of = {place: [place] for place in range(len(calls))}
    for one, other in _likest_first(calls):
        mine, theirs = group_of[one], group_of[other]
        if mine is not theirs and not any(contradict(calls[a], calls[b]) for a in mine for b in theirs):
            mine += theirs
            group_of.update(dict.fromkeys(theirs, mine))
    for place, group in group_of.items():
        if place == min(group):
            yield tuple(calls[each] for each in sorted(group))


def _likest_first(calls: Sequence[Call]) -> Iterator[tuple[int, int]]:
    """The pairs of calls that are alike; a call as like to one topic as to another goes with neither."""
    scores = {pair: score for pair in _pairs(calls) if (score := likeness(calls[pair[0]], calls[pair[1]]))}
    undecided = _undecided(calls, scores)
    for pair in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        if undecided.isdisjoint(pair):
            yield pair


def _undecided(calls: Sequence[Call], scores: Mapping[tuple[int, int], float]) -> set[int]:
    """Calls without a topic identifier that are most like to several."""
    liked: dict[int, dict[float, set[str]]] = {}
    for (one, other), score in scores.items():
        for place, topic in ((one, calls[other].topic_id), (other, calls[one].topic_id)):
            if topic and not calls[place].topic_id:
                liked.setdefault(place, {}).setdefault(score, set()).add(topic.lower())
    return {place for place, by_score in liked.items() if len(by_score[max(by_score)]) > 1}


def _pairs(calls: Sequence[Call]) -> set[tuple[int, int]]:
    """Those that have something in common by which they can be one, and do not contradict each other."""
    buckets: dict[str, list[int]] = {}
    for place, call in enumerate(calls):
        for key in _keys(call):
            buckets.setdefault(key, []).append(place)
    pairs = (pair for places in buckets.values() for pair in combinations(places, 2))
    return {(one, other) for one, other in pairs if not contradict(calls[one], calls[other])}


def _keys(call: Call) -> Iterator[str]:
    yield f"title {slug(call.title)}"
    yield from (f"name {name}" for name in names(call))
    yield from (f"deadline {day}" for day in days_of(call))
    if call.topic_id:
        yield f"topic {call.topic_id.lower()}"


def _joined(group: Sequence[Call], documents: Mapping[str, Document]) -> Call:
    if len(group) == 1:
        return group[0]
    ranked = sorted(group, key=lambda call: _trust(call, documents), reverse=True)
    best = ranked[0]
    values = {name: _first(_found(name, name, ranked), getattr(best, name)) for name in _FIELDS}
    values |= {name: _union(getattr(call, name) for call in ranked) for name in _MANY}
    values["deadlines"] = _first(map(attrgetter("deadlines"), _up_to_date(ranked)), best.deadlines)
    values["deadlines"] = tuple(_with_hour(deadline, ranked) for deadline in values["deadlines"])
    dated = next((call for call in ranked if call.source_status), best)
    evidence: tuple[Evidence, ...] = tuple(dict.fromkeys(e for call in ranked for e in call.evidence))
    return replace(
        best,
        **values,
        call_id=_first_known(ranked, documents),
        source_status=dated.source_status,
        source_status_on=dated.source_status_on,
        budget=_budget(ranked),
        evidence=evidence,
        earlier=tuple(dict.fromkeys(each for call in ranked for each in call.earlier)),
    )


def _up_to_date(ranked: Sequence[Call]) -> Iterator[Call]:
    """The sources that no other one corrects: none says of all their deadlines that they have been moved."""
    for call in ranked:
        moved = {e.value for other in ranked if other is not call for e in other.evidence if e.field == REPLACED}
        if not call.deadlines or not moved.issuperset(deadline.date.isoformat() for deadline in call.deadlines):
            yield call


def _with_hour(deadline: Deadline, ranked: Sequence[Call]) -> Deadline:
    """The hour of the most trusted source that gives one for this day."""
    told = (each for call in ranked for each in call.deadlines if each.date == deadline.date and each.time)
    hour = next(told, deadline)
    return replace(deadline, time=hour.time, zone=hour.zone)


def _budget(ranked: Sequence[Call]) -> Budget:
    fields = ((name, f"budget_{name.removesuffix('_eur')}" if name.endswith("_eur") else name) for name in _AMOUNTS)
    return Budget(**{name: _first(_found(f"budget.{name}", field, ranked), None) for name, field in fields})


def _found(name: str, field: str, ranked: Sequence[Call]) -> list[Any]:
    """What the sources give for a field, by trust; what a model added comes after all that rules found."""
    by_rule = sorted(ranked, key=lambda call: any(e.field == field and e.by_model for e in call.evidence))
    return list(map(attrgetter(name), by_rule))


def _first(values: Iterable[_T], otherwise: _T) -> _T:
    """The first value that says something."""
    return next((value for value in values if value not in (None, "", ())), otherwise)


def _union(values: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Each value once, those of the first source first."""
    return tuple(dict.fromkeys(chain.from_iterable(values)))


def _first_known(ranked: Sequence[Call], documents: Mapping[str, Document]) -> str:
    """The id by which the call was known first: a later source that moves the deadline does not rename it."""

    def known_since(call: Call) -> date:
        document = documents.get(call.document_id)
        return (document and document.published) or date.max

    topics = (call.call_id for call in ranked if call.topic_id)
    return next(topics, None) or min(ranked, key=known_since).call_id


def _trust(call: Call, documents: Mapping[str, Document]) -> tuple[int, date]:
    """A correction speaks of the deadline alone, and is heard there by what it replaces."""
    if is_correction(call):
        return -1, date.min
    document = documents.get(call.document_id)
    return (int(document.authority), document.published or date.min) if document else (0, date.min)


def with_unique_ids(calls: Iterable[Call]) -> tuple[Call, ...]:
    """Of different calls that would have one id, as rounds of one year, those that close later get a number."""
    found = tuple(calls)
    seen: Counter[str] = Counter()
    ids: dict[int, str] = {}
    for place in sorted(range(len(found)), key=lambda place: _first_day(found[place])):
        name = found[place].call_id
        seen[name] += 1
        ids[place] = name if seen[name] == 1 else f"{name}-{seen[name]}"
    return tuple(replace(call, call_id=ids[place]) for place, call in enumerate(found))


def _first_day(call: Call) -> date:
    return min((deadline.date for deadline in call.deadlines), default=date.max)

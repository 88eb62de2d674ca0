"""The same call from several sources is one call: the most trusted source speaks, what the others said is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date

from ingest.calls.identifiers import slug
from vectorstore.records import Budget, Call, Document, Evidence

_SIMILAR = 65.0  # of 100: title and summary of two sources on one call
_SAME = 90.0  # of 100: titles that name one call even where its deadline differs
_FIELDS = tuple(
    field.name for field in fields(Call) if field.name not in ("call_id", "evidence", "document_id", "passage_id")
)


def merge(calls: Iterable[Call], documents: Iterable[Document]) -> tuple[Call, ...]:
    """Calls with one identifier, or one acronym, deadline and subject, joined; the order of first appearance is kept.

    A field comes from the source of highest authority, among equals from the latest, that fills it. The evidence of
    all sources stays, so that a conflict can be shown.
    """
    by_id = {document.document_id: document for document in documents}
    groups: list[list[Call]] = []
    buckets: dict[str, list[list[Call]]] = {}
    for call in calls:
        candidates = [group for key in _keys(call) for group in buckets.get(key, ())]
        group = next((group for group in candidates if any(_is_same(call, other) for other in group)), None)
        if group is None:
            group = []
            groups.append(group)
        group.append(call)
        for key in _keys(call):
            known = buckets.setdefault(key, [])
            if not any(group is other for other in known):
                known.append(group)
    return _with_unique_ids(_joined(group, by_id) for group in groups)


def _keys(call: Call) -> tuple[str, ...]:
    """What calls must share to be compared: two calls with no common key are different."""
    named = f"acronym {slug(call.acronym)}" if call.acronym else f"title {slug(call.title)}"
    return (f"topic {call.topic_id.lower()}", named) if call.topic_id else (named,)


def _is_same(one: Call, other: Call) -> bool:
    if one.topic_id and other.topic_id:
        return one.topic_id.lower() == other.topic_id.lower()
    if one.document_id == other.document_id:
        return one.call_id == other.call_id
    from rapidfuzz.fuzz import token_set_ratio

    if token_set_ratio(one.title.lower(), other.title.lower()) >= _SAME:
        return True
    if not _share_a_deadline(one, other):
        return False
    return token_set_ratio(_subject(one), _subject(other)) >= _SIMILAR or bool(set(one.support) & set(other.support))


def _share_a_deadline(one: Call, other: Call) -> bool:
    return bool({deadline.date for deadline in one.deadlines} & {deadline.date for deadline in other.deadlines})


def _subject(call: Call) -> str:
    return f"{call.title} {call.summary}".lower()


def _joined(group: Sequence[Call], documents: Mapping[str, Document]) -> Call:
    if len(group) == 1:
        return group[0]
    ranked = sorted(group, key=lambda call: _trust(call, documents), reverse=True)
    best = ranked[0]
    values = {
        name: next(filter(_is_filled, (getattr(call, name) for call in ranked)), getattr(best, name))
        for name in _FIELDS
    }
    evidence: tuple[Evidence, ...] = tuple(dict.fromkeys(e for call in ranked for e in call.evidence))
    return replace(best, **values, evidence=evidence)


def _trust(call: Call, documents: Mapping[str, Document]) -> tuple[int, date]:
    document = documents.get(call.document_id)
    return (int(document.authority), document.published or date.min) if document else (0, date.min)


def _is_filled(value: object) -> bool:
    return value not in (None, "", (), Budget())


def _with_unique_ids(calls: Iterable[Call]) -> tuple[Call, ...]:
    """Two different calls that would have one id (a slug is coarser than an identifier) get a number behind it."""
    seen: dict[str, int] = {}
    unique: list[Call] = []
    for call in calls:
        seen[call.call_id] = count = seen.get(call.call_id, 0) + 1
        unique.append(call if count == 1 else replace(call, call_id=f"{call.call_id}-{count}"))
    return tuple(unique)

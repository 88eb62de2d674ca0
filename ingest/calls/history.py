"""What a call said before its source changed it: each new version of a file, or of a record, continues the last one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ingest.calls.identifiers import slug
from ingest.calls.likeness import likeness, names
from ingest.calls.merging import with_unique_ids
from vectorstore.drafts.draft import DocumentContent
from vectorstore.drafts.versions import Version
from vectorstore.records import Call, Earlier


def values(call: Call) -> dict[str, tuple[str, ...]]:
    """The dates and amounts of a call by field, as its evidence writes them."""
    budget = call.budget
    single = {
        "opens": call.opens,
        **{f"budget_{part}": getattr(budget, f"{part}_eur") for part in ("total", "min", "max")},
        "grants": budget.grants,
    }
    return {
        "deadline": tuple(deadline.date.isoformat() for deadline in call.deadlines),
        "deadline_time": tuple(f"{each.date}T{each.time:%H:%M}" for each in call.deadlines if each.time),
        **{field: () if value is None else (str(value),) for field, value in single.items()},
    }


def continued(item: DocumentContent, before: Version | None, changed_on: date | None) -> DocumentContent:
    """A document whose calls go on where those of its last version ended: with their ids and what they said earlier.

    Without ``changed_on`` only another reading of the same words lies between them, so nothing has changed.
    """
    if before is None:
        return item
    predecessors = _Predecessors(before.calls)
    pairs = [(call, predecessors.of(call)) for call in item.calls]
    calls = (_continuing(call, old, before, changed_on) if old else call for call, old in pairs)
    return replace(item, calls=with_unique_ids(calls))


def _continuing(call: Call, old: Call, before: Version, changed_on: date | None) -> Call:
    changed = tuple(_changes(call, old, before, changed_on)) if changed_on else ()
    call_id = call.call_id if call.topic_id else old.call_id
    return replace(call, call_id=call_id, earlier=(*old.earlier, *changed))


def _changes(call: Call, old: Call, before: Version, until: date) -> Iterator[Earlier]:
    now, document = values(call), before.document
    for field, said in values(old).items():
        for value in said:
            if value not in now[field]:
                quote = _quote(field, value, old, before)
                yield Earlier(field, value, until, quote, document.document_id, document.title, document.published)


def _quote(field: str, value: str, old: Call, before: Version) -> str:
    """The words that said it."""
    stated = (e for e in old.evidence if (e.field, e.value) == (field, value) and e.passage_id in before.passages)
    return next((e.heading or before.passages[e.passage_id].text[e.start : e.end] for e in stated), "")


@dataclass
class _Predecessors:
    """The calls of the last version, each of which one call of the new one continues at most."""

    calls: Sequence[Call]

    def __post_init__(self) -> None:
        self._free = {call.call_id: call for call in self.calls}
        self._by_key: Mapping[str, list[str]] = _grouped(self.calls)

    def of(self, call: Call) -> Call | None:
        """The one of the same id, else the likest one."""
        if call.call_id in self._free:
            return self._free.pop(call.call_id)
        ids = dict.fromkeys(i for key in _keys(call) for i in self._by_key.get(key, ()) if i in self._free)
        # Of two versions of one document the ids tell nothing; likeness must not hold them against each other.
        scores = {i: likeness(replace(self._free[i], document_id="before"), call) for i in ids}
        best = max(scores, key=scores.__getitem__, default="")
        return self._free.pop(best) if scores.get(best) else None


def _grouped(calls: Iterable[Call]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for call in calls:
        for key in _keys(call):
            found.setdefault(key, []).append(call.call_id)
    return found


def _keys(call: Call) -> Iterator[str]:
    yield slug(call.title)
    yield from names(call)

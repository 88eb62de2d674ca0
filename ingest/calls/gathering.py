"""The calls of the whole index: each once for each audience, with the passages that speak of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.calls.corrections import is_correction
from ingest.calls.merging import merge
from vectorstore.drafts.draft import MergedCalls
from vectorstore.records import Authority, Call, Document


def merged(calls: Sequence[Call], documents: Sequence[Document]) -> MergedCalls:
    """The calls of all documents, each once, and the passages that speak of them."""
    whole = _by_audience(calls, documents)
    of_passage = {passage: call.call_id for call in whole for passage in _passages_of(call)}
    portal = {document.document_id for document in documents if document.authority is Authority.PORTAL}
    of_document = {e: call.call_id for call in whole for e in {call.document_id} & portal}
    return MergedCalls(whole, of_passage, of_document)


def _by_audience(calls: Sequence[Call], documents: Sequence[Document]) -> tuple[Call, ...]:
    """Merged apart: what staff alone may read adds nothing to a call that the public sees."""
    audience = {document.document_id: document.audience for document in documents}
    whole: dict[str, Call] = {}
    for group in ("public", "staff"):
        for call in _told(merge([call for call in calls if audience[call.document_id] == group], documents)):
            known = whole.setdefault(call.call_id, call)
            if known.deadlines != call.deadlines:
                whole[f"{call.call_id}-{group}"] = replace(call, call_id=f"{call.call_id}-{group}")
    return tuple(whole.values())


def _told(calls: Iterable[Call]) -> Iterator[Call]:
    """Without corrections of calls that no source tells of."""
    return (call for call in calls if not is_correction(call))


def _passages_of(call: Call) -> Iterable[str]:
    return {call.passage_id, *(evidence.passage_id for evidence in call.evidence)}

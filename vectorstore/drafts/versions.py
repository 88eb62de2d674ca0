"""What a document was when its file was last read: its calls, and the passages that state them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vectorstore.catalogue import Catalogue, SourceLink
from vectorstore.records import Call, Document, Passage


@dataclass(frozen=True, slots=True)
class Version:
    """One document as it was; ``passages`` by id."""

    document: Document
    calls: tuple[Call, ...]
    passages: Mapping[str, Passage]


def versions(catalogue: Catalogue, links: Iterable[SourceLink]) -> dict[str, Version]:
    """The documents of one file that state calls, by the keys of its records."""
    keys = {link.document_id: link.key for link in links}
    calls: dict[str, list[Call]] = {}
    for call in catalogue.stated_calls_of(keys):
        calls.setdefault(call.document_id, []).append(call)
    passages = catalogue.passages_by_id(
        {e.passage_id for held in calls.values() for call in held for e in call.evidence}
    )
    documents = catalogue.documents_by_id(calls)
    return {keys[name]: Version(documents[name], tuple(held), passages) for name, held in calls.items()}

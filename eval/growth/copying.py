"""Many calls from few: documents of one call, copied under names of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vectorstore.drafts.draft import DocumentContent, SourceContent
    from vectorstore.records import Call, Passage

__all__ = ["copies"]

PER_SOURCE = 250  # documents; writing a source takes a transaction, however many it holds


def copies(contents: Sequence[SourceContent], size: int) -> Iterator[SourceContent]:
    """Documents of one call each until there are ``size`` calls with those of the contents, many in a source."""
    from vectorstore.drafts.draft import SourceContent

    single = [item for source in contents for item in source.documents if len(item.calls) == 1]
    have = sum(len(item.calls) for source in contents for item in source.documents)
    made = islice((_copy(item, number) for number in count(1) for item in single), max(0, size - have))
    for at, some in enumerate(iter(lambda: tuple(islice(made, PER_SOURCE)), ())):
        yield SourceContent(f"/copies/{at}", str(at), "1", some)


def _copy(item: DocumentContent, number: int) -> DocumentContent:
    """The same document under names of its own; its texts end differently, so that each has its own vector."""
    name = f"{item.document.document_id}x{number}"
    (call,) = item.calls
    return replace(
        item,
        document=replace(item.document, document_id=name, digest=name),
        sections=tuple(replace(s, document_id=name, section_id=f"{s.section_id}x{number}") for s in item.sections),
        passages=tuple(_passage(passage, name, number) for passage in item.passages),
        calls=(_call(call, name, number),),
    )


def _passage(passage: Passage, document_id: str, number: int) -> Passage:
    return replace(
        passage,
        passage_id=f"{passage.passage_id}x{number}",
        document_id=document_id,
        section_id=f"{passage.section_id}x{number}",
        text=f"{passage.text} Copy {number}.",
    )


def _call(call: Call, document_id: str, number: int) -> Call:
    evidence = tuple(replace(each, passage_id=f"{each.passage_id}x{number}") for each in call.evidence)
    return replace(
        call,
        call_id=f"{call.call_id}x{number}",
        title=f"{call.title} {number}",
        topic_id=f"{call.topic_id}-X{number}" if call.topic_id else None,
        document_id=document_id,
        passage_id=f"{call.passage_id}x{number}",
        evidence=evidence,
    )

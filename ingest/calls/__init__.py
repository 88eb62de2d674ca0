"""Funding calls out of slides, pages, tables and portal records, each field with the words that say it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest import labels
from ingest.calls import corrections, listed, rows, topic_section, work_programme
from ingest.calls.merging import merge
from ingest.calls.recognising import is_funding, read_item
from ingest.calls.record import Record, cells_of_text
from ingest.calls.scopes import Scope, scopes
from ingest.calls.slides import states_facts, states_one_call
from ingest.structure import ReadDocument, ReadSection
from vectorstore.records import Call, Document, Locator, Passage

_NAME = re.compile(r"\A\s*(?:[-•*–▪◦]|\d+[.)])\s+")  # the marker before it

__all__ = ["extract", "is_call", "merge"]


def is_call(text: str) -> bool:
    """Does this list item, paragraph or table row state a funding call by itself?

    A slide that is a call as a whole is none of these; an event with a deadline to register is no call.
    """
    cells = cells_of_text(text) if "\n" in text else ()
    if len(labels.known_fields(cells)) > 1:
        return rows.is_call_row(cells) or states_facts(text)
    return read_item(text) is not None or states_facts(text)


def extract(document: Document, read: ReadDocument, passages: Sequence[Passage]) -> tuple[Call, ...]:
    """The calls of one document; ``passages`` are the document's own, in order."""
    told = [passage for passage in passages if passage.kind != "note"]
    by_row = tuple(_of_rows(document, read, told))
    if by_row and _is_record(read):
        return by_row
    taken = {evidence.passage_id for call in by_row for evidence in call.evidence}
    rest = [passage for passage in told if passage.passage_id not in taken]
    return merge((*by_row, *_of_sections(document, read, rest)), (document,))


def _of_rows(document: Document, read: ReadDocument, passages: Sequence[Passage]) -> Iterator[Call]:
    by_place: dict[Locator, list[Passage]] = {}
    for passage in passages:
        by_place.setdefault(passage.locator, []).append(passage)
    for section in read.sections:
        for block in rows.row_blocks(section.blocks, of_portal=_is_record(read)):
            own = tuple(passage for passage in by_place.get(section.locator, ()) if _holds(passage, block.text))
            cells = block.cells or cells_of_text(block.text)
            if own:
                others = _described(passages) if _is_record(read) else ()
                yield rows.extract(Record(document, labels.fields(cells), own, others))


def _is_record(read: ReadDocument) -> bool:
    """Is the document one topic of the portal, its facts in its first section?"""
    return bool(read.sections) and read.sections[0].locator.value == "Record"


def _holds(passage: Passage, text: str) -> bool:
    """A row cut for length lies in several passages: each begins with words of it."""
    return passage.text in text or text in passage.text or passage.text[:60] in text


def _described(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages that describe a portal topic: neither its record nor the portal's standard words."""
    return tuple(p for p in passages if p.locator.value not in ("Record", "Contact"))


def _of_sections(document: Document, read: ReadDocument, passages: Sequence[Passage]) -> Iterator[Call]:
    yield from work_programme.extract(document, passages)
    others = [p for p in passages if not work_programme.topic_heading(p) and not work_programme.is_overview(p)]
    for scope in scopes(document, others):
        call = _of_parts(document, scope)
        if call:
            yield call
            continue
        for _, own in scope.sections:
            yield from _of_section(document, read, own)


def _of_parts(document: Document, scope: Scope) -> Call | None:
    """The one call of which several sections each tell a part; None where they name several."""
    passages = scope.passages
    if not scope.tells_of_one_call or len(topic_section.topic_ids(passages)) > 1 or not is_funding(_text(scope)):
        return None
    if len(tuple(_listed(document, passages))) > 1:
        return None
    return topic_section.extract(document, scope.heading, passages, dated=scope.of_kinds("", "dates"))


def _text(scope: Scope) -> str:
    return "\n".join((scope.heading, *(passage.text for passage in scope.passages)))


def _listed(document: Document, passages: Sequence[Passage]) -> Iterator[Call]:
    for passage in passages:
        if passage.kind == "call" and states_facts(passage.text, among_calls=True):
            call = topic_section.extract(document, _NAME.sub("", passage.text.split("\n")[0]), (passage,))
        else:
            call = listed.extract(document, passage) if passage.kind != "row" else None
        if call:
            yield call


def _of_section(document: Document, read: ReadDocument, passages: tuple[Passage, ...]) -> Iterator[Call]:
    """The one call that a section is, or the calls that it lists."""
    listed_calls = tuple(_listed(document, passages))
    section = _section_of(passages[0], read)
    heading = _heading(passages[0], section, document)
    headed = topic_section.headed_id(heading) is not None or bool(section and states_one_call(section))
    if len(topic_section.topic_ids(passages)) == 1 or (headed and len(listed_calls) < 2):
        call = topic_section.extract(document, heading, passages)
        if call is not None:
            yield call
            return
    yield from listed_calls
    stating = {call.passage_id for call in listed_calls}
    for passage in passages:
        if passage.kind != "row" and passage.passage_id not in stating:
            yield from corrections.extract(document, passage)


def _section_of(passage: Passage, read: ReadDocument) -> ReadSection | None:
    """The section that a passage was cut from: same place, its headings among the passage's."""
    fitting = (
        section
        for section in read.sections
        if section.locator == passage.locator and section.heading_path[-1:] <= passage.heading_path[-1:]
    )
    return next(
        (s for s in fitting if not s.heading_path or s.heading_path[-1] in passage.heading_path),
        None,
    )


def _heading(passage: Passage, section: ReadSection | None, document: Document) -> str:
    if section and section.heading_path:
        return section.heading_path[-1]
    return passage.headings[-1] if passage.headings else document.title

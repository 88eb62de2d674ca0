"""Sections to passages: whole lists, calls and rows, each with its heading path and small enough to embed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from ingest.cutting import CountTokens
from ingest.grouping import IsCall
from ingest.structure import Block, ReadDocument, ReadSection
from ingest.window import Piece, Window, no_call
from vectorstore.records import Authority, Passage, Section


def chunk(
    document: ReadDocument,
    document_id: str,
    count_tokens: CountTokens,
    max_tokens: int,
    is_call: IsCall | None = None,
) -> tuple[tuple[Section, ...], tuple[Passage, ...]]:
    """The sections of a document and its passages in order; ids are URL-safe where ``document_id`` is.

    A passage's ``embedding_text`` (heading path and text) is at most ``max_tokens`` by ``count_tokens``.
    """
    window = Window(cache(count_tokens), max_tokens, _call_test(document, is_call))
    sections: list[Section] = []
    passages: list[Passage] = []
    for read in _carrying_lone_headings(document.sections):
        section = _section(read, document_id, len(sections))
        pieces = window.pieces(read)
        if pieces:
            sections.append(section)
        for piece in pieces:
            passages.append(_passage(piece, section, len(passages)))
    return tuple(sections), tuple(passages)


def _call_test(document: ReadDocument, is_call: IsCall | None) -> IsCall:
    """The test of single lines; a topic of the portal is one call as a whole, whatever its text says of others."""
    if document.authority is Authority.PORTAL:
        return no_call
    if is_call is not None:
        return is_call
    from ingest.calls import is_call as states_a_call

    return states_a_call


def _carrying_lone_headings(sections: Sequence[ReadSection]) -> Iterator[ReadSection]:
    """Sections with content; a heading that nobody carries becomes a line, together with its lone neighbours."""
    carried = {path[:end] for path in (s.heading_path for s in sections if s.blocks) for end in range(len(path) + 1)}
    lone: ReadSection | None = None
    for section in sections:
        if section.blocks:
            if lone:
                yield lone
            lone = None
            yield section
        elif section.heading_path and section.heading_path not in carried:
            line = Block(section.heading_path[-1])
            same = lone is not None and lone.heading_path == section.heading_path[:-1]
            if lone and not same:
                yield lone
            lone = (
                replace(lone, blocks=(*lone.blocks, line))
                if lone and same
                else replace(section, heading_path=section.heading_path[:-1], blocks=(line,))
            )
    if lone:
        yield lone


def _section(read: ReadSection, document_id: str, position: int) -> Section:
    digest = _digest(" > ".join(read.heading_path), *(block.text for block in read.blocks))
    return Section(f"{document_id}-s{position}-{digest}", document_id, position, read.locator, read.heading_path)


def _passage(piece: Piece, section: Section, position: int) -> Passage:
    return Passage(
        passage_id=f"{section.document_id}-p{position}-{_digest(*piece.heading_path, piece.text)}",
        document_id=section.document_id,
        section_id=section.section_id,
        position=position,
        locator=section.locator,
        heading_path=piece.heading_path,
        text=piece.text,
        kind=piece.kind,
    )


def _digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:8]

"""One call with all that its sources say of it: what the card rests on, what others say otherwise, what was before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.answers import CallCard, Citation
from assistant.calls.conflicts import conflicts
from assistant.citing import Citer
from assistant.drafts import Match, Quote
from ingest.calls.vanishing import VANISHED
from vectorstore.records import Authority, Call, Document, Earlier, Evidence

AuthorityName = Literal["portal", "platform", "slide", "transcript"]

_NAMES: dict[Authority, AuthorityName] = {
    Authority.PORTAL: "portal",
    Authority.PLATFORM: "platform",
    Authority.SLIDE: "slide",
    Authority.TRANSCRIPT: "transcript",
}


@dataclass(frozen=True, slots=True)
class FieldEvidence:
    """A field of a call, its value and the words that state it.

    Where a heading above them states it, ``heading`` is that heading, and the citation shows what it stands above.
    ``by_model``: a language model found it in these words, no rule did.
    """

    field: str
    value: str
    citation: Citation
    heading: str | None = None
    by_model: bool = False


@dataclass(frozen=True, slots=True)
class CallSource:
    """A document that states the call."""

    document_id: str
    title: str
    authority: AuthorityName
    published: date | None
    source_url: str | None
    language: str


@dataclass(frozen=True, slots=True)
class CallDetail:
    """One call with the evidence of every field.

    ``sources`` come the most trusted first: its word is the card's. ``conflicts`` are values that other sources give
    for the same fields, ``history`` those of earlier versions of them, which can be read no more. ``vanished_on`` is
    the day since which the portal lists the call no more.
    """

    card: CallCard
    evidence: tuple[FieldEvidence, ...]
    conflicts: tuple[FieldEvidence, ...]
    history: tuple[Earlier, ...]
    sources: tuple[CallSource, ...]
    vanished_on: date | None = None


def detail(match: Match, citer: Citer) -> CallDetail:
    """The detail of a call as of the citer's day."""
    call = match.call
    stated = [e for e in call.evidence if e.field != VANISHED]
    denied = conflicts(call, citer.catalogue)
    vanished = [date.fromisoformat(e.value) for e in call.evidence if e.field == VANISHED]
    return CallDetail(
        card=citer.card(match),
        evidence=tuple(_shown(e, citer) for e in stated if e not in denied),
        conflicts=tuple(_shown(e, citer) for e in denied),
        history=call.earlier,
        sources=tuple(map(_source, _documents(call, citer))),
        vanished_on=max(vanished, default=None),
    )


def _shown(evidence: Evidence, citer: Citer) -> FieldEvidence:
    heading = evidence.heading or None
    return FieldEvidence(evidence.field, evidence.value, _citation(evidence, citer), heading, evidence.by_model)


def _citation(evidence: Evidence, citer: Citer) -> Citation:
    return citer.exact(Quote(evidence.passage_id, evidence.start, evidence.end))


def _documents(call: Call, citer: Citer) -> list[Document]:
    """Those that the call was read from, in the order in which they are believed."""
    passages = citer.catalogue.passages_by_id([call.passage_id, *(e.passage_id for e in call.evidence)])
    ids = dict.fromkeys([call.document_id, *(passage.document_id for passage in passages.values())])
    found = filter(None, map(citer.catalogue.document, ids))
    return sorted(found, key=lambda d: (d.authority, d.published or date.min), reverse=True)


def _source(document: Document) -> CallSource:
    return CallSource(
        document_id=document.document_id,
        title=document.title,
        authority=_NAMES[document.authority],
        published=document.published,
        source_url=document.source_url,
        language=document.language,
    )

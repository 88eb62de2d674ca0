"""The stored types: what a generation of the index holds.

Frozen dataclasses, free of any storage library. Offsets are character positions (Unicode code points) in
``Passage.text``; dates are days in Europe/Brussels.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from typing import Literal

LocatorKind = Literal["slide", "page", "section", "row", "time"]
PassageKind = Literal["prose", "list", "row", "call", "note"]
Audience = Literal["public", "staff"]
SourceStatus = Literal["forthcoming", "open", "closed"]


class Authority(IntEnum):
    """How much a source is believed where two disagree on a call: the higher wins."""

    TRANSCRIPT = 1
    SLIDE = 2
    PLATFORM = 3
    PORTAL = 4


@dataclass(frozen=True, slots=True)
class Locator:
    """Where in its document a section stands: slide 42, page 7, the section "Resilience", row 3, 00:12:30."""

    kind: LocatorKind
    value: str


@dataclass(frozen=True, slots=True)
class Document:
    """One source file, or one record of a file that holds many (a portal topic)."""

    document_id: str
    title: str
    file_name: str
    media_type: str
    language: str  # BCP 47
    digest: str  # of the content it was read from
    published: date | None = None  # the day its statements were true
    source_url: str | None = None
    publisher: str | None = None
    author: str | None = None
    audience: Audience = "public"
    authority: Authority = Authority.SLIDE


@dataclass(frozen=True, slots=True)
class Section:
    """A slide, page, heading's content, table row or cue range; sections of a document are ordered by position."""

    section_id: str
    document_id: str
    position: int
    locator: Locator
    heading_path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is embedded, found and cited; ``position`` orders the passages of a document."""

    passage_id: str
    document_id: str
    section_id: str
    position: int
    locator: Locator
    heading_path: tuple[str, ...]
    text: str
    kind: PassageKind = "prose"
    call_id: str | None = None

    @property
    def headings(self) -> tuple[str, ...]:
        """Those above the text, outermost first; the section's own name where the path leaves it out as the title."""
        named = self.locator.kind == "section" and not self.heading_path
        return (self.locator.value,) if named else self.heading_path

    @property
    def embedding_text(self) -> str:
        """What the embedder and the BM25 index see: the heading path, then the text."""
        return "\n".join(filter(None, (" > ".join(self.heading_path), self.text)))


@dataclass(frozen=True, slots=True)
class Picture:
    """How a slide or page looks: the file's bytes, its type, and its size in pixels."""

    locator: Locator
    media_type: str
    width: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day (inclusive) of a window, with its label: ``single``, ``cut-off``, ``stage 1`` …

    ``time`` is the hour of that day at which it closes, in ``zone`` (IANA); None where the source names only the day.
    """

    date: datetime.date
    label: str = "single"
    time: datetime.time | None = None
    zone: str = "Europe/Brussels"


@dataclass(frozen=True, slots=True)
class Budget:
    """Amounts in euro, ``total`` for the whole call, ``min``/``max`` for one project; ``grants``: how many it gives."""

    total_eur: int | None = None
    min_eur: int | None = None
    max_eur: int | None = None
    grants: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words a field of a call was read from: ``passage.text[start:end]``.

    Where not these words say it but a heading above them, ``heading`` is that heading. ``value`` is the taxonomy key,
    ISO date or amount that these words support (a field may have several). ``by_model``: no rule found it in these
    words, a language model did.
    """

    field: str
    value: str
    passage_id: str
    start: int
    end: int
    heading: str = ""
    by_model: bool = False


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a field was in a version of its source that is there no more, ``until`` the day on which that was seen.

    ``quote`` are the words that said it; id, title and day are those of that version.
    """

    field: str
    value: str
    until: datetime.date
    quote: str
    document_id: str
    title: str
    published: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A funding call. Taxonomy keys are those of ``ingest/taxonomy``; every field not empty has its evidence."""

    call_id: str
    title: str
    summary: str
    document_id: str
    passage_id: str  # the passage that states the call best
    programme: str = ""
    acronym: str | None = None
    topic_id: str | None = None
    action_type: str | None = None
    url: str | None = None
    opens: date | None = None
    deadlines: tuple[Deadline, ...] = ()
    source_status: SourceStatus | None = None  # the word of the source, of the day it was published
    source_status_on: date | None = None
    applicants: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    budget: Budget = Budget()
    evidence: tuple[Evidence, ...] = ()
    earlier: tuple[Earlier, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found: ``score`` fused, the two parts scaled to 0..1, and the plain cosine similarity."""

    passage_id: str
    score: float
    dense: float
    lexical: float
    similarity: float

    def scored(self, score: float) -> Hit:
        """The same passage in another place."""
        return replace(self, score=score)

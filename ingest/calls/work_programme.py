"""Topics of a work programme: a heading "IDENTIFIER: title" begins each, a table up front gives their deadlines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from ingest.calls import topic_section
from ingest.calls.closings import completed
from ingest.calls.evidence import Finds, whole
from ingest.calls.identifiers import TOPIC_ID
from vectorstore.records import Call, Deadline, Document, Evidence, Passage

_HEADING = re.compile(rf"(?P<id>{TOPIC_ID.pattern}):\s+(?P<title>\S.*)")
_OVERVIEW = re.compile(r"\boverview of (?:this|the) call", re.IGNORECASE)
# The table's number of projects under its label, or in a line with type of action, budget and what one project gets
# (in millions): "RIA 7.00 3.00 to 3.50 2".
_LISTED = re.compile(
    rf"(?P<id>{TOPIC_ID.pattern}(?:-\s+(?:two|single)-stage)?)"
    r"|(?:\b[A-Z]{2,7}(?:-[A-Z]+)?\s\d+\.\d\d\s(?:Around\s)?\d+\.\d\d(?:\sto\s\d+\.\d\d)?\s"
    r"|number of projects[^:\n]*:\s)(?P<grants>\d{1,3})\s*$",
    re.MULTILINE,
)
_COUNTED = "number of projects"
_BROKEN_ID = re.compile(r"(?<=\d)-\s+(?=(?:two|single)-stage)")


@dataclass(frozen=True, slots=True)
class Overview:
    """What the table at the head of a call says on all the topics that it lists, and on each how many it funds."""

    deadlines: tuple[Deadline, ...]
    opens: date | None
    evidence: tuple[Evidence, ...]
    grants: Mapping[str, Evidence]


def is_overview(passage: Passage) -> bool:
    """Does the passage stand in the table of a whole call?"""
    return any(_OVERVIEW.search(heading) for heading in passage.heading_path)


def topic_heading(passage: Passage) -> re.Match[str] | None:
    """The heading of the passage's topic, as (id, title)."""
    matches = (_HEADING.fullmatch(heading) for heading in passage.heading_path)
    return next(filter(None, matches), None)


def extract(document: Document, passages: Sequence[Passage]) -> Iterator[Call]:
    """A call for every topic heading that has text below it."""
    overviews = dict(_overviews(document, passages))
    for heading, group in groupby(passages, key=topic_heading_text):
        own = tuple(group)
        match = _HEADING.fullmatch(heading)
        call = topic_section.extract(document, match["title"], own, match["id"]) if match else None
        if call is not None:
            yield _completed(call, overviews.get(call.topic_id or ""))


def topic_heading_text(passage: Passage) -> str:
    """The whole heading of the passage's topic, empty where there is none."""
    match = topic_heading(passage)
    return match[0] if match else ""


def _completed(call: Call, overview: Overview | None) -> Call:
    if overview is None:
        return call
    grants = overview.grants.get(call.topic_id or "")
    if grants and call.budget.grants is None:
        call = replace(call, budget=replace(call.budget, grants=int(grants.value)), evidence=(*call.evidence, grants))
    if call.deadlines:
        return call
    evidence = [e for e in overview.evidence if e.field != "opens" or not call.opens]
    opens = call.opens or overview.opens
    return replace(call, deadlines=overview.deadlines, opens=opens, evidence=(*call.evidence, *evidence))


def _overviews(document: Document, passages: Sequence[Passage]) -> Iterator[tuple[str, Overview]]:
    for path, group in groupby(passages, key=lambda passage: passage.heading_path):
        own = tuple(group)
        if path and is_overview(own[0]):
            finds = Finds()
            days = completed(topic_section.deadlines(own, document.published, finds), map(whole, own), finds)
            opens = topic_section.opens(own, document.published, finds)
            overview = Overview(days, opens, finds.evidence, dict(_grants(own)))
            text = _BROKEN_ID.sub("-", "\n".join(passage.text for passage in own))
            yield from ((match[0], overview) for match in TOPIC_ID.finditer(text))


def _grants(passages: Sequence[Passage]) -> Iterator[tuple[str, Evidence]]:
    """The numbers of projects of a table that counts them, each of the topic named before it."""
    if not any(_COUNTED in passage.text for passage in passages):
        return
    topic = ""
    for passage in passages:
        for match in _LISTED.finditer(passage.text):
            if match["id"]:
                topic = _BROKEN_ID.sub("-", match["id"])
            elif topic:
                yield topic, Evidence("grants", match["grants"], passage.passage_id, *match.span())
                topic = ""

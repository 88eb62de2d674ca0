"""Topics of the Funding & Tenders Portal, flattened to one JSON object a line."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from ingest.readers.inline import clean
from ingest.readers.metadata import day_in_name, day_in_path, language_of
from ingest.readers.portal import conditions as portal_conditions
from ingest.readers.portal import days as portal_days
from ingest.readers.portal import html as portal_html
from ingest.readers.portal import text as portal_text
from ingest.readers.tables import row_block
from ingest.structure import Block, ReadDocument, ReadSection
from vectorstore.records import Authority, Locator

Record = Mapping[str, Any]

_MEDIA_TYPE = "application/json"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CONTACT = re.compile(r"^[^@]{0,200}?[\w.+-]+@[\w-]+(?:\.[a-z]+)+[\s.]*", re.DOTALL)
_TITLE_END = re.compile(r"\(20\d\d[^)]*\)|(?<=[a-z)])[.:](?=\s|[A-Z])|(?=This [Dd]estination)")
_LONGEST_TITLE = 110  # characters


def is_topic(record: Record) -> bool:
    """A record with a title and a topic identifier, or of a cascade call with its reference."""
    named = "reference" if "parentTopic" in record else "topicId"
    return all(isinstance(record.get(name), str) and record[name].strip() for name in (named, "title"))


def documents(records: Sequence[Record], path: Path) -> tuple[ReadDocument, ...]:
    """A document for every topic or cascade call (key: its identifier or reference), and one for every text that
    topics share; of several records of a topic the last one counts."""
    harvested = day_in_path(path)
    latest = {_key(record): record for record in records}
    earlier = list(dict.fromkeys(_key(record) for record in records if record != latest[_key(record)]))
    first, *others = (_topic(record, harvested) for record in latest.values())
    if earlier:
        first = replace(first, remarks=(f"earlier records of a topic are left out: {', '.join(earlier)}",))
    return first, *others, *_shared(list(latest.values()), harvested)


def _topic(record: Record, harvested: date | None) -> ReadDocument:
    title = _text(record, "title")
    sections = tuple(_sections(record, title, harvested or _iso(record, "statusDay")))
    return ReadDocument(
        title=title,
        sections=sections,
        media_type=_MEDIA_TYPE,
        key=_key(record),
        language=language_of(_text(record, "description")),
        published=harvested or _iso(record, "statusDay") or _iso(record, "published"),
        source_url=_text(record, "portalUrl") or None,
        publisher="EU Funding & Tenders Portal",
        authority=Authority.PORTAL,
    )


def _sections(record: Record, title: str, harvested: date | None) -> Iterator[ReadSection]:
    row = row_block(list(_cells(record, harvested)))
    if row:
        yield ReadSection(Locator("section", "Record"), (), (row,))
    for heading, blocks in portal_text.by_heading(_long(record, "description"), "Description"):
        yield _section(heading, (title, heading), blocks)
    when = tuple(portal_text.blocks(portal_html.lines(record.get("duration") or "", links=True)))
    if when:
        yield _section("Duration", (title, "Duration"), when)
    for part, blocks in portal_conditions.by_part(_long(record, "topicConditions", links=False)):
        yield _section("Conditions", (title, "Conditions", part) if part else (title, "Conditions"), blocks)
    updates = tuple(_updates(record))
    if updates:
        yield _section("Updates", (title, "Updates"), updates)
    contact = _CONTACT.match(_support(record))
    if contact:
        yield _section("Contact", (title, "Contact"), (Block(contact.group().strip()),))


def _section(name: str, path: tuple[str, ...], blocks: tuple[Block, ...]) -> ReadSection:
    return ReadSection(Locator("section", name), path, blocks)


def _updates(record: Record) -> Iterator[Block]:
    for day, content in record.get("updates") or ():
        text = portal_html.lines(content, links=True)
        yield Block(f"{day}: {text}" if day else text)


def _cells(record: Record, harvested: date | None) -> Iterator[tuple[str, str]]:
    yield "Topic ID", _text(record, "topicId")
    yield "Title", _text(record, "title")
    yield "Acronym", _text(record, "acronym")
    yield "Funded by the project", _text(record, "project")
    yield "Financed under", _text(record, "parentTopic")
    yield "Call", _text(record, "callIdentifier")
    title = _text(record, "callTitle")
    yield "Call title", title if title != _text(record, "callIdentifier") else ""
    yield "Programme", _text(record, "programme")
    yield "Type of action", _text(record, "typesOfAction") or _text(record, "actionType")
    yield "Opening date", _days(record.get("openingDate", record.get("startDate")))
    yield "Deadline", portal_days.deadlines_written(record.get("deadline"))
    yield "Deadline model", _text(record, "deadlineModel")
    yield "Status", _text(record, "callStatus")
    yield "Status as of", harvested.isoformat() if harvested else ""
    yield "Budget per project, min (EUR)", _amount(record.get("budgetMin"))
    yield "Budget per project, max (EUR)", _amount(record.get("budgetMax"))
    yield "Total budget (EUR)", _amount(record.get("budgetTotal"))
    yield "Expected grants", _amount(record.get("expectedGrants"))
    yield "Keywords", _keywords(record)
    yield "URL", _text(record, "portalUrl")


def _shared(records: Sequence[Record], harvested: date | None) -> Iterator[ReadDocument]:
    """Texts that many topics carry (their destination, the help for applicants), each once."""
    destinations = dict.fromkeys(_long(record, "objectives") for record in records)
    supports = dict.fromkeys(_CONTACT.sub("", _support(record)) for record in records)
    for text in filter(None, destinations):
        yield _shared_document(f"Destination: {_first_words(text)}", text, harvested)
    for text in filter(None, supports):
        yield _shared_document("Support for applicants", text, harvested)


def _shared_document(title: str, text: str, harvested: date | None) -> ReadDocument:
    return ReadDocument(
        title=title,
        sections=(_section(title, (title,), tuple(portal_text.blocks(text))),),
        media_type=_MEDIA_TYPE,
        key=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12],
        language=language_of(text),
        published=harvested,
        publisher="EU Funding & Tenders Portal",
        authority=Authority.PORTAL,
    )


def _key(record: Record) -> str:
    return _text(record, "topicId") or _text(record, "reference")


def _iso(record: Record, name: str) -> date | None:
    return day_in_name(_text(record, name))


def _support(record: Record) -> str:
    return " ".join(_long(record, "supportInfo", links=False).split())


def _long(record: Record, name: str, *, links: bool = True) -> str:
    """A text of several paragraphs: the lines of its markup, or of one whose markup was stripped a single line."""
    value = record.get(name)
    if isinstance(value, str) and portal_html.is_html(value):
        return portal_html.lines(value, links=links)
    return _text(record, name)


def _first_words(text: str) -> str:
    end = _TITLE_END.search(text)
    title = text[: end.end()].rstrip(".: ") if end else text
    return title if len(title) <= _LONGEST_TITLE else title[:_LONGEST_TITLE].rsplit(" ", 1)[0] + " …"


def _text(record: Record, name: str) -> str:
    value = record.get(name)
    return " ".join(clean(value).split()) if isinstance(value, str) else ""


def _days(value: object) -> str:
    """ISO days of one value or several, joined by "; "."""
    values = value if isinstance(value, list) else [value]
    return "; ".join(dict.fromkeys(day for each in values for day in _DAY.findall(str(each or ""))))


def _amount(value: object) -> str:
    return str(int(value)) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _keywords(record: Record) -> str:
    """The keywords without the identifiers that the portal puts first."""
    known = {_text(record, "topicId"), _text(record, "callIdentifier")}
    words = dict.fromkeys(word.strip() for word in _text(record, "keywords").split(","))
    return ", ".join(word for word in words if word and word not in known)

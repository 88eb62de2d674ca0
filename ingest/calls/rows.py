"""A table row or portal record that is one call, recognised by its labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from ingest import labels
from ingest.calls import applicants, cues, fields, grants, money, vanishing
from ingest.calls.closed import is_closed
from ingest.calls.closings import completed
from ingest.calls.dates import find_dates
from ingest.calls.evidence import Finds, Region, whole
from ingest.calls.identifiers import TOPIC_ID, call_id, edition
from ingest.calls.offered import offered
from ingest.calls.programmes import of_headings, of_text
from ingest.calls.recognising import is_event, is_funding
from ingest.calls.record import Cells, Record, Row, cells_of_text
from ingest.calls.row_deadlines import deadlines, in_order
from ingest.calls.sentences import sentences, summary
from ingest.structure import Block
from vectorstore.records import Authority, Call, Deadline, Document, SourceStatus

_STATUS: Mapping[str, SourceStatus] = {
    "open": "open", "rolling": "open", "continuous": "open", "ongoing": "open", "31094502": "open",
    "forthcoming": "forthcoming", "upcoming": "forthcoming", "planned": "forthcoming", "31094501": "forthcoming",
    "closed": "closed", "expired": "closed", "31094503": "closed",
}  # fmt: skip
_NO_CALL = frozenset({"monitoring", "watch", "watching"})  # a page to keep an eye on, no call yet


def is_call_row(cells: Cells) -> bool:
    """A title with an identifier or a deadline, or in a table that has these columns and says that it is open."""
    row, known = labels.fields(cells), labels.known_fields(cells)
    title = row.get("title", ("", ""))[1]
    status = row.get("status", ("", ""))[1].strip().lower()
    if not title or len(cells) < 2:
        return False
    if "topic_id" in row and (TOPIC_ID.fullmatch(row["topic_id"][1].strip()) or "deadline" in row):
        return True
    if is_event(title):
        return False
    if "deadline" in row and not cues.anywhere("item", "rolling").search(row["deadline"][1]):
        return bool(find_dates(row["deadline"][1], year_hint=2000)) and status not in _NO_CALL
    return status in _STATUS and ("deadline" in known or _is_of_funding(row))


def _is_of_funding(row: Row) -> bool:
    """A row without a deadline, as that of a rolling call, must speak of money to be one."""
    return is_funding(" ".join(row[field][1] for field in ("title", "summary", "keywords") if field in row))


def extract(record: Record) -> Call:
    """The call of a row; what no cell says is read from its summary and, for a portal topic, its other sections."""
    finds = Finds()
    for field in ("title", "acronym", "topic_id", "action_type", "url"):
        _quote(field, record.value(field), field, record, finds)
    days = completed(in_order(deadlines(record, finds)), _about_deadlines(record), finds)
    for day in days:
        _quote("deadline_label", day.label, "deadline_model", record, finds)
    _quote("status", _status(record) or "", "status", record, finds)
    _applicants(record, finds)
    _fields(record, finds)
    _budget(record, finds)
    _grants(record, finds)
    vanishing.find(record.others, finds)
    return _call(record, days, finds)


def _about_deadlines(record: Record) -> Iterator[Region]:
    """Where else than in its own cell the hour of a deadline may stand: the best place first."""
    cells = map(record.region, ("summary", "support"))
    labelled = (_with_label(record, field) for field in ("deadline_time", "deadline"))
    return chain(filter(None, (*labelled, *cells)), map(whole, record.others))


def _with_label(record: Record, field: str) -> Region | None:
    region, label = record.region(field), record.row.get(field, ("",))[0]
    return region and replace(region, start=max(0, region.start - len(f"{label}: ")))


def _quote(field: str, value: str, cell: str, record: Record, finds: Finds) -> None:
    """The whole of a cell as the words that say a value."""
    if value:
        finds.quote(field, value, record.value(cell), record.own, record.row.get(cell, ("",))[0])


def _call(record: Record, days: tuple[Deadline, ...], finds: Finds) -> Call:
    topic_id = record.value("topic_id") or None
    acronym = record.value("acronym") or None
    title = record.value("title")
    lead, opens = _summary(record) or title, _day(record, "opens", finds)
    finds.quote("summary", lead, lead, (*record.own, *record.others))
    return Call(
        call_id=call_id(topic_id, acronym, title, edition(title, opens, days)),
        title=title,
        summary=lead,
        document_id=record.document.document_id,
        passage_id=record.own[0].passage_id,
        programme=_programme(record, topic_id, finds),
        acronym=acronym,
        topic_id=topic_id,
        action_type=record.value("action_type") or None,
        url=record.value("url") or None,
        opens=opens,
        deadlines=days,
        source_status=_status(record),
        source_status_on=_day(record, "status_on", finds) or _true_on(record.document),
        **offered(finds),
    )


def _status(record: Record) -> SourceStatus | None:
    word = record.value("status").lower()
    return _STATUS.get(word, "closed" if is_closed(word) else None)


def _true_on(document: Document) -> date | None:
    """The day of a table's words; a record of the portal is published when its topic is, and changes afterwards."""
    return None if document.authority is Authority.PORTAL else document.published


def _day(record: Record, field: str, finds: Finds) -> date | None:
    region = record.region(field)
    days = find_dates(region.text) if region else []
    if not region or not days:
        return None
    finds.add(field, days[0].start.isoformat(), region, *days[0].span)
    return days[0].start


def _programme(record: Record, topic_id: str | None, finds: Finds) -> str:
    given = record.value("programme")
    if given and finds.quote("programme", given, given, record.own, record.row["programme"][0]):
        return given
    identifier = topic_id or record.value("call_identifier") or None
    regions = filter(None, map(record.region, ("title", "summary")))
    named = (of_text(region, identifier, record.own, finds) for region in regions)
    return given or next(filter(None, named), "") or of_headings(record.own[0], finds)


def _summary(record: Record) -> str:
    given = record.region("summary")
    if given:
        first = [sentence.text for sentence in sentences(given)][:2]
        return first[0] if first and len(first[0]) > 120 else " ".join(first) if _adjacent(given, first) else first[0]
    lead = summary(record.others, record.value("title"))
    return lead.text if lead else record.value("summary") or record.value("support")


def _adjacent(region: Region, parts: Sequence[str]) -> bool:
    return " ".join(parts) in region.text


def _applicants(record: Record, finds: Finds) -> None:
    cell, given = record.region("applicants"), record.region("summary")
    if cell:
        applicants.listed(cell, finds)
    elif given:
        applicants.stated(given, finds)
    for passage in record.others:
        applicants.strictly_stated(whole(passage), finds)


def _fields(record: Record, finds: Finds) -> None:
    title, given = record.region("title"), record.region("summary")
    for kind, field in (("sector", "sectors"), ("support", "support"), ("country", "countries")):
        cell = record.region(field)
        if cell:
            fields.everything(kind, cell, finds)  # type: ignore[arg-type]
    _sectors(record, title, given, finds)
    for region in filter(None, (title, given, record.region("action_type"))):
        if not record.region("support"):
            fields.everything("support", region, finds)
    for region in filter(None, (title, given)):
        if not record.region("countries"):
            fields.everything("country", region, finds)


def _sectors(record: Record, title: Region | None, given: Region | None, finds: Finds) -> None:
    if "sectors" in record.row and finds.values("sector"):
        return
    weighted: list[tuple[float, Region]] = []
    for weight, region in ((3.0, title), (2.0, given), (1.2, record.region("keywords")), *_whom_and_what(record)):
        if region:
            weighted.append((weight, region))
    weighted += _described(record)
    fields.weighed("sector", weighted, finds)
    topic = record.region("topic_id")
    if topic:
        fields.sectors_of_topic(record.value("topic_id"), finds, topic)


def _whom_and_what(record: Record) -> tuple[tuple[float, Region | None], ...]:
    """Whom a table's call is for, and what they get: hotels and theatres are sectors too."""
    return ((2.0, record.region("applicants")), (2.0, record.region("support")))


def _described(record: Record) -> Iterator[tuple[float, Region]]:
    """The first sentences of a topic's own sections count a little, the rest of a long description nearly nothing."""
    for at, passage in enumerate(record.others[:6]):
        for place, sentence in enumerate(sentences(whole(passage))):
            yield (0.8 if at == 0 and place < 3 else 0.25), sentence


def _budget(record: Record, finds: Finds) -> None:
    for part in ("total", "min", "max"):
        field = f"budget_{part}"
        region = record.region(field)
        digits = re.sub(r"[^\d.,]", "", record.value(field))
        if digits and re.fullmatch(
            r"[\d., \u00a0]+(?:EUR|€)?", record.value(field).removeprefix("€").removeprefix("EUR").strip()
        ):
            label, written = record.row[field][0], record.value(field)
            scale = labels.scale(label)
            quoted = f"{label}: {written}" if scale else written  # the label tells what the figure counts
            finds.quote(field, str(money.euros(digits, scale)), quoted, record.own, "" if scale else label)
        elif region:
            _amount_in_words(part, region, finds)
    region = record.region("summary") or record.region("support")
    if region and not any(finds.values(f"budget_{part}") for part in ("total", "min", "max")):
        money.find_budget(region, finds)


def _amount_in_words(part: str, region: Region, finds: Finds) -> None:
    """An amount with words around it: "EUR 20,000 to 60,000", "up to EUR 1.5 million"."""
    if part == "max":
        money.find_grant(region, finds)
        return
    for amount in list(money.amounts(region.text))[:1]:
        each = part == "total" and money.is_each(region.text[amount.span[1] :])
        finds.add("budget_max" if each else f"budget_{part}", str(amount.euros), region, *amount.span)


def _grants(record: Record, finds: Finds) -> None:
    """The number in its cell; without one, that which the row's summary or a section of the topic gives."""
    given = record.value("grants")
    if re.fullmatch(r"\d{1,5}", given):
        finds.quote("grants", str(int(given)), given, record.own, record.row["grants"][0])
    for region in filter(None, (record.region("summary"), *map(whole, record.others))):
        if not finds.values("grants"):
            grants.find(region, finds)


def row_blocks(blocks: Sequence[Block], *, of_portal: bool = False) -> Iterator[Block]:
    """The blocks that are rows and state a call; a record of the portal with a title and an address always does."""
    for block in blocks:
        cells = block.cells or cells_of_text(block.text)
        if block.kind == "row" and (
            is_call_row(cells) or (of_portal and {"title", "url"} <= labels.fields(cells).keys())
        ):
            yield block

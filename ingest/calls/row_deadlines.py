"""The deadlines of a table row, labelled by the model that the source gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from ingest.calls.closings import closing
from ingest.calls.dates import FoundDate, find_dates
from ingest.calls.evidence import Finds, Region
from ingest.calls.identifiers import TOPIC_ID
from ingest.calls.record import Record
from ingest.calls.sentences import sentences
from ingest.calls.stages import beside, stage_named
from vectorstore.records import Deadline

_FURTHER = re.compile(r"deadline_\d+")
_CUT_OFFS = re.compile(r"\bcut-?offs?\b(?! criteri)", re.IGNORECASE)
_NO_DEADLINE = re.compile(r"\b(?:after|since|from|launched|opens?|opened|on)\s*$", re.IGNORECASE)
_TWO_STAGE = re.compile(r"two|2|second", re.IGNORECASE)


def in_order(found: Iterable[Deadline]) -> tuple[Deadline, ...]:
    """By date; a day that is not the only one is no single deadline."""
    days = sorted(found, key=lambda deadline: deadline.date)
    single = len(days) == 1
    return tuple(day if single or day.label != "single" else replace(day, label="cut-off") for day in days)


def deadlines(record: Record, finds: Finds) -> Iterator[Deadline]:
    seen: set[date] = set()
    further = ((field, "") for field in sorted(record.row) if _FURTHER.fullmatch(field))
    for field, text in (("deadline", ""), *further, ("deadline_stage_2", ""), ("summary", "cut-offs")):
        region = record.region(field)
        if region is None:
            continue
        for part in _cut_off_sentences(region) if text else (region,):
            yield from _days(record, field, part, seen, finds)


def _cut_off_sentences(region: Region) -> Iterator[Region]:
    return (sentence for sentence in sentences(region) if _CUT_OFFS.search(sentence.text))


def _days(record: Record, field: str, region: Region, seen: set[date], finds: Finds) -> Iterator[Deadline]:
    published = record.document.published
    hint = min(day.year for day in seen) if seen else published.year if published else None
    found = find_dates(region.text, year_hint=hint)
    days = [day for day in found if field != "summary" or (day.is_day and not _before_it(region.text, day))]
    for at, day in enumerate(days):
        if day.end not in seen:
            seen.add(day.end)
            label = stage_named(beside(region.text, days, at)) or _label(record, field, at, len(days))
            yield closing(region, days, at, label, finds)


def _before_it(text: str, day: FoundDate) -> bool:
    """Is the day one that deadlines come after ("cut-offs after 8 July")?"""
    return _NO_DEADLINE.search(text[: day.span[0]]) is not None


def _label(record: Record, field: str, at: int, count: int) -> str:
    """By the source's model; a single day of a two-stage topic may be of either stage and is not called one."""
    model = record.value("deadline_model").lower()
    if field == "deadline_stage_2":
        return "stage 2"
    if "cut" in model or field == "summary" or _FURTHER.fullmatch(field):
        return "cut-off"
    if _TWO_STAGE.search(model) or "deadline_stage_2" in record.row:
        return f"stage {at + 1}" if count > 1 or "deadline_stage_2" in record.row else "two-stage"
    if count > 1:
        return "cut-off"
    return "single" if "single" in model or model.startswith("1") or not _is_portal(record) else "deadline"


def _is_portal(record: Record) -> bool:
    return bool(TOPIC_ID.fullmatch(record.value("topic_id")))

"""The deadlines of a table row, labelled by the model that the source gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from ingest.calls.closings import closing
from ingest.calls.dates import FoundDate, YearHint, find_dates
from ingest.calls.day_roles import Role, replaced, roles
from ingest.calls.evidence import Finds, Region, whole
from ingest.calls.identifiers import TOPIC_ID
from ingest.calls.recognising import JOINS
from ingest.calls.record import Record
from ingest.calls.sentences import sentences
from ingest.calls.stages import beside, stage_named
from ingest.hours import without_hours
from vectorstore.records import Deadline

_FURTHER = re.compile(r"deadline_\d+")
_CUT_OFFS = re.compile(r"\bcut-?offs?\b(?! criteri)", re.IGNORECASE)
_SEVERAL = re.compile(r"cut|two|2", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_TWO_STAGE = re.compile(r"two|2|second", re.IGNORECASE)


def in_order(found: Iterable[Deadline]) -> tuple[Deadline, ...]:
    """By date; a day that is not the only one is no single deadline."""
    days = sorted(found, key=lambda deadline: deadline.date)
    if any(day.label == "stage 2" for day in days):
        days = [replace(day, label="stage 1") if day.label == "two-stage" else day for day in days]
    single = len(days) == 1
    return tuple(day if single or day.label != "single" else replace(day, label="cut-off") for day in days)


def deadlines(record: Record, finds: Finds) -> Iterator[Deadline]:
    """Those of the cells of deadlines, and the cut-offs that the call's description tells of."""
    seen: set[date] = set()
    further = sorted(field for field in record.row if _FURTHER.fullmatch(field))
    for field in ("deadline", *further, "deadline_stage_2"):
        if region := record.region(field):
            yield from _days(record, field, region, seen, finds)
    for sentence in _further_sentences(record):
        yield from _days(record, "summary", sentence, seen, finds)


def _further_sentences(record: Record) -> Iterator[Region]:
    """Sentences on cut-offs in the summary; where the deadline model says that there are several days, also those of
    the topic's own description, on cut-offs or stages."""
    if summary := record.region("summary"):
        yield from (sentence for sentence in sentences(summary) if _CUT_OFFS.search(sentence.text))
    if not _SEVERAL.search(record.value("deadline_model")):
        return
    for sentence in chain.from_iterable(sentences(whole(passage)) for passage in record.others):
        if _CUT_OFFS.search(sentence.text) or stage_named(sentence.text):
            yield sentence


def _days(record: Record, field: str, region: Region, seen: set[date], finds: Finds) -> Iterator[Deadline]:
    hint: YearHint = min(seen) if seen else record.document.published
    days = find_dates(region.text, year_hint=hint)
    told = roles(region.text, days)
    replaced(region, days, told, finds)
    for at, (day, role) in enumerate(zip(days, told, strict=True)):
        is_due = role == "closes" and day.is_day if field == "summary" else _is_due(region, days, told, at)
        if is_due and day.end not in seen:
            seen.add(day.end)
            label = stage_named(beside(region.text, days, at)) or _label(record, field, at, len(days))
            yield closing(region, days, at, label, finds)


def _is_due(region: Region, days: Sequence[FoundDate], told: Sequence[Role | None], at: int) -> bool:
    """Is a day of a cell of deadlines one? Where words tell of one day, words that do not tell so of another are
    about something else ("closed on 15 May; next call in 2028")."""
    if told[at] or "closes" not in told:
        return told[at] in ("closes", None)
    between = without_hours(region.text[days[at - 1].span[1] if at else 0 : days[at].span[0]])
    return not _LETTER.search(between) or JOINS.fullmatch(between) is not None


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

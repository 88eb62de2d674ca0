"""Deadlines with their hours: said beside the day, with the same day elsewhere, or for all that a call has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from ingest.calls import cues
from ingest.calls.dates import FoundDate, find_dates
from ingest.calls.evidence import Finds, Region
from ingest.calls.hours import FoundHour, hour_beside, hours, says_when_deadlines_end
from ingest.calls.sentences import sentences
from vectorstore.records import Deadline


def closing(region: Region, days: Sequence[FoundDate], at: int, label: str, finds: Finds) -> Deadline:
    """The deadline of one of the days of a region; of days joined, an hour said once is the hour of all."""
    day = days[at]
    finds.add("deadline", day.end.isoformat(), region, *day.span)
    beside = [hour_beside(region.text, *each.span) for each in days]
    said = {(hour.time, hour.zone) for hour in beside if hour}
    hour = beside[at] or (next(filter(None, beside)) if len(said) == 1 else None)
    return _with_hour(Deadline(day.end, label), region, hour, finds)


def completed(deadlines: Iterable[Deadline], regions: Iterable[Region], finds: Finds) -> tuple[Deadline, ...]:
    """Those without an hour given that which other regions tell: of the same day, else of the closing of the call."""
    found = tuple(deadlines)
    if all(deadline.time for deadline in found):
        return found
    told = tuple(chain.from_iterable(map(_closing_hours, regions)))
    return tuple(deadline if deadline.time else _told(deadline, told, finds) for deadline in found)


_Told = tuple[Region, tuple[FoundDate, ...], FoundHour | None]


def _closing_hours(region: Region) -> Iterator[_Told]:
    """The sentences that tell of a closing with an hour, each with its days."""
    if next(hours(region.text), None) is None:
        return
    for sentence in sentences(region):
        if cues.anywhere("item", "due").search(sentence.text):
            days = tuple(find_dates(sentence.text))
            hour = None if days else next(hours(sentence.text), None)
            if days or (hour and says_when_deadlines_end(sentence.text[: hour.span[0]])):
                yield sentence, days, hour


def _told(deadline: Deadline, told: Sequence[_Told], finds: Finds) -> Deadline:
    for region, days, _ in told:
        for day in days:
            hour = hour_beside(region.text, *day.span) if day.end == deadline.date else None
            if hour:
                return _with_hour(deadline, region, hour, finds)
    for_all = next(((region, hour) for region, _, hour in told if hour), None)
    return _with_hour(deadline, *for_all, finds) if for_all else deadline


def _with_hour(deadline: Deadline, region: Region, hour: FoundHour | None, finds: Finds) -> Deadline:
    if hour is None:
        return deadline
    finds.add("deadline_time", f"{deadline.date}T{hour.time:%H:%M}", region, *hour.span)
    return replace(deadline, time=hour.time, zone=hour.zone)

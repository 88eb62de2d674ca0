"""Deadlines with their hours: said beside the day, with the same day elsewhere, or for all that a call has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from ingest.calls import cues
from ingest.calls.dates import FoundDate, find_dates
from ingest.calls.evidence import Finds, Region
from ingest.calls.sentences import sentences
from ingest.hours import FoundHour, hour_beside, hours, says_when_deadlines_end, zone_of_label
from vectorstore.records import Deadline


def closing(region: Region, days: Sequence[FoundDate], at: int, label: str, finds: Finds) -> Deadline:
    """The deadline of one of the days of a region, with the hour beside it or beside all of them."""
    day = days[at]
    finds.add("deadline", day.end.isoformat(), region, *day.span)
    return _with_hour(Deadline(day.end, label), region, _hour_of(region.text, days, at), finds)


def _hour_of(text: str, days: Sequence[FoundDate], at: int) -> FoundHour | None:
    """An hour behind the last of several days, or before the first, is that of the others too."""
    beside = _hours_beside(text, days)
    others = (
        hour
        for place, hour in enumerate(beside)
        if hour and (hour.span[0] > days[place].span[0]) == (place > at) and place != at
    )
    return beside[at] or next(others, None)


def _hours_beside(text: str, days: Sequence[FoundDate]) -> list[FoundHour | None]:
    """The hour beside each day; one that stands between two is that of the first."""
    found: list[FoundHour | None] = []
    for day in days:
        hour = hour_beside(text, *day.span)
        found.append(None if hour and found and hour == found[-1] else hour)
    return found


def completed(deadlines: Iterable[Deadline], regions: Iterable[Region], finds: Finds) -> tuple[Deadline, ...]:
    """Those without an hour given that which other regions tell: of the same day, else of the closing of the call."""
    found = tuple(deadlines)
    if all(deadline.time for deadline in found):
        return found
    told = tuple(chain.from_iterable(map(_closing_hours, regions)))
    return tuple(deadline if deadline.time else _told(deadline, told, finds) for deadline in found)


# A sentence, its days with the hours beside them, and the hour of one that has no day.
_Told = tuple[Region, tuple[tuple[FoundDate, FoundHour | None], ...], FoundHour | None]


def _closing_hours(region: Region) -> Iterator[_Told]:
    """The sentences that tell of a closing with an hour, each with its days."""
    if next(hours(region.text), None) is None:
        return
    for sentence in sentences(region):
        if cues.anywhere("item", "due").search(sentence.text):
            days = find_dates(sentence.text)
            hour = None if days else next(hours(sentence.text), None)
            if days or (hour and says_when_deadlines_end(sentence.text[: hour.span[0]])):
                yield sentence, tuple(zip(days, _hours_beside(sentence.text, days), strict=True)), hour


def _told(deadline: Deadline, told: Sequence[_Told], finds: Finds) -> Deadline:
    for region, days, _ in told:
        for day, hour in days:
            if hour and day.end == deadline.date:
                return _with_hour(deadline, region, hour, finds)
    for_all = next(((region, hour) for region, _, hour in told if hour), None)
    return _with_hour(deadline, *for_all, finds) if for_all else deadline


def _with_hour(deadline: Deadline, region: Region, hour: FoundHour | None, finds: Finds) -> Deadline:
    if hour is None:
        return deadline
    finds.add("deadline_time", f"{deadline.date}T{hour.time:%H:%M}", region, *hour.span)
    before = region.source[: region.start + hour.span[0]]
    zone = None if hour.names_zone else zone_of_label(before)
    return replace(deadline, time=hour.time, zone=zone or hour.zone)

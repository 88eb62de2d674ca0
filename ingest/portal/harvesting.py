"""One harvest: search, resolve duplicates, ask for the details of each topic, look after those that are gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from ingest.errors import PortalUnavailable
from ingest.portal.keeping import SETTLED, Record, Records, as_harvested, key_of
from ingest.portal.paging import all_pages
from ingest.portal.sources import PortalSource, Query
from ingest.readers.portal import records as portal_records
from ingest.reporting import Rejection

_TYPES = ("1", "2", "8")  # topics, external actions, cascade calls
_STATUSES = ("31094501", "31094502")  # forthcoming, open
_ASKED_AGAIN = timedelta(days=30)  # for a closed topic

Progress = Callable[[str, int, int], None]


@dataclass
class Harvest:
    """What the portal says now, what it says no more, and what could not be had."""

    found: Records = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)


def harvest(
    source: PortalSource, known: Mapping[str, Record], programme: str | None, progress: Progress, day: date
) -> Harvest:
    """Everything forthcoming and open, of one programme or all; PortalUnavailable where the search does not answer.

    A topic known before and not found now is asked for by itself: it has mostly closed. It is gone only where the
    portal has no details of it either, and only a complete search says so. One that was found closed, and has not
    changed since, is asked for again a month later only.
    """
    done = Harvest()
    results = list(_results(source, programme, done))
    rows, _ = portal_records.of_search({"results": results, "totalResults": len(results)})
    complete = not done.rejected
    listed = {key_of(row) for row in rows}
    absent = [key for key in known if complete and key not in listed and _is_missed(known[key], programme, day)]
    for number, row in enumerate(rows):
        progress("details", number, len(rows) + len(absent))
        _add(row, source, known, done)
    for number, key in enumerate(absent, start=len(rows)):
        progress("details", number, len(rows) + len(absent))
        _look_after(known[key], source, done, day)
    progress("details", len(rows) + len(absent), len(rows) + len(absent))
    return done


def query_for(kind: str, programme: str | None) -> Query:
    """The search's query, in the portal's own form."""
    terms: list[dict[str, Any]] = [{"terms": {"type": [kind]}}, {"terms": {"status": list(_STATUSES)}}]
    if programme:
        terms.append({"terms": {"frameworkProgramme": [programme]}})
    return {"bool": {"must": terms}}


def _results(source: PortalSource, programme: str | None, done: Harvest) -> Iterator[dict[str, Any]]:
    for kind in _TYPES:
        found = all_pages(source, query_for(kind, programme))
        if found.missing:
            done.rejected.append(Rejection(f"search of type {kind}", f"is incomplete: {found.missing}."))
        yield from found.results


def _add(row: Record, source: PortalSource, known: Mapping[str, Record], done: Harvest) -> None:
    """A topic with its details; where these cannot be had, with those that were had before."""
    key = key_of(row)
    done.found[key] = row
    if not row["topicId"]:
        return
    try:
        details = _details(source, row["topicId"])
    except PortalUnavailable as error:
        done.rejected.append(Rejection(key, f"is known from the search alone: {error.reason}."))
        details = as_harvested(known[key]) if key in known else None
    done.found[key] = _filled(details or {}, row)


def _look_after(record: Record, source: PortalSource, done: Harvest, day: date) -> None:
    key = key_of(record)
    try:
        details = _details(source, record["topicId"]) if record["topicId"] else None
    except PortalUnavailable as error:
        done.rejected.append(Rejection(key, f"is kept as it was: {error.reason}."))
        return
    if details is None:
        done.gone.append(key)
    else:
        new, before = _filled(details, as_harvested(record)), as_harvested(record)
        done.found[key] = {**new, SETTLED: day.isoformat()} if new == before and _is_closed(new) else new


def _is_closed(record: Record) -> bool:
    return bool(record.get("callStatus") == "Closed")


def _is_missed(record: Record, programme: str | None, day: date) -> bool:
    """Should a record be among what is forthcoming and open, for all that is known of it?"""
    settled = SETTLED in record and day - date.fromisoformat(record[SETTLED]) < _ASKED_AGAIN
    return programme is None and "vanishedOn" not in record and not settled


def _details(source: PortalSource, identifier: str) -> Record | None:
    answer = source.details(identifier)
    if answer is None:
        return None
    if not portal_records.is_details(answer):
        raise PortalUnavailable("topicDetails", "its details are of another kind than is known")
    return {**portal_records.of_details(answer), "topicId": identifier}


def _filled(first: Record, second: Record) -> Record:
    """The first record, its gaps filled from the second; the search alone knows a status of the day."""
    return {**first, **{name: value for name, value in second.items() if not first.get(name)}}

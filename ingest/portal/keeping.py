"""What is known of each topic over the harvests, those that are listed no more included."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ingest.calls.vanishing import GONE

Record = dict[str, Any]
Records = dict[str, Record]

SETTLED = "settledOn"  # the day on which a closed topic was found to be as it was
_KEPT = ("vanishedOn", "portalUpdates", SETTLED)


def as_harvested(record: Record) -> Record:
    """A record as the portal gave it, without what is kept beside it."""
    own = {name: value for name, value in record.items() if name not in _KEPT}
    return {**own, "updates": record.get("portalUpdates") or []}


def key_of(record: Record) -> str:
    return str(record.get("topicId") or record.get("reference") or "")


def read_records(file: Path) -> Records:
    """The records of earlier harvests; none where there was no harvest."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    return {key_of(record): record for record in map(json.loads, filter(None, lines))}


def write_records(file: Path, records: Iterable[Record]) -> None:
    """In one step, a record a line, in the order of their keys: equal records give an equal file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(".new")
    with new.open("w", encoding="utf-8", errors="replace") as written:
        for record in sorted(records, key=key_of):
            written.write(json.dumps(record, ensure_ascii=False, sort_keys=True) + "\n")
        written.flush()
        os.fsync(written.fileno())
    new.replace(file)


def merged(known: Mapping[str, Record], found: Mapping[str, Record], day: date, *, gone: Iterable[str]) -> Records:
    """Each record in its newest version; those in ``gone`` stay, marked with the day.

    What was neither found nor is gone (a harvest of one programme, or one that was cut short) stays as it is.
    """
    records = {key: dict(record) for key, record in known.items()}
    for key, record in found.items():
        records[key] = {**record, "portalUpdates": record.get("updates") or []}
    for key in gone:
        records[key].setdefault("vanishedOn", day.isoformat())
    return {key: _told(record) for key, record in records.items()}


def _told(record: Record) -> Record:
    """With the day of its vanishing in words, beside the portal's own updates, for whoever reads or asks."""
    updates = [*record.get("portalUpdates", ())]
    if "vanishedOn" in record:
        updates.append([record["vanishedOn"], GONE])
    return {**record, "updates": [list(update) for update in updates]}

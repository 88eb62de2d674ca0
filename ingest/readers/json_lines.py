"""JSON and JSON lines: portal topics, pages of the platform, or plain records read as a table."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ingest.errors import ReaderError
from ingest.readers import pages, portal
from ingest.readers.decoding import read_text
from ingest.readers.table import document_of_rows
from ingest.structure import ReadDocument

Record = dict[str, Any]

_MOST_COLUMNS = 60


def read(path: Path) -> tuple[ReadDocument, ...]:
    """The documents of all records; ReaderError naming the line where one cannot be read, so that none is lost."""
    records = _records(path)
    if not records:
        raise ReaderError(path.name, "holds no records.")
    if all(map(portal.is_topic, records)):
        return portal.documents(records, path)
    if all(map(pages.is_page, records)):
        return pages.documents(records)
    return (document_of_rows(_rows(records, path), path, "application/json"),)


def _records(path: Path) -> list[Record]:
    text = read_text(path)
    try:
        if path.suffix.lower() == ".json":
            try:
                whole = json.loads(text)
            except ValueError:
                return list(_of_lines(text, path))
            return _of_whole(whole, path)
        return list(_of_lines(text, path))
    except RecursionError:
        raise ReaderError(path.name, "is nested too deeply to be read.") from None


def _of_whole(whole: object, path: Path) -> list[Record]:
    found = whole if isinstance(whole, list) else [whole]
    records = [record for record in found if isinstance(record, dict)]
    if len(records) < len(found):
        raise ReaderError(path.name, "is JSON, but not a list of records.")
    return records


def _of_lines(text: str, path: Path) -> Iterator[Record]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            raise ReaderError(path.name, f"is no readable JSON: line {number}: {error}.") from error
        if not isinstance(record, dict):
            raise ReaderError(path.name, f"holds no record on line {number}: every line must be a JSON object.")
        yield record


def _rows(records: Sequence[Record], path: Path) -> list[list[str]]:
    """Plain records as a table; ReaderError where they are nested and so of a kind not known here."""
    labels = list(dict.fromkeys(label for record in records for label in record))
    nested = any(isinstance(value, dict) for record in records for value in record.values())
    if nested or len(labels) > _MOST_COLUMNS or not labels:
        raise ReaderError(path.name, "holds JSON of a kind that is not read: topics, pages or plain records are.")
    return [labels, *([_value(record.get(label)) for label in labels] for record in records)]


def _value(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(filter(None, map(_value, value)))
    return "" if value is None else " ".join(str(value).split())

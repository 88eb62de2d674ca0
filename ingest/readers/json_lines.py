"""JSON and JSON lines: answers of the portal, topics, pages of the platform, plain records, or anything nested."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from ingest.errors import ReaderError
from ingest.readers import nested, pages, portal
from ingest.readers.decoding import read_text
from ingest.readers.file_names import title_of
from ingest.readers.marked_outline import sections
from ingest.readers.metadata import day_in_path, language_of
from ingest.readers.portal import records as portal_records
from ingest.readers.table import document_of_rows
from ingest.structure import ReadDocument

Record = dict[str, Any]

_MEDIA_TYPE = "application/json"
_MOST_COLUMNS = 60
_MOST_NAMED = 20  # lines that cannot be read


def read(path: Path) -> tuple[ReadDocument, ...]:
    """The documents of all records; lines that are none are named, and ReaderError where those are the most."""
    try:
        data, remarks = _parsed(path)
        first, *others = _documents(data, path)
    except RecursionError:
        raise ReaderError(path.name, "is nested too deeply to be read.") from None
    return (replace(first, remarks=(*first.remarks, *remarks)), *others)


def _documents(data: object, path: Path) -> tuple[ReadDocument, ...]:
    whole: list[Any] = data if isinstance(data, list) else [data]
    if whole and all(portal_records.is_search(each) or portal_records.is_details(each) for each in whole):
        return _of_portal(whole, path)
    records = _records(data)
    if records and all(map(portal.is_topic, records)):
        return portal.documents(records, path)
    if records and all(map(pages.is_page, records)):
        return pages.documents(records)
    if records and _is_table(records):
        return (document_of_rows(_rows(records), path, _MEDIA_TYPE),)
    return (_nested(data, path),)


def _of_portal(answers: Sequence[Record], path: Path) -> tuple[ReadDocument, ...]:
    """The topics of search responses and topicDetails, each once: what details say goes before a row of a list."""
    found: dict[str, Record] = {}
    remarks: tuple[str, ...] = ()
    for answer in sorted(answers, key=portal_records.is_search):
        records, said = (
            portal_records.of_search(answer)
            if portal_records.is_search(answer)
            else ([portal_records.of_details(answer)], ())
        )
        remarks += said
        for record in records:
            found.setdefault(record["topicId"] or record["reference"], record)
    if not found:
        raise ReaderError(path.name, "is an answer of the portal without any call.")
    first, *others = portal.documents(list(found.values()), path)
    return (replace(first, remarks=(*remarks, *first.remarks)), *others)


def _records(data: object) -> list[Record]:
    """The records of a list, or of an object that only wraps one; none where anything else is among them."""
    if isinstance(data, dict):
        lists = [value for value in data.values() if isinstance(value, list) and value]
        bare = all(not isinstance(value, dict) for value in data.values())
        data = (
            lists[0] if len(lists) == 1 and bare and not portal.is_topic(data) and not pages.is_page(data) else [data]
        )
    found = data if isinstance(data, list) else []
    return found if all(isinstance(each, dict) for each in found) else []


def _parsed(path: Path) -> tuple[object, tuple[str, ...]]:
    """What a file holds, and what of it is left out."""
    text = read_text(path)
    if path.suffix.lower() == ".json":
        with suppress(ValueError):
            return json.loads(text), ()
    return _of_lines(text, path)


def _of_lines(text: str, path: Path) -> tuple[list[Record], tuple[str, ...]]:
    """The records of the lines; a file of which most lines are none is no such file."""
    records: list[Record] = []
    wrong: dict[int, str] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            record = _record(line)
            if isinstance(record, str):
                wrong[number] = record
            else:
                records.append(record)
    if len(wrong) > len(records):
        number, reason = next(iter(wrong.items()))
        raise ReaderError(path.name, f"is no readable JSON: line {number}: {reason}.")
    return records, (f"lines that are no JSON objects are left out: {_numbers(wrong)}",) if wrong else ()


def _record(line: str) -> Record | str:
    """The object of a line, or why it is none."""
    try:
        found = json.loads(line)
    except ValueError as error:
        return str(error)
    return found if isinstance(found, dict) else "every line must be a JSON object"


def _numbers(lines: Iterable[int]) -> str:
    first = list(islice(lines, _MOST_NAMED + 1))
    named = ", ".join(map(str, first[:_MOST_NAMED]))
    return f"{named} and more" if len(first) > _MOST_NAMED else named


def _is_table(records: Sequence[Record]) -> bool:
    """Whether plain records share so few labels that they are rows."""
    labels = {label for record in records for label in record}
    plain = not any(isinstance(value, dict) for record in records for value in record.values())
    deep = any(isinstance(each, dict | list) for r in records for v in r.values() if isinstance(v, list) for each in v)
    return plain and not deep and 0 < len(labels) <= _MOST_COLUMNS and (len(records) > 1 or len(labels) > 1)


def _rows(records: Sequence[Record]) -> list[list[str]]:
    labels = list(dict.fromkeys(label for record in records for label in record))
    return [labels, *([_value(record.get(label)) for label in labels] for record in records)]


def _value(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(filter(None, map(_value, value)))
    return "" if value is None else " ".join(str(value).split())


def _nested(data: object, path: Path) -> ReadDocument:
    if not nested.speaks(data):
        kinds = "neither answers of the portal nor topics, pages, plain records or texts"
        raise ReaderError(path.name, f"holds JSON of a kind that is not read: {kinds}.")
    title = title_of(path)
    found = tuple(sections(nested.nodes(data), title))
    return ReadDocument(
        title=title,
        sections=found,
        media_type=_MEDIA_TYPE,
        language=language_of(" ".join(block.text for section in found[:40] for block in section.blocks)),
        published=day_in_path(path),
    )

"""A test collection in BEIR layout: ``corpus.jsonl``, ``queries.jsonl``, ``qrels/test.tsv`` (Thakur et al., 2021)."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.errors import CollectionError

__all__ = ["Collection", "Text", "read_collection"]


@dataclass(frozen=True, slots=True)
class Text:
    """A document; its title may be empty."""

    doc_id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents, the queries that are judged, and the grade of each judged document by query."""

    name: str
    documents: tuple[Text, ...]
    queries: dict[str, str]
    judgements: dict[str, dict[str, int]]


def read_collection(folder: Path) -> Collection:
    """Raises CollectionError, which names file and line."""
    judgements = _judgements(folder / "qrels" / "test.tsv")
    relevant = {query for query, grades in judgements.items() if any(grade > 0 for grade in grades.values())}
    if not relevant:
        raise CollectionError(folder / "qrels" / "test.tsv", "judges no document as relevant")
    queries = {name: record["text"] for name, record in _records(folder / "queries.jsonl") if name in relevant}
    missing = sorted(relevant - queries.keys())
    if missing:
        raise CollectionError(folder / "queries.jsonl", f"lacks query {missing[0]}, which is judged")
    return Collection(folder.name, _texts(folder / "corpus.jsonl"), queries, judgements)


def _texts(file: Path) -> tuple[Text, ...]:
    """The documents; of those with one id, the last."""
    texts = {name: Text(name, str(each.get("title") or ""), each["text"]) for name, each in _records(file)}
    if not texts:
        raise CollectionError(file, "holds no documents")
    return tuple(texts.values())


def _records(file: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        with file.open(encoding="utf-8-sig", newline="\n") as lines:  # a text may hold the other ends of lines
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _record(file, number, line)
    except (OSError, UnicodeDecodeError) as error:
        raise CollectionError(file, f"cannot be read ({error})") from error


def _record(file: Path, number: int, line: str) -> tuple[str, dict[str, Any]]:
    try:
        record = json.loads(line)
        if not isinstance(record["text"], str):
            raise TypeError("'text' is no string")
        return str(record["_id"]), record
    except (ValueError, KeyError, TypeError) as error:
        raise CollectionError(file, f"line {number} is no record with '_id' and 'text' ({error!r})") from error


def _judgements(file: Path) -> dict[str, dict[str, int]]:
    """Tab-separated query-id, corpus-id, score under a header line."""
    found: dict[str, dict[str, int]] = {}
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                found.setdefault(row["query-id"], {})[row["corpus-id"]] = int(row["score"])
    except OSError as error:
        raise CollectionError(file, f"cannot be read ({error.strerror})") from error
    except (csv.Error, KeyError, ValueError, TypeError) as error:
        raise CollectionError(file, f"is no table of query-id, corpus-id, score ({error!r})") from error
    return found

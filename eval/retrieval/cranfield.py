"""The Cranfield files as a test collection in BEIR layout.

Queries are numbered in their order, as the judgements do: the numbers written in ``cran.qry`` have gaps. Cleverdon's
codes run from 1, a complete answer, to 4, of minimum interest; as grades they are 4 to 1. What is coded otherwise
(5, no interest; -1, unexplained in the readme) is not relevant.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from eval.errors import CollectionError

__all__ = ["convert"]

_RECORD = re.compile(r"^\.I +(\d+)\s*$", re.MULTILINE)
_FIELD = re.compile(r"^\.([TABW])\s*$", re.MULTILINE)


def convert(source: Path, folder: Path) -> tuple[int, int, int]:
    """Write the collection; returns the numbers of documents, queries and judgements."""
    documents = [_document(number, fields) for number, fields in _records(source / "cran.all.1400")]
    queries = [
        {"_id": str(order), "text": _flat(fields.get("W", ""))}
        for order, (_, fields) in enumerate(_records(source / "cran.qry"), 1)
    ]
    judgements = _judgements(source / "cranqrel")
    (folder / "qrels").mkdir(parents=True, exist_ok=True)
    _write_lines(folder / "corpus.jsonl", documents)
    _write_lines(folder / "queries.jsonl", queries)
    rows = "".join(f"{query}\t{document}\t{grade}\n" for query, document, grade in judgements)
    (folder / "qrels" / "test.tsv").write_text(f"query-id\tcorpus-id\tscore\n{rows}", "utf-8")
    return len(documents), len(queries), len(judgements)


def _records(file: Path) -> list[tuple[str, dict[str, str]]]:
    parts = _RECORD.split(_read(file))[1:]
    return [(number, _fields(text)) for number, text in zip(parts[::2], parts[1::2], strict=True)]


def _fields(text: str) -> dict[str, str]:
    """The text under each letter; of a letter that comes twice, the first (one record holds a stray one)."""
    parts = _FIELD.split(text)[1:]
    return dict(reversed(list(zip(parts[::2], parts[1::2], strict=True))))


def _document(number: str, fields: Mapping[str, str]) -> dict[str, str]:
    """The abstract repeats the title at its beginning; once is enough."""
    title, text = _flat(fields.get("T", "")), _flat(fields.get("W", ""))
    return {"_id": number, "title": title, "text": text.removeprefix(title).strip() or title}


def _judgements(file: Path) -> list[tuple[int, int, int]]:
    rows = [tuple(map(int, line.split())) for line in _read(file).splitlines() if line.strip()]
    return [(query, document, 5 - code if 1 <= code <= 4 else 0) for query, document, code in rows]


def _read(file: Path) -> str:
    try:
        return file.read_text("latin-1")
    except OSError as error:
        raise CollectionError(file, f"cannot be read ({error.strerror})") from error


def _flat(text: str) -> str:
    return " ".join(text.split())


def _write_lines(file: Path, records: Iterable[Mapping[str, str]]) -> None:
    file.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), "utf-8")

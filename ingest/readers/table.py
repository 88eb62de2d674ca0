"""CSV: every row a section, its values under the file's own column labels."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ingest.errors import ReaderError
from ingest.readers.decoding import read_text
from ingest.readers.file_names import title_of
from ingest.readers.inline import clean
from ingest.readers.metadata import day_in_name
from ingest.readers.record_rows import language, sections, table_of
from ingest.readers.table_header import NumberedRow
from ingest.structure import ReadDocument

_DELIMITERS = (",", ";", "\t", "|")
_SEPARATOR = re.compile(r"\"?sep=(?P<mark>[,;|\t])\"?[^\S\n\t]*\n", re.IGNORECASE)  # a first line for Excel alone
_SAMPLE_ROWS = 50

Row = list[str]


def read(path: Path) -> tuple[ReadDocument, ...]:
    """One document; ReaderError where the file is empty, has no rows, or a quote is never closed."""
    text = read_text(path)
    named = _SEPARATOR.match(text)
    delimiter = named["mark"] if named else _delimiter(text, path)
    rows = _rows(text[named.end() :] if named else text, delimiter, path)
    return (document_of_rows(rows, path, "text/csv"),)


def document_of_rows(rows: Sequence[Row], path: Path, media_type: str) -> ReadDocument:
    """Rows, their labels first (perhaps below a preamble), as a document of row sections counted from one."""
    table = table_of([NumberedRow(number, row) for number, row in enumerate(rows)])
    if not table.rows:
        raise ReaderError(path.name, "has column labels but no rows.")
    counted = replace(table, rows=tuple(NumberedRow(at, row.cells) for at, row in enumerate(table.rows, start=1)))
    found = tuple(sections(counted, path.stem))
    return ReadDocument(
        title=title_of(path),
        sections=found,
        media_type=media_type,
        language=language(found),
        published=day_in_name(path.name) or table.published,
    )


def _delimiter(text: str, path: Path) -> str:
    """The mark that cuts most rows into the same number of columns."""
    if path.suffix.lower() == ".tsv":
        return "\t"
    return max(_DELIMITERS, key=lambda mark: _evenness(text, mark))


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    rows: list[Row] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row)
            if len(rows) == _SAMPLE_ROWS:
                break
    except csv.Error:
        return (0.0, 0)
    widths = Counter(len(row) for row in rows if row)
    width, count = widths.most_common(1)[0] if widths else (1, 0)
    return (count / sum(widths.values()), width) if width > 1 else (0.0, 0)


def _rows(text: str, delimiter: str, path: Path) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = [[clean(cell) for cell in row] for row in reader]
    except csv.Error as error:
        raise ReaderError(path.name, f"is no readable CSV: line {reader.line_num}: {error}.") from error
    if _is_unclosed(text, delimiter):
        raise ReaderError(path.name, "is no readable CSV: a quoted value is never closed.")
    return [row for row in rows if any(row)]


def _is_unclosed(text: str, delimiter: str) -> bool:
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return False

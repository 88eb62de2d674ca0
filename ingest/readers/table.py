"""CSV: every row a section, its values under the file's own column labels."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from ingest.errors import ReaderError
from ingest.readers.decoding import read_text
from ingest.readers.inline import clean
from ingest.readers.metadata import day_in_name, language_of
from ingest.readers.tables import row_block
from ingest.structure import Block, ReadDocument, ReadSection
from vectorstore.records import Locator

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_ROWS = 50
_PUBLISHED = re.compile(r"published|publication date|date of publication|status as of", re.IGNORECASE)
_FIGURE = re.compile(r"[\d.,\s%€$/:-]+")

Row = list[str]


def read(path: Path) -> tuple[ReadDocument, ...]:
    """One document; ReaderError where the file is empty, has no rows, or a quote is never closed."""
    text = read_text(path)
    rows = _rows(text, _delimiter(text, path), path)
    return (document_of_rows(rows, path, "text/csv"),)


def document_of_rows(rows: Sequence[Row], path: Path, media_type: str) -> ReadDocument:
    """Rows, their labels first (perhaps below a preamble), as a document of row sections."""
    width = _width(rows)
    start = next((at for at, row in enumerate(rows) if _filled(row) >= max(1, width - 1)), 0)
    labels, data = _labels(rows[start], width), rows[start + 1 :]
    if _is_data(rows[start]):
        labels, data = [f"Column {at + 1}" for at in range(width)], rows[start:]
    if not data:
        raise ReaderError(path.name, "has column labels but no rows.")
    sections = (*_preamble(rows[:start], path), *_sections(labels, data))
    return ReadDocument(
        title=re.sub(r"[_-]+", " ", path.stem).strip() or path.name,
        sections=sections,
        media_type=media_type,
        language=language_of(" ".join(block.text for section in sections[:40] for block in section.blocks)),
        published=day_in_name(path.name) or _published(labels, data),
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


def _width(rows: Sequence[Row]) -> int:
    widths = Counter(len(row) for row in rows)
    return max(widths, key=lambda width: (widths[width] * (width > 1), width))


def _filled(row: Row) -> int:
    return sum(bool(cell) for cell in row)


def _labels(row: Row, width: int) -> list[str]:
    size = max(width, len(row))
    return [row[at] if at < len(row) and row[at] else f"Column {at + 1}" for at in range(size)]


def _is_data(row: Row) -> bool:
    """A first row of figures only labels nothing."""
    return all(_FIGURE.fullmatch(cell) for cell in row if cell)


def _preamble(rows: Sequence[Row], path: Path) -> Iterator[ReadSection]:
    blocks = tuple(Block(": ".join(cell for cell in row if cell)) for row in rows)
    if blocks:
        yield ReadSection(Locator("section", path.stem), (), blocks)


def _sections(labels: Sequence[str], data: Sequence[Row]) -> Iterator[ReadSection]:
    for number, row in enumerate(data, start=1):
        names = [labels[at] if at < len(labels) else f"Column {at + 1}" for at in range(len(row))]
        block = row_block([(name, " ".join(value.split())) for name, value in zip(names, row, strict=True)])
        if block:
            yield ReadSection(Locator("row", str(number)), (), (block,))


def _published(labels: Sequence[str], data: Sequence[Row]) -> date | None:
    """The day of a column "Published" that says the same in every row."""
    at = next((at for at, label in enumerate(labels) if _PUBLISHED.fullmatch(label)), None)
    values = {row[at] for row in data if at < len(row)} if at is not None else set()
    try:
        return date.fromisoformat(values.pop()) if len(values) == 1 else None
    except ValueError:
        return None

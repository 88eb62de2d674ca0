"""Excel: every sheet that is shown, its rows under the sheet's own column labels."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any

from ingest.errors import ReaderError
from ingest.readers import package
from ingest.readers.file_names import title_of
from ingest.readers.inline import clean
from ingest.readers.metadata import day_in_path
from ingest.readers.record_rows import Table, language, notes_of, sections, table_of
from ingest.readers.table_header import NumberedRow
from ingest.readers.xlsx.links import Links, addresses, linked_cells
from ingest.readers.xlsx.merges import Merged, filled, merged_cells
from ingest.structure import ReadDocument, ReadSection

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_ROWS = 200_000  # of all sheets together
_MOST_COLUMNS = 200
_ERRORS = frozenset({"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"})


def read(path: Path) -> tuple[ReadDocument, ...]:
    """One document; ReaderError where the file is no XLSX, is protected, or has no rows."""
    package.check(path, "XLSX")
    try:
        return (_document(path),)
    except package.BROKEN as error:
        raise ReaderError(path.name, f"is a broken XLSX: {package.reason(error)}.") from error


def _document(path: Path) -> ReadDocument:
    with _opened(path) as book:
        shown = [sheet for sheet in book.sheets if sheet.sheet_state == "visible"]
        hidden = [sheet.title for sheet in book.sheets if sheet.sheet_state != "visible"]
        links, merged = (linked_cells(path), addresses(path, shown)), merged_cells(path, shown)
        found_rows = ((sheet.title, _rows(sheet, path, *links, merged[sheet.title])) for sheet in shown)
        tables = [(title, notes_of(rows) or table_of(rows)) for title, rows in found_rows if rows]
        core = book.properties if package.says_of_itself(path) else None
    found = tuple(_sections(tables))
    if not found:
        raise ReaderError(path.name, "has no rows with values.")
    return ReadDocument(
        title=clean((core and core.title) or "") or title_of(path),
        sections=found,
        media_type=_MEDIA_TYPE,
        language=language(found),
        published=_published(tables, path, core),
        author=_author(core.creator if core else None),
        guessed=("language", "authority", "published"),
        remarks=(f"hidden sheets are left out: {', '.join(hidden)}",) if hidden else (),
    )


class _opened:
    """A workbook read row by row, closed on leaving."""

    def __init__(self, path: Path) -> None:
        from openpyxl import load_workbook

        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # extensions that openpyxl leaves out
            self.book = load_workbook(path, read_only=True, data_only=True, keep_links=False)

    def __enter__(self) -> _opened:
        return self

    def __exit__(self, *_: object) -> None:
        self.book.close()

    @property
    def sheets(self) -> list[Any]:
        return list(self.book.worksheets)

    @property
    def properties(self) -> Any:
        return self.book.properties


def _rows(sheet: Any, path: Path, linked: Links, behind: Links, merged: Sequence[Merged]) -> list[NumberedRow]:
    """The rows that hold something, with the numbers Excel shows; the size a file claims is not believed."""
    sheet.reset_dimensions()
    rows: list[NumberedRow] = []
    cells = sheet.iter_rows(max_col=_MOST_COLUMNS)
    for number, row in enumerate(islice(cells, _MOST_ROWS + 1), start=1):
        if number > _MOST_ROWS:
            raise ReaderError(path.name, f"has more than {_MOST_ROWS:,} rows in the sheet {sheet.title!r}.")
        place = sheet.title, number
        values = _values(row, linked.get(place, {}), behind.get(place, {}))
        if any(values):
            rows.append(NumberedRow(number, values))
    return _without_empty_columns(filled(rows, merged))


def _values(row: Sequence[Any], linked: Mapping[int, str], behind: Mapping[int, str]) -> list[str]:
    values = [
        linked.get(column) or (_shown(cell, behind.get(column, "")) if cell.value is not None else "")
        for column, cell in enumerate(row, start=1)
    ]
    while values and not values[-1]:
        values.pop()
    return values


def _without_empty_columns(rows: Sequence[NumberedRow]) -> list[NumberedRow]:
    """Leading columns that are empty in every row are only a margin."""
    margin = min((next(at for at, cell in enumerate(row.cells) if cell) for row in rows), default=0)
    return [
        NumberedRow(row.number, row.cells[margin:], frozenset(column - margin for column in row.joined)) for row in rows
    ]


def _shown(cell: Any, address: str) -> str:
    """A cell's value; words with the address behind them."""
    value = _value(cell.value, cell.number_format)
    is_linked = address and value and isinstance(cell.value, str) and address.rstrip("/") != value.rstrip("/")
    return f"{value} ({address})" if is_linked else value


def _value(value: object, number_format: str | None) -> str:
    """A value as a reader sees it: days in ISO form, per cent as such, whole numbers without a point."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value * 100:.10g} %" if "%" in (number_format or "") else _number(value)
    text = clean(str(value))
    return "" if text in _ERRORS else text


def _number(value: int | float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.10g}"


def _sections(tables: Sequence[tuple[str, Table]]) -> Iterator[ReadSection]:
    """Where only one sheet holds something, its name says nothing."""
    several = len(tables) > 1
    for name, table in tables:
        yield from sections(table, name, (name,) if several else (), f"{name}!" if several else "")


def _published(tables: Sequence[tuple[str, Table]], path: Path, core: Any) -> date | None:
    stated = next((table.published for _, table in tables if table.published), None)
    saved: datetime | None = (core.modified or core.created) if core else None
    return stated or day_in_path(path) or (saved.date() if saved and saved.year > 1990 else None)


def _author(creator: str | None) -> str | None:
    name = clean(creator or "")
    return None if name.lower() in ("", "openpyxl", "apache poi", "xlsxwriter") else name

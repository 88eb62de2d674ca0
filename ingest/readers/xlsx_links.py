"""Cells that are a link by formula: scripts write ``=HYPERLINK("address", "text")`` with no value or 0."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

_FORMULA = re.compile(
    r'=\s*HYPERLINK\(\s*"(?P<address>[^"]*)"\s*(?:[,;]\s*"(?P<text>(?:[^"]|"")*)"\s*)?\)', re.IGNORECASE
)
_MARK = b"HYPERLINK("

Links = Mapping[tuple[str, int], Mapping[int, str]]  # by sheet and row, then by column; both count from 1


def linked_cells(path: Path) -> Links:
    """What cells with such a formula show, "text (address)"; empty without a second reading where no sheet has one."""
    found: dict[tuple[str, int], dict[int, str]] = {}
    for sheet, row, column, shown in _read(path) if _has_formula(path) else ():
        found.setdefault((sheet, row), {})[column] = shown
    return found


def _has_formula(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return any(_MARK in archive.read(name) for name in sheets)


def _read(path: Path) -> Iterator[tuple[str, int, int, str]]:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, keep_links=False)
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            for column, value in enumerate(row, start=1):
                if shown := _shown(value) if isinstance(value, str) else None:
                    yield sheet.title, number, column, shown
    book.close()


def _shown(formula: str) -> str | None:
    match = _FORMULA.fullmatch(formula)
    if not match:
        return None
    text, address = (match["text"] or "").replace('""', '"'), match["address"]
    if not address.startswith(("http://", "https://")):
        return text or None
    return f"{text} ({address})" if text else address

"""Cells that are links, which openpyxl leaves out where it reads row by row.

By formula: scripts write ``=HYPERLINK("address", "text")`` with no value or 0. By a reference of their sheet: so does
Excel itself.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ingest.readers.xlsx.merges import column_number

_FORMULA = re.compile(
    r'=\s*HYPERLINK\(\s*"(?P<address>[^"]*)"\s*(?:[,;]\s*"(?P<text>(?:[^"]|"")*)"\s*)?\)', re.IGNORECASE
)
_MARK = b"HYPERLINK("
_REFERENCE = re.compile(rb"<(?:\w+:)?hyperlink\s[^>]*>")
_CELL = re.compile(rb"\sref=[\"']\$?([A-Z]{1,3})\$?(\d{1,7})[:\"']")
_RELATION = re.compile(rb"\s\w+:id=[\"']([^\"']{1,60})[\"']")

Links = Mapping[tuple[str, int], Mapping[int, str]]  # by sheet and row, then by column; both count from 1


def linked_cells(path: Path) -> Links:
    """What cells with such a formula show, "text (address)"; empty without a second reading where no sheet has one."""
    found: dict[tuple[str, int], dict[int, str]] = {}
    for sheet, row, column, shown in _read(path) if _has_formula(path) else ():
        found.setdefault((sheet, row), {})[column] = shown
    return found


def addresses(path: Path, sheets: Iterable[Any]) -> Links:
    """The addresses that lie behind the words of cells."""
    found: dict[tuple[str, int], dict[int, str]] = {}
    with zipfile.ZipFile(path) as archive:
        for sheet in sheets:
            for row, column, address in _referred(archive, sheet._worksheet_path.lstrip("/")):
                found.setdefault((sheet.title, row), {})[column] = address
    return found


def _referred(archive: zipfile.ZipFile, sheet: str) -> Iterator[tuple[int, int, str]]:
    from openpyxl.packaging.relationship import get_dependents

    folder, _, name = sheet.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    links = [link.group() for link in _REFERENCE.finditer(archive.read(sheet))]
    if not links or relations not in archive.namelist():
        return
    targets = {relation.Id: relation.Target for relation in get_dependents(archive, relations)}
    for link in links:
        cell, relation = _CELL.search(link), _RELATION.search(link)
        target = targets.get(relation[1].decode(errors="replace"), "") if relation else ""
        if cell and target.startswith(("http://", "https://")):
            yield int(cell[2]), column_number(cell[1]), target


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

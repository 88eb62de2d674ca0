"""Merged cells of a workbook, which openpyxl leaves out where it reads row by row."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ingest.readers.table_header import NumberedRow

_MERGED = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})[\"']"
)
_LIST = re.compile(rb"<(?:\w+:)?mergeCells\b")
_MOST = 20_000  # ranges of one sheet
_HIGHEST = 5_000  # rows of a range that is filled down


@dataclass(frozen=True, slots=True)
class Merged:
    """Rows ``top`` to ``bottom`` and columns ``left`` to ``right``, all from one and included."""

    top: int
    bottom: int
    left: int
    right: int


def merged_cells(path: Path, sheets: Iterable[Any]) -> Mapping[str, Sequence[Merged]]:
    """By the titles of the sheets."""
    with zipfile.ZipFile(path) as archive:
        return {sheet.title: tuple(_of(archive, sheet._worksheet_path)) for sheet in sheets}


def filled(rows: Sequence[NumberedRow], merged: Sequence[Merged]) -> list[NumberedRow]:
    """Each row with what it is merged with: a cell over several rows is of all of them, one over several columns of
    the first, the others are joined to it."""
    places = {row.number: at for at, row in enumerate(rows)}
    cells = [list(row.cells) for row in rows]
    joined = [set(row.joined) for row in rows]
    for each in merged:
        first = places.get(each.top)
        value = cells[first][each.left - 1] if first is not None and each.left <= len(cells[first]) else ""
        for number in range(each.top, min(each.bottom, each.top + _HIGHEST) + 1):
            at = places.get(number)
            if value and at is not None:
                cells[at] += [""] * (each.right - len(cells[at]))
                cells[at][each.left - 1] = value
                joined[at].update(range(each.left, each.right))
    changed = zip(rows, cells, joined, strict=True)
    return [replace(row, cells=_trimmed(own), joined=frozenset(also)) for row, own, also in changed]


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _of(archive: zipfile.ZipFile, name: str) -> Iterator[Merged]:
    data = archive.read(name.lstrip("/"))
    begin = _LIST.search(data)
    found = _MERGED.finditer(data, begin.start()) if begin else ()
    for _, match in zip(range(_MOST), found, strict=False):
        left, top, right, bottom = match.groups()
        yield Merged(int(top), int(bottom), column_number(left), column_number(right))


def column_number(letters: bytes) -> int:
    """``B`` is 2."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number

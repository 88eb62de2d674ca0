"""The files of question sets as plain mappings: YAML as it is, JSON lines and CSV as questions named after the file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import yaml

from eval.errors import QuestionSetError

__all__ = ["read_raw"]


def read_raw(file: Path, lists: Collection[str]) -> Mapping[str, Any]:
    """What a file states, unchecked; ``lists`` names the fields whose CSV cells hold several entries."""
    text = _read(file)
    if file.suffix in (".jsonl", ".ndjson"):
        return _of_lines(file, text)
    return _of_table(file, text, lists) if file.suffix == ".csv" else _of_yaml(file, text)


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except OSError as error:
        raise QuestionSetError(file, f"cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise QuestionSetError(file, "is not UTF-8 text.") from error


def _of_yaml(file: Path, text: str) -> Mapping[str, Any]:
    try:
        raw = yaml.load(text, _UniqueKeys)
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # ValueError: 2024-13-45, which only looks like a day
        raise QuestionSetError(file, f"is not valid YAML ({' '.join(str(error).split())}).") from error
    if not isinstance(raw, dict):
        raise QuestionSetError(file, "must be a mapping with 'name' and 'questions'.")
    return raw


class _UniqueKeys(yaml.SafeLoader):
    """YAML forbids a key given twice; the library would silently take the last and forget what the first expects."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value} is given twice", key.start_mark)
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


def _of_lines(file: Path, text: str) -> Mapping[str, Any]:
    """A question a line; a first line without an id states what holds for the whole set."""
    try:
        records = [json.loads(line) for line in text.splitlines() if line.strip()]
    except ValueError as error:
        raise QuestionSetError(file, f"is not JSON lines ({error}).") from error
    head = records.pop(0) if records and isinstance(records[0], dict) and "id" not in records[0] else {}
    return {"name": file.stem, **head, "questions": records}


def _of_table(file: Path, text: str, lists: Collection[str]) -> Mapping[str, Any]:
    rows = csv.DictReader(io.StringIO(text))
    try:
        return {"name": file.stem, "questions": [_of_row(file, row, lists) for row in rows]}
    except csv.Error as error:
        raise QuestionSetError(file, f"is not CSV (line {rows.line_num}: {error}).") from error


def _of_row(file: Path, row: Mapping[str | None, Any], lists: Collection[str]) -> dict[str, Any]:
    """A row's cells that are filled; a cell of a list holds one entry a line, since a regex may hold any sign."""
    if None in row:
        raise QuestionSetError(file, "this row has more cells than the header.", question=row.get("id"))
    filled = {str(name): cell for name, cell in row.items() if cell}
    return {name: cell.splitlines() if name in lists else cell for name, cell in filled.items()}

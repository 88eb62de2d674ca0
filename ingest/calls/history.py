"""What a call said before its source changed it: told in words that are kept with it, and read from them again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from ingest.calls.evidence import Finds, whole
from vectorstore.records import Passage

EARLIER = "earlier_"  # before the name of a field
VANISHED = "vanished"
GONE = "The portal no longer lists this call."
_TOLD = "Changed on the portal: before, "
_WORDS = {"deadline": "the deadline", "opens": "the opening date", "budget_total": "the total budget in euro"}
_VERSION = re.compile(rf"(\d{{4}}-\d\d-\d\d): {_TOLD}(.+)\.")
_VANISHED = re.compile(rf"(\d{{4}}-\d\d-\d\d): {re.escape(GONE)}")
_VALUE = re.compile(r"\d+(?:-\d+)*")


def told(values: Mapping[str, object]) -> str:
    """One earlier version in words: field → value or values."""
    return _TOLD + "; ".join(f"{_WORDS[field]} was {_listed(value)}" for field, value in values.items()) + "."


def find(passages: Iterable[Passage], finds: Finds) -> None:
    """The earlier values that passages tell of, each with the day of its change; the day a call vanished."""
    for passage in passages:
        if _TOLD not in passage.text and GONE not in passage.text:
            continue
        for version in _VERSION.finditer(passage.text):
            for field, value in _values(version.group(2)):
                until = date.fromisoformat(version.group(1))
                finds.add(f"{EARLIER}{field}", value, whole(passage), *version.span(), until=until)
        for gone in _VANISHED.finditer(passage.text):
            finds.add(VANISHED, gone.group(1), whole(passage), *gone.span())


def _values(told_values: str) -> Iterator[tuple[str, str]]:
    for field, words in _WORDS.items():
        for part in told_values.split("; "):
            if part.startswith(f"{words} was "):
                yield from ((field, value) for value in _VALUE.findall(part.removeprefix(words)))


def _listed(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)

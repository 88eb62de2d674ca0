"""What a document says about itself: its day and its language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from ingest.language import likeliest

_ENOUGH = 200  # characters below which a language is a guess
_SAMPLE = 1_500
_DAY_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")


def day_in_name(name: str) -> date | None:
    """The day a file name carries: 2024-05-15, 2024_05_15 or 20240515."""
    for match in _DAY_IN_NAME.finditer(name):
        found = _day(int(match[1]), int(match[3]), int(match[4]))
        if found:
            return found
    return None


def day_in_path(path: Path) -> date | None:
    """The day that a file's name or the names of the two folders above it carry, the nearest first."""
    return next(filter(None, map(day_in_name, (path.name, *(folder.name for folder in path.parents[:2])))), None)


def first_day(lines: Iterable[str], language: str = "en") -> date | None:
    """The first full day (with its year) in these lines that is no deadline; the first day of a range."""
    from ingest.calls.dates import find_dates
    from ingest.calls.recognising import announces_a_deadline

    for line in lines:
        for found in find_dates(line, year_hint=None, language=language):
            is_short = (found.end - found.start).days < 7  # a month or a year is no day of publication
            if is_short and not announces_a_deadline(line[: found.span[0]]):
                return found.start
    return None


def language_of(text: str) -> str:
    """The likeliest of the six languages; English where there is too little text to tell."""
    sample = " ".join(text[: 2 * _SAMPLE].split())[:_SAMPLE]
    if len(sample) <= _ENOUGH:
        return "en"
    return likeliest(sample)[0]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

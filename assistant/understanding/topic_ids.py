"""Topic ids as people write them in questions, known to the index or not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.calls.dates import find_dates
from ingest.taxonomy import load

_JOINERS = re.compile(r"(?<=\w)[_\u2010-\u2015\u2212](?=\w)")
_IN_CAPITALS = re.compile(r"\b[A-Z][A-Z0-9]+(?:-[A-Za-z0-9]+){2,}\b")
# In small letters only with a year inside, which is neither the first of two nor part of a day.
_WITH_YEAR = re.compile(
    r"(?<![\w-])[a-z][a-z0-9]+(?:-[a-z0-9]+)*-20\d\d(?!-20\d\d\b)(?!-\d\d?-\d\d?\b(?!-))(?P<rest>(?:-[a-z0-9]+)+)",
    re.IGNORECASE,
)
# With blanks ("HORIZON CL2 2027 01 DEMOCRACY 44"): in capitals a year, then a name and a number in any order; in small
# letters the number of the call behind the year, then one name and its number.
_APART_IN_CAPITALS = re.compile(
    r"(?<![\w-])[A-Z][A-Z0-9]+(?:[ -][A-Z0-9]+){0,3}[ -]20\d\d(?=[ -](?:\d{1,3}[ -][A-Z]{2}|[A-Z0-9]+[ -]\d))"
    r"(?:[ -](?:[A-Z][A-Z0-9]+|\d{1,3}))+(?![\w-])"
)
_APART = re.compile(
    r"(?<![\w-])[a-z][a-z0-9]+(?:[ -][a-z0-9]+){0,2}[ -]20\d\d[ -]\d\d[ -][a-z][a-z0-9]+[ -]\d\d(?![\w-])",
    re.IGNORECASE,
)
_FEWEST = 4  # pieces of an id with blanks
_MONTH = 31  # days; an id names a year, never a day or a month
_ANY_YEAR = 2000


@dataclass(frozen=True, slots=True, order=True)
class WrittenId:
    """Where a text names a topic id, and the id joined by hyphens whatever joins it there."""

    start: int
    end: int
    name: str


def written_ids(text: str) -> tuple[WrittenId, ...]:
    """What a text names as topic ids, in order."""
    joined = _JOINERS.sub("-", text)
    found: list[WrittenId] = []
    for each in (*_in_one_piece(joined), *_in_pieces(joined)):
        if not any(each.start < other.end and other.start < each.end for other in found):
            found.append(each)
    return tuple(sorted(found))


def without(ids: Iterable[WrittenId], text: str) -> str:
    """A text of the same length with blanks for these ids."""
    for each in ids:
        text = text[: each.start] + " " * (each.end - each.start) + text[each.end :]
    return text


def _in_one_piece(text: str) -> list[WrittenId]:
    matches = [*_WITH_YEAR.finditer(text), *_IN_CAPITALS.finditer(text)]
    return [WrittenId(match.start(), match.end(), match.group()) for match in matches if _is_id(match)]


def _is_id(match: re.Match[str]) -> bool:
    """Digits where capitals say the rest; else a number after the year, or a programme that begins like this."""
    if "rest" not in match.re.groupindex:
        return any(c.isdigit() for c in match.group())
    return any(c.isdigit() for c in match["rest"]) or load().programme_of(match.group()) is not None


def _in_pieces(text: str) -> list[WrittenId]:
    """Ids with blanks, from the word on that a programme begins with; those in capitals may be of any programme."""
    said = text.strip(" ?.!")
    of_any = [m for m in _APART_IN_CAPITALS.finditer(text) if m.group() == said or said != said.upper()]
    found = (*(_of_programme(m) for m in _APART.finditer(text)), *(_of_programme(m) or _whole(m) for m in of_any))
    return [each for each in found if each and each.name.count("-") >= _FEWEST - 1 and not _is_dated(each.name)]


def _whole(match: re.Match[str]) -> WrittenId:
    return WrittenId(match.start(), match.end(), match.group().replace(" ", "-"))


def _of_programme(match: re.Match[str]) -> WrittenId | None:
    """The longest end of a match that a programme's ids begin like."""
    words = match.group().replace(" ", "-")
    starts = (0, *(gap.end() for gap in re.finditer("-", words)))
    known = next((start for start in starts if load().programme_of(words[start:])), None)
    return None if known is None else WrittenId(match.start() + known, match.end(), words[known:])


def _is_dated(name: str) -> bool:
    found = find_dates(name.replace("-", " "), year_hint=_ANY_YEAR)
    return any((day.end - day.start).days <= _MONTH for day in found)

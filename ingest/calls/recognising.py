"""Whether a list item, a paragraph or a table row states a funding call by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest import labels
from ingest.calls import cues
from ingest.calls.dates import FoundDate, find_dates
from ingest.hours import without_hours

ITEM = re.compile(
    r"\s*(?:[-•*–▪◦]\s+|\d+[.)]\s+)?(?P<acronym>[^\W_][^:;,\n]{0,39}?)(?:\s*:\s+|\s+[–—-]\s+)(?P<what>\S.+)", re.DOTALL
)
_NAME = re.compile(r"[^\W\d_a-z]*[A-Z0-9À-Þ][\w.&+'’-]*(?: [A-Z0-9À-Þ&][\w.&+'’-]*){0,3}")
_SHOUTED = re.compile(r"[A-Z]{2}|[a-z][A-Z]|[A-Z]-[A-Z]")
# Between two days of one deadline; what stood before the hour of the first is left.
_JOINS = re.compile(r"\s*\(?(?:at|by|um|à|alle|a las|o)?\s*\)?\s*(?:,|;|/|and|und|et|y|e|i|&)+\s*", re.IGNORECASE)
_AFTER_DUE = r"\b[^\d\n]{0,25}"  # between the words that announce a deadline and its day
_MONTH = 31  # days; a whole year is no deadline
_LONGEST = 600  # characters of an item without a name
_LEAP_YEAR = 2000  # any year will do to see that a day is meant


@dataclass(frozen=True, slots=True)
class ListedItem:
    """A one-line call taken apart; spans are offsets in the text it was read from."""

    acronym: tuple[int, int] | None
    what: tuple[int, int]
    deadlines: tuple[FoundDate, ...]


def read_item(text: str, year: int | None = None) -> ListedItem | None:
    """The parts of an item such as "ACRONYM: what; deadline D Month YYYY", or None where it states no call."""
    first = text.split("\n", 1)[0] if len(text) > 1200 else text
    due = _due(first, year or _LEAP_YEAR)
    if not due or is_event(first):
        return None
    acronym = _acronym(first)
    if acronym is None and not _is_plainly_funding(first):
        return None
    begin = _what_begins(first, acronym)
    return ListedItem(acronym, (begin, _what_ends(first, begin, due)), due)


def _is_plainly_funding(text: str) -> bool:
    """Without a name, the first line itself must speak of funding; a lead-in to something else does not count."""
    line = text.split("\n", 1)[0]
    return len(line) <= _LONGEST and not line.rstrip().endswith(":") and is_funding(line)


def _due(text: str, year: int) -> tuple[FoundDate, ...]:
    """The days that a deadline word directly precedes, and those joined to such a day."""
    found: list[FoundDate] = []
    for day in find_dates(text, year_hint=year):
        if (day.end - day.start).days > _MONTH:
            continue
        before = without_hours(text[found[-1].span[1] if found else 0 : day.span[0]])
        if _announces(before) or (found and _JOINS.fullmatch(before)):
            found.append(day)
    return tuple(found)


def is_funding(text: str) -> bool:
    """Does it speak of money or of something paid for?"""
    return cues.anywhere("item", "funding").search(text) is not None


def is_event(text: str) -> bool:
    """Does it speak of something to register for, and not of funding?"""
    return bool(cues.anywhere("item", "event").search(text)) and not is_funding(text)


def announces_a_deadline(before: str) -> bool:
    """Do the words at the end of this text say that the day behind it is a deadline?"""
    return _announces(before) is not None


def _announces(before: str) -> re.Match[str] | None:
    return cues.just_before("item", "due", _AFTER_DUE).search(before)


def _acronym(text: str) -> tuple[int, int] | None:
    match = ITEM.match(text)
    if not match or _is_label(match["acronym"]) or not _NAME.fullmatch(match["acronym"]):
        return None
    named = _SHOUTED.search(match["acronym"]) or is_funding(match["what"])
    return match.span("acronym") if named else None


def _is_label(name: str) -> bool:
    return labels.is_known(name) or cues.just_after("item", "label").match(name) is not None


def _what_begins(text: str, acronym: tuple[int, int] | None) -> int:
    if acronym:
        match = ITEM.match(text)
        return match.start("what") if match else acronym[1]
    marker = re.match(r"\s*(?:[-•*–▪◦]\s+|\d+[.)]\s+)?", text)
    return marker.end() if marker else 0


def _what_ends(text: str, begin: int, due: tuple[FoundDate, ...]) -> int:
    """Before the words that announce the deadline, punctuation left out; the whole text where the deadline leads."""
    cue = _announces(text[: due[0].span[0]])
    end = cue.start() if cue and cue.start() > begin else len(text)
    return begin + len(text[begin:end].rstrip(" ;,.:(–—-\n"))

"""Whether a list item, a paragraph or a table row states a funding call by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest import labels
from ingest.calls import cues
from ingest.calls.dates import FoundDate, YearHint, find_dates
from ingest.calls.day_roles import Role, cue_of_day, roles
from ingest.hours import without_hours

ITEM = re.compile(
    r"\s*(?:[-•*–▪◦]\s+|\d+[.)]\s+)?(?P<acronym>[^\W_][^:;,\n]{0,39}?)(?:\s*:\s+|\s+[–—-]\s+)(?P<what>\S.+)", re.DOTALL
)
_NAME = re.compile(r"[^\W\d_a-z]*[A-Z0-9À-Þ][\w.&+'’-]*(?: [A-Z0-9À-Þ&][\w.&+'’-]*){0,3}")
_SHOUTED = re.compile(r"[A-Z]{2}|[a-z][A-Z]|[A-Z]-[A-Z]")
# Between two days of one deadline; what stood before the hour of the first is left.
JOINS = re.compile(r"\s*\(?(?:at|by|um|à|alle|a las|o)?\s*\)?\s*(?:,|;|/|and|und|et|y|e|i|&)+\s*", re.IGNORECASE)
_AFTER_DUE = r"\b[^\d\n]{0,25}"  # between the words that announce a deadline and its day
_COUNTED = re.compile(
    r"[;,.(–—]\s*(?:with )?(?:two|three|four|several|multiple|\d)\s*$", re.IGNORECASE
)  # "; two cut-offs:"
_MONTH = 31  # days; a whole year is no deadline
_WORD = re.compile(r"[^\W\d_]{2,}")
_LONGEST = 600  # characters of an item without a name
LEAP_YEAR = 2000  # any year will do to see that a day is meant


@dataclass(frozen=True, slots=True)
class ListedItem:
    """A one-line call taken apart; spans are offsets in the text it was read from."""

    acronym: tuple[int, int] | None
    what: tuple[int, int]
    deadlines: tuple[FoundDate, ...]
    opens: FoundDate | None = None
    replaced: tuple[FoundDate, ...] = ()


def read_item(text: str, year: YearHint = LEAP_YEAR) -> ListedItem | None:
    """The parts of an item such as "ACRONYM: what; deadline D Month YYYY", or None where it states no call."""
    first = text.split("\n", 1)[0] if len(text) > 1200 else text
    due, opens, replaced = _days(first, year)
    if not due or is_event(first):
        return None
    acronym = _acronym(first)
    if acronym is None and not _is_plainly_funding(first):
        return None
    begin = _what_begins(first, acronym)
    ends = min((*filter(None, (opens,)), *due, *replaced), key=lambda day: day.span)
    return ListedItem(acronym, (begin, _what_ends(first, begin, ends)), due, opens, replaced)


def _is_plainly_funding(text: str) -> bool:
    """Without a name, the first line itself must speak of funding; a lead-in to something else does not count."""
    line = text.split("\n", 1)[0]
    return len(line) <= _LONGEST and not line.rstrip().endswith(":") and is_funding(line)


def _days(text: str, year: YearHint) -> tuple[tuple[FoundDate, ...], FoundDate | None, tuple[FoundDate, ...]]:
    """The days on which a call closes, with those joined to such a day; that of opening; and those on which the call
    was once to close.

    What is valid or runs "until" a day says nothing of the call where other words tell when that closes.
    """
    days = [day for day in find_dates(text, year_hint=year) if (day.end - day.start).days <= _MONTH]
    told = list(zip(days, roles(text, days), strict=True))
    is_told = any(role == "closes" for _, role in told)
    due: list[FoundDate] = []
    for day, role in ((day, role) for day, role in told if role in ("closes", None)):
        before = without_hours(text[due[-1].span[1] if due else 0 : day.span[0]])
        announced = role == "closes" if is_told else _announces(before)
        if announced or (due and JOINS.fullmatch(before)):
            due.append(day)
    return tuple(due), next(_of(told, "opens"), None), tuple(_of(told, "replaced"))


def _of(told: Iterable[tuple[FoundDate, Role | None]], wanted: Role) -> Iterator[FoundDate]:
    return (day for day, role in told if role == wanted)


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


def _what_ends(text: str, begin: int, day: FoundDate) -> int:
    """Before the words that announce the first day, punctuation left out; the whole text where the day leads.

    A lone word ("Please apply by …") says nothing before it, but for one behind a name ("AQUA: vouchers; …").
    """
    before = text[: day.span[0]]
    cue = _announces(before) or cue_of_day(before)
    least = 1 if text[:begin].rstrip().endswith((":", "-", "–", "—")) else 2
    end = cue.start() if cue and len(_WORD.findall(text, begin, cue.start())) >= least else len(text)
    return begin + len(_COUNTED.sub("", text[begin:end]).rstrip(" ;,.:(–—-\n"))

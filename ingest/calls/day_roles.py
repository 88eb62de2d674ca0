"""What the words beside a day say of it: a call closes or opens then, once was to close then, or it is none of its."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import Literal

from ingest.calls import cues
from ingest.calls.dates import FoundDate
from ingest.calls.evidence import Finds, Region
from ingest.hours import without_hours

REPLACED = "deadline_replaced"
Role = Literal["closes", "opens", "replaced", "other"]

_CUES: dict[str, Role] = {
    "other": "other", "replaced": "replaced", "opens": "opens", "replacing": "closes", "closes": "closes",
}  # fmt: skip
_APART = re.compile(r"\n|(?<=[^\W\d]{2})[.!?]\s+(?=[^\W\d_a-zß-ÿ])")  # lines and sentences
_IN_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_WORDS_FOLLOW = re.compile(r"(?:,?\s*\d{1,2}[:.h]\d\d[^\W\d]*(?:\s[A-Z]{2,4})?)?\s*(?:[:–—|-]|\s-)\s*[^\W\d]")
_PASSED_OVER = 200  # characters in front of a day that is passed over
_NEAR = 45  # characters between a cue and the day that it tells of
_JOINED = re.compile(rf"\W*(?:\b(?:{cues.CONJUNCTIONS}|the|den|le|el|il)\b\W*)*", re.IGNORECASE)


def roles(text: str, days: Sequence[FoundDate]) -> list[Role | None]:
    """The role of each day by the nearest words that tell it, those in brackets behind it first; None where none do.

    A day joined to another has its role, the second day of a window closes it, and a day that another one replaces
    closes nothing any more. In a line that begins with a day, as those of a timetable do, the words follow the days.
    """
    found: list[Role | None] = []
    befores = _befores(text, days)
    for at, before in enumerate(befores):
        *apart, own = _APART.split(before)
        previous = found[-1] if found and not apart else None
        if previous == "closes" and cues.anywhere("day", "replacing").search(own):
            found[-1] = "replaced"
        role = _told(_behind(text, days, at)) or _told_of_timetable(text, days, at) or _by_words_before(own, previous)
        found.append("opens" if role == "closes" and _begins_window(own, befores[at + 1 : at + 2]) else role)
    return found


def _by_words_before(own: str, previous: Role | None) -> Role | None:
    if cues.just_before("day", "after").search(own):
        return "other"
    return _told(own) or _after(previous, own)


def _told_of_timetable(text: str, days: Sequence[FoundDate], at: int) -> Role | None:
    """By the words behind a day, where its line begins with a day that a dash or colon parts from its words."""
    line = text.rfind("\n", 0, days[at].span[0]) + 1
    first = days[bisect_left(days, line, key=lambda day: day.span[0])]
    if text[line : first.span[0]].strip(" -•*–|") or not _WORDS_FOLLOW.match(text, first.span[1]):
        return None
    end = days[at + 1].span[0] if at + 1 < len(days) else len(text)
    return _told(text[days[at].span[1] : end].split("\n")[0][:_NEAR])


def replaced(region: Region, days: Sequence[FoundDate], told: Sequence[Role | None], finds: Finds) -> None:
    """Note the days on which the call closes no more, so that another source that still gives one is not believed."""
    for day, role in zip(days, told, strict=True):
        if role == "replaced" and day.is_day:
            finds.add(REPLACED, day.end.isoformat(), region, *day.span)


def _after(previous: Role | None, between: str) -> Role | None:
    """The role of a day that only the one before it tells of."""
    ends = cues.just_before("day", "until").search(between) is not None
    if ends and previous in ("opens", "replaced"):
        return "closes"
    return previous if ends or _JOINED.fullmatch(between) else None


def _begins_window(own: str, following: Sequence[str]) -> bool:
    """Does "from" stand before the day, and "to" between it and the next?"""
    if not following or not cues.just_before("day", "since").search(own):
        return False
    return cues.trailing("day", "until").fullmatch(following[0].lstrip()) is not None


def _befores(text: str, days: Sequence[FoundDate]) -> list[str]:
    """What stands between each day and the one before it, without hours and without that one's brackets.

    A day that others come after ("cut-offs after 8 July: 2 September") is passed over.
    """
    found: list[str] = []
    for at, day in enumerate(days):
        end = days[at - 1].span[1] + len(_behind(text, days, at - 1)) if at else 0
        between = without_hours(text[end : day.span[0]])
        is_passed_over = bool(found) and cues.just_before("day", "after").search(found[-1]) is not None
        found.append(found[-1][-_PASSED_OVER:] + between if is_passed_over else between)
    return found


def _behind(text: str, days: Sequence[FoundDate], at: int) -> str:
    """The words in brackets behind a day, unless they hold another day and are that one's."""
    behind = _IN_BRACKETS.match(text, days[at].span[1])
    if not behind or (at + 1 < len(days) and days[at + 1].span[0] < behind.end()):
        return ""
    return behind[0]


def _told(words: str) -> Role | None:
    """By the last cue, where it is near the day; at one place the group that stands first in ``_CUES`` is read."""
    cue = cue_of_day(words)
    return _CUES[cue.lastgroup or ""] if cue else None


def cue_of_day(before: str) -> re.Match[str] | None:
    """The last cue of a text that a day follows, if it is near that day; what else happens may be told further off."""
    last = next(reversed(list(_cues().finditer(before))), None)
    is_near = last and (last.lastgroup == "other" or len(before) - last.end() <= _NEAR)
    return last if is_near else None


@cache
def _cues() -> re.Pattern[str]:
    goes_on = r"(?!\s+(?:until|till|to|for|fino|hasta|jusqu\w*|bis|do)\b)"  # "open until" closes
    groups = (rf"(?P<{name}>{cues.either('day', name)}){goes_on if name == 'opens' else ''}" for name in _CUES)
    return re.compile(rf"(?:(?<!\w)|(?=[,;(]))(?:{'|'.join(groups)})(?!\w)", re.IGNORECASE)

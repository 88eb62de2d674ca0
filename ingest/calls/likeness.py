"""How alike the calls of two sources are: by topic identifier, else by acronym, title and deadline together."""

from __future__ import annotations

import re
from datetime import date

from ingest.calls.corrections import is_correction
from ingest.calls.day_roles import REPLACED
from ingest.calls.identifiers import slug
from vectorstore.records import Call

CERTAIN = 200.0
_SAME_TITLE = 90.0  # of 100
_SIMILAR = 65.0  # of 100: title and summary of one call told twice
_SAME_DAY = 50.0  # what a deadline in common adds
_NEAR = 100  # days that an extension moves a deadline by, and the next round of a yearly call does not
_TELLING = 4  # words of a title that names a call even where no deadline does
_SAME_WORD = 85.0  # of 100: a word spelt otherwise
_WORD = re.compile(r"\w+")
_NAME = re.compile(r"(?<![\w-])(?=\w*[A-Z]\w*[A-Z])\w{3,}(?![\w-])")  # AQUAVOUCH, CirInWater


def contradict(one: Call, other: Call) -> bool:
    """Calls with two identifiers, or two calls of one document, are different whatever they are like."""
    if one.topic_id and other.topic_id:
        return one.topic_id.lower() != other.topic_id.lower()
    return one.document_id == other.document_id and not _told_twice(one, other)


def _told_twice(one: Call, other: Call) -> bool:
    return one.call_id == other.call_id and days_of(one) == days_of(other)


def likeness(one: Call, other: Call) -> float:
    """0 for two calls; else the surer the higher that they are one."""
    if contradict(one, other) or _numbers_differ(one.title, other.title):
        return CERTAIN if _share_topic(one, other) else 0.0
    if _share_topic(one, other) or one.document_id == other.document_id:
        return CERTAIN
    together = _days_apart(one, other)
    if together is not None and together > _NEAR:
        return 0.0
    return _by_name(one, other, together) if _share_name(one, other) else _by_title(one, other, together)


def names(call: Call) -> frozenset[str]:
    """The acronym, or what stands like one in the title of a call that gives none."""
    return frozenset(map(slug, [call.acronym] if call.acronym else _NAME.findall(call.title)))


def _share_name(one: Call, other: Call) -> bool:
    """By an acronym that at least one source gives as such: a capitalised word of two titles may be a programme's."""
    return bool(one.acronym or other.acronym) and not names(one).isdisjoint(names(other))


def _share_topic(one: Call, other: Call) -> bool:
    return bool(one.topic_id and other.topic_id and one.topic_id.lower() == other.topic_id.lower())


def _by_name(one: Call, other: Call, together: int | None) -> float:
    from rapidfuzz.fuzz import token_set_ratio

    same_day = _SAME_DAY if together == 0 else 0.0
    title = token_set_ratio(one.title.lower(), other.title.lower())
    if title >= _SAME_TITLE:
        return title + same_day
    subject = token_set_ratio(_subject(one), _subject(other))
    alike = subject >= _SIMILAR or bool(set(one.support) & set(other.support)) or any(map(is_correction, (one, other)))
    return subject + same_day if same_day and alike else 0.0


def _by_title(one: Call, other: Call, together: int | None) -> float:
    """Without a name in common only a title that differs by nothing but additions or spelling tells."""
    if one.acronym and other.acronym:
        return 0.0
    mine, theirs = _words(one.title), _words(other.title)
    if together != 0 and min(len(mine), len(theirs)) < _TELLING:
        return 0.0
    title = _title_likeness(mine, theirs)
    return title + (_SAME_DAY if together == 0 else 0.0) if title >= _SAME_TITLE else 0.0


def _title_likeness(mine: frozenset[str], theirs: frozenset[str]) -> float:
    """The share of words in common; 0 where each title has a word that the other has not ("Malta", "Slovenia")."""
    from rapidfuzz.fuzz import ratio

    only_mine = [word for word in mine - theirs if not any(ratio(word, w) >= _SAME_WORD for w in theirs - mine)]
    only_theirs = [word for word in theirs - mine if not any(ratio(word, w) >= _SAME_WORD for w in mine - theirs)]
    if only_mine and only_theirs:
        return 0.0
    return 100.0 * (1 - (len(only_mine) + len(only_theirs)) / max(1, len(mine), len(theirs)))


def _numbers_differ(one: str, other: str) -> bool:
    """Both titles count (Call 2 and Call 3, 2026 and 2027), and not the same."""
    mine, theirs = ({word for word in _words(title) if word.isdecimal()} for title in (one, other))
    return not (mine <= theirs or theirs <= mine)


def _days_apart(one: Call, other: Call) -> int | None:
    """Between the nearest deadlines of the two; None where one of them gives none."""
    days = [abs((a - b).days) for a in days_of(one) for b in days_of(other)]
    return min(days, default=None)


def days_of(call: Call) -> tuple[date, ...]:
    """Of its deadlines, and those from which they were moved: another source may still give these."""
    moved = (date.fromisoformat(e.value) for e in call.evidence if e.field == REPLACED)
    return (*(deadline.date for deadline in call.deadlines), *moved)


def _words(title: str) -> frozenset[str]:
    return frozenset(_WORD.findall(title.casefold()))


def _subject(call: Call) -> str:
    return f"{call.title} {call.summary}".lower()

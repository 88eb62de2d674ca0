"""Where applicants must be established, as far as words of eligibility say so: no market, nor where a mission goes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import zip_longest

from ingest.calls import cues
from ingest.taxonomy import Mention

_LONGEST = 600  # characters of a sentence
_SENTENCE = re.compile(r"[.!?;](?:\s|$)|\n")
_AND_A_NAME = re.compile(rf"\s*(?:,|/|&|\b(?:{cues.CONJUNCTIONS})\b)[^.;:,()\n]{{0,40}}?\b[^\W\d_a-zß-ÿ]")


def seats(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions of countries in which a text says that all applicants are to be established.

    None where it opens to countries that it does not name; who is ruled out wrongly never hears of the call.
    """
    countries = sorted((m for m in mentions if m.kind == "country"), key=lambda m: m.start)
    if not countries or cues.anywhere("seat", "elsewhere").search(text):
        return []
    found: list[Mention] = []
    for mention in countries:
        follows = bool(found) and _listed().fullmatch(text[found[-1].end : mention.start]) is not None
        if follows or _is_seat(text, mention):
            found.append(mention)
    is_open = any(_is_joined_to_others(text, *pair) for pair in zip_longest(found, found[1:]))
    return [] if is_open else found


def _is_seat(text: str, mention: Mention) -> bool:
    """Do the words around a country say so of all applicants: not of one in a team, of some, or who may not apply?"""
    start, end = _sentence(text, mention)
    before = text[start : mention.start]
    return bool(
        (_seated().search(before) or (_based().match(text, mention.end) and not _met().search(before)))
        and not cues.anywhere("seat", "not_all").search(text, start, end)
        and not cues.anywhere("seat", "some").search(text, start, mention.start)
    )


def _is_joined_to_others(text: str, mention: Mention, follower: Mention | None) -> bool:
    """Is a name that is no country known here joined to a country ("Norway and the EEA")?"""
    joined = _AND_A_NAME.match(text, mention.end)
    return joined is not None and (follower is None or follower.start >= joined.end())


def _sentence(text: str, mention: Mention) -> tuple[int, int]:
    first = max(0, mention.start - _LONGEST)
    start = max((m.end() for m in _SENTENCE.finditer(text, first, mention.start)), default=first)
    last = min(len(text), mention.end + _LONGEST)
    end = _SENTENCE.search(text, mention.end, last)
    return start, end.start() if end else last


@cache
def _seated() -> re.Pattern[str]:
    """A text that ends with words such as "for small and medium-sized enterprises established in the"."""
    opening = rf"(?:(?:^|[:(•–-])\s*|\b(?:{_any('opening')})\s+)"
    words = rf"(?:(?!(?:{_any('met')})\b)[\w'’-]+[\s,/&]+){{0,5}}?"
    businesses, applicants = (rf"{words}(?:{names})\b" for names in (_any("businesses"), _applicants()))
    between = rf"(?:\s*\([^()]{{1,40}}\)|\s*\b(?:{_any('between')})\b)*"
    established = rf"(?:{applicants}{between}\s+)?(?:{_any('established')})\s+(?:{_any('within')})"
    from_there = rf"{applicants}\s+(?:{_any('from')})|{businesses}\s+(?:{_any('within')})"
    return _compiled(rf"{opening}(?:{established}|{from_there}){_ARTICLES}\s*$")


@cache
def _based() -> re.Pattern[str]:
    return _compiled(rf"\s*-based\b|[- ]registered\s+(?:\w+ ){{0,2}}?(?:{_applicants()})\b")


@cache
def _met() -> re.Pattern[str]:
    return _compiled(rf"\b(?:{_any('met')})\s+(?:[\w-]+\s+){{0,2}}$")


@cache
def _listed() -> re.Pattern[str]:
    """What stands between two countries of one list."""
    return _compiled(rf"(?:[,;/&\s]|\b(?:{cues.CONJUNCTIONS}|{_any('within')})\b{_ARTICLES})*")


_ARTICLES = r"(?:\s*\b(?:the|an?|one of|any|either|countries of|la|le|les|el|der|dem|den)\b)*"


def _applicants() -> str:
    return f"{_any('businesses')}|{_any('others')}"


def _any(name: str) -> str:
    return cues.either("seat", name)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)

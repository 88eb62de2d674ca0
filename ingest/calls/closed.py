"""Where a source says that a call is closed, whatever its days: used up, cancelled, listed below "Closed calls"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from ingest.calls import cues
from vectorstore.records import Passage, SourceStatus

_BEGINS = r"(?:^|[.!?;:–(]\s|\()\s*[*_]*"
_ENDS = r"[*_]*\s*(?:$|[.!;)–]|\s(?:because|since|as|due|early)\b|,\s*(?:the )?(?:budget|all)\b)"


def is_closed(word: str) -> bool:
    """Does a cell of status begin with a word for it?"""
    return cues.just_after("status", "closed").match(word) is not None


def told_closed(passages: Iterable[Passage]) -> SourceStatus | None:
    """``closed`` where the passages of a call, or a heading above them, say so of it; else nothing."""
    return "closed" if any(_says(passage) for passage in passages) else None


def _says(passage: Passage) -> bool:
    above = any(cues.just_after("status", "headings").match(heading) for heading in passage.heading_path)
    return above or _stated().search(passage.text) is not None


@cache
def _stated() -> re.Pattern[str]:
    """A sentence, an item's clause or words in brackets at its end; one of several rounds in a list is not the call."""
    closed = cues.either("status", "closed")
    whole = rf"{_BEGINS}(?:{cues.either('status', 'subject')})\s+(?:{closed}){_ENDS}"
    reason = r"(?:[,;:–-]|\s(?:early|because|since|as|due)\b)[^()\d]*"
    brackets = rf"\((?:now |already )?(?:{closed})(?:{reason})?\)\W*$"
    clause = rf"(?:^|;)[ \t]*[*_]*(?:call )?(?:{closed})[*_]*[ \t]*(?:$|[.;])|{brackets}"
    return re.compile(rf"{whole}|{clause}", re.IGNORECASE | re.MULTILINE)

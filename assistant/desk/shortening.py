"""An answer in shorter and shorter versions, so that the first which fits can be pasted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answers import Answer, Statement
from assistant.desk.briefs import briefs
from assistant.desk.cleaning import clean, one_line
from prompts import messages

MOST_PARTS = 2
# So long a text does not stand in another one by chance.
TELLING = 40
_MARKER = re.compile(r"\s*\[\d+\]")
_MARKUP = re.compile(r"(?m)^\s*(?:#{1,6}|>|[-*•])\s+|!?\[(?=[^\]]*\]\()|\]\([^)]*\)|[*_`]{2,}|`")
_LEAD = re.compile(r"^\d+ \w+ [^:;]*\.$")
_ENDS = (".", "!", "?", ":", ";", "…")


@dataclass(frozen=True, slots=True)
class Version:
    """A text, the statements that it is made of, and the parts that it may take at most."""

    text: str
    statements: tuple[Statement, ...]
    parts: int


def versions(answer: Answer) -> Iterator[Version]:
    """The whole answer; where it lists calls, their names and dates; then less and less of either, which it says."""
    statements, language = _statements(answer), answer.language
    if not statements:
        return
    whole = Version(_told(statements, language), statements, 1)
    lists = _lists(answer, statements)
    yield whole
    if len(lists) != 1:  # why a call is recommended is worth a second part; a list is not
        yield replace(whole, parts=MOST_PARTS)
    for items in lists:
        yield from _listings(statements, items, language)
    for kept in range(len(statements) - 1, 0, -1):
        text = f"{_told(statements[:kept], language)} {messages(language)('desk_more')}"
        yield Version(clean(text), statements[:kept], 1)


def _lists(answer: Answer, statements: Sequence[Statement]) -> list[list[str]]:
    """Where the first statement only leads in to several calls: their names and dates.

    Before that, where they are recommended, the same with all that is said of the best.
    """
    leads = len(statements) > 1 and bool(answer.calls) and not statements[0].citations
    brief = briefs(answer) if leads else []
    if len(brief) < 2:
        return []
    best = plain(statements[1].text).rstrip(" .")
    return [brief] if answer.calls[0].verdict is None else [[best, *brief[1:]], brief]


def _listings(statements: tuple[Statement, ...], items: Sequence[str], language: str) -> Iterator[Version]:
    """All items in one part or two, else as many as one part holds; what ends in no citation says there are more."""
    for parts in range(1, MOST_PARTS + 1):
        is_whole = bool(statements[-1].citations)
        yield Version(_listing(statements[0], items, is_whole, language), statements, parts)
    for kept in range(len(items) - 1, 0, -1):
        yield Version(_listing(statements[0], items[:kept], False, language), statements[: kept + 1], 1)


def _listing(lead: Statement, items: Sequence[str], is_whole: bool, language: str) -> str:
    others = [] if is_whole else [messages(language)("desk_others")]
    return clean(f"{_opening(plain(lead.text), language)} {'; '.join([*items, *others])}.")


def plain(text: str) -> str:
    """A statement without markers and markup, in one line; what stood on lines of its own is kept apart."""
    lines = [one_line(line) for line in clean(_MARKUP.sub("", _MARKER.sub("", text))).split("\n")]
    return _run_on([line for line in lines if line])


def _statements(answer: Answer) -> tuple[Statement, ...]:
    """Each that says something new, without the remark that quotes stay in their language."""
    remark = messages(answer.language)("quoted_as_is")
    kept: dict[str, Statement] = {}
    for statement in answer.statements:
        text = plain(statement.text)
        if statement.text != remark and not any(_says(before, text) for before in kept):
            kept[text] = statement
    return tuple(kept.values())


def _says(before: str, text: str) -> bool:
    """Is it said already, perhaps under another heading?"""
    said = text.rpartition(": ")[2].rstrip(" .;")
    return text == before or (len(said) > TELLING and said in before)


def _told(statements: Sequence[Statement], language: str) -> str:
    """One text: a lead-in opens the first sentence, bare list items become one sentence."""
    lead, *rest = [plain(statement.text) for statement in statements]
    opening = _opening(lead, language) if rest and (lead.endswith(":") or _LEAD.search(lead)) else lead
    return clean(_ended(_run_on([opening, *rest])))


def _opening(lead: str, language: str) -> str:
    return lead.rstrip(" .:") + (" :" if language == "fr" else ":")


def _run_on(items: Sequence[str]) -> str:
    """Sentences after a space, what ends in no stop after a semicolon."""
    text = ""
    for item in items:
        text += item if not text else f" {item}" if text.endswith(_ENDS) else f"; {item}"
    return text


def _ended(text: str) -> str:
    return text if text.endswith(_ENDS) else f"{text}."

"""Where in a passage a sentence, a line or a list item stands: offsets only, the words stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from assistant.drafts import Quote
from vectorstore.records import Passage

_LINE = re.compile(r"[^\n]+")
_ITEM = re.compile(r"\s*[-*•–]\s+")
_NUMBER = re.compile(r"\s*\d{1,2}[.)]\s")
_HOUR = re.compile(r"\d{1,2}[:.]\d{2}\b")
_MARKER = re.compile(r"\s*(?:[-*•–]\s+|\d+[.)]\s+)?")
_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]?[A-ZÀ-ÖØ-Þ0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|eg|ie|etc|incl|cf|No|Nr|Art|approx|Mr|Mrs|Ms|Dr|Prof|vs|St|resp|ca|max|min|p|pp)\.|\b[A-Z]\.)\s*$"
)

Span = tuple[int, int]


def lines(text: str) -> Iterator[Span]:
    """The lines of a passage without their list markers and outer blanks."""
    for match in _LINE.finditer(text):
        marker = _MARKER.match(match.group())
        start = match.start() + (marker.end() if marker else 0)
        end = match.start() + len(match.group().rstrip())
        if start < end:
            yield start, end


def lines_within(text: str, span: Span) -> list[Span]:
    """The lines that stand wholly in a span."""
    return [line for line in lines(text) if span[0] <= line[0] and line[1] <= span[1]]


def sentences(text: str) -> list[Span]:
    """The sentences of a passage; a line break always ends one."""
    found: list[Span] = []
    for start, end in lines(text):
        found.extend(_sentences_of_line(text, start, end))
    return found


def _sentences_of_line(text: str, start: int, end: int) -> Iterator[Span]:
    begin = start
    for stop in _END.finditer(text, start, end):
        if not _ABBREVIATION.search(text, begin, stop.start()):
            yield begin, stop.start()
            begin = stop.end()
    if begin < end:
        yield begin, end


def line_around(text: str, start: int, end: int) -> Span:
    """The whole line or lines in which a span stands, without the list marker."""
    touched = [span for span in lines(text) if span[0] < end and start < span[1]]
    return (touched[0][0], touched[-1][1]) if touched else (start, end)


def sentence_around(text: str, start: int, end: int) -> Span:
    """The sentence or sentences in which a span stands."""
    touched = [span for span in sentences(text) if span[0] < end and start < span[1]]
    return (touched[0][0], touched[-1][1]) if touched else (start, end)


def with_items(text: str, span: Span) -> Span:
    """A line that leads into a list, with the items below it; any other span as it is."""
    return with_nested(text, span) if text[: span[1]].rstrip().endswith(":") else span


def with_nested(text: str, span: Span) -> Span:
    """A line with the items below it that are indented more."""
    end, depth = span[1], _depth(text, span[0])
    for match in _LINE.finditer(text, span[1]):
        if _depth(text, match.start()) <= depth and not (depth < 0 and _ITEM.match(match.group())):
            break
        end = match.start() + len(match.group().rstrip())
    return span[0], end


def with_point(text: str, span: Span) -> Span:
    """A line of a programme that begins with its hour, with what stands below it up to the next; any other as it is."""
    if not _HOUR.match(text[slice(*span)]):
        return span
    below = [line for line in lines(text) if line[0] >= span[1]]
    own = list(takewhile(lambda line: not _HOUR.match(text[slice(*line)]), below))
    return (span[0], own[-1][1]) if own else span


def _depth(text: str, at: int) -> int:
    """How far the line around a place is indented; -1 for a line that is no list item."""
    begin = text.rfind("\n", 0, at + 1) + 1
    end = text.find("\n", begin)
    line = text[begin : end if end >= 0 else None]
    return len(line) - len(line.lstrip()) if _ITEM.match(line) or _NUMBER.match(line) else -1


def is_item(text: str, at: int) -> bool:
    """Is the line around a place a list item?"""
    return _depth(text, at) >= 0


def is_numbered(text: str, at: int) -> bool:
    """Does the line around a place begin with a number and a full stop or bracket?"""
    return _NUMBER.match(text, text.rfind("\n", 0, at + 1) + 1) is not None


def leading(text: str, at: int) -> list[Span]:
    """The lines above a place that it stands under: items less indented, and the first line where it leads in."""
    above: list[Span] = []
    depth = _depth(text, at)
    for line in reversed([line for line in lines(text) if line[1] <= at]):
        if _depth(text, line[0]) < depth and (_depth(text, line[0]) >= 0 or text[: line[1]].endswith(":")):
            above.append(line)
            depth = _depth(text, line[0])
    if depth < 0:
        above.extend(_numbered_above(text, at))
    first = next(lines(text), (0, 0))
    if first not in above and first[1] <= at and text[: first[1]].endswith(":"):
        above.append(first)
    return above[::-1]


def _numbered_above(text: str, at: int) -> list[Span]:
    """The numbered line under which a plain line stands, as a speaker under a point of the agenda."""
    before = [line for line in lines(text) if line[1] <= at]
    return next(([line] for line in reversed(before) if is_numbered(text, line[0])), [])


def quote(passage: Passage, span: Span) -> Quote:
    """A span of a passage as a quote."""
    return Quote(passage.passage_id, *span)


def is_list(passage: Passage) -> bool:
    """Is a passage a list, or several lines of which at least one is a list item?"""
    found = passage.text.splitlines()
    return passage.kind == "list" or (len(found) > 1 and any(_ITEM.match(line) for line in found))

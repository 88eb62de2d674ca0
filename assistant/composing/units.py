"""The smallest parts of a passage that can answer: a sentence, a list item, a name with its role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, takewhile

from assistant.composing.quoting import Span, is_item, is_numbered, leading, lines, sentences, with_items, with_point
from assistant.words import CAPITALS
from vectorstore.records import Passage

_SHORT = 120  # characters; longer lines are sentences of their own and no pair of name and role
_REMEMBERED = 2048  # passages that answers come back to
_MOST_TITLES = 4  # lines
_LABELLED = re.compile(r"[^:\n]{2,40}:\s+\S")
_NAME_ALONE = re.compile(rf"(?:(?:[{CAPITALS}][\w'’.-]+|[a-z]{{1,3}}) ){{1,4}}[{CAPITALS}][\w'’-]+")


@dataclass(frozen=True, slots=True)
class Unit:
    """A span of a passage, and what says what it is about, the nearest last: title, headings, lead-ins, lines before.

    ``above`` are the lead-ins alone, which count what their items are: "open issues: 54 to be discussed".
    """

    passage: Passage
    span: Span
    around: str
    above: str = ""

    @property
    def text(self) -> str:
        return self.passage.text[slice(*self.span)]


@lru_cache(_REMEMBERED)
def units(passage: Passage, title: str) -> tuple[Unit, ...]:
    """Every sentence and item; a lead-in with its items; and two short lines in a row that are no items."""
    return tuple(_units(passage, title))


def _units(passage: Passage, title: str) -> Iterator[Unit]:
    around = " \n".join((title, *passage.heading_path))
    if passage.kind == "row":
        yield from _rows(passage, around)
        return
    for span in _spans(passage.text):
        above = " \n".join(passage.text[slice(*line)] for line in leading(passage.text, span[0]))
        before = (_entitling(passage.text, span), _before(passage.text, span))
        yield Unit(passage, span, " \n".join((around, above, *before)), above)


def _entitling(text: str, span: Span) -> str:
    """The lines that a block of labels begins with: "Minutes of the assembly" above "Chair: …"."""
    if is_item(text, span[0]) or is_numbered(text, span[0]) or not _LABELLED.match(text[slice(*span)]):
        return ""
    return " ".join(takewhile(lambda line: not _LABELLED.match(line), text[: span[0]].splitlines()[:_MOST_TITLES]))


def _before(text: str, span: Span) -> str:
    """The first sentence of the same line, which names the topic, and the one before, which pronouns refer to."""
    begin = text.rfind("\n", 0, span[0] + 1) + 1
    earlier = sentences(text[begin : span[0]])
    named = dict.fromkeys((*earlier[:1], *earlier[-1:]))
    return " ".join(text[begin:][slice(*sentence)] for sentence in named)


def _rows(passage: Passage, around: str) -> Iterator[Unit]:
    """Every record of a table, and every cell with its record around it."""
    found = records(passage.text)
    yield from (Unit(passage, record, around) for record in found)
    if len(found) == 1:
        whole = f"{around} \n{passage.text[slice(*found[0])]}"
        yield from (Unit(passage, cell, whole) for cell in lines(passage.text))


def records(text: str) -> list[Span]:
    """The records of a table's text; one begins where the first label recurs."""
    cells = list(lines(text))
    labels = [text[slice(*cell)].split(":")[0] for cell in cells]
    starts = [at for at, label in enumerate(labels) if label == labels[0]]
    return [(cells[start][0], cells[end - 1][1]) for start, end in pairwise((*starts, len(cells)))]


def _spans(text: str) -> Iterator[Span]:
    yield from (with_items(text, span) for span in sentences(text))
    found = list(lines(text))
    yield from (point for line in found if (point := with_point(text, line)) != line)
    for first, second in pairwise(found):
        plain = _is_plain(text, first) and _is_plain(text, second) and not is_numbered(text, second[0])
        labelled = text[: first[1]].endswith(":") and _is_short(second) and not is_item(text, second[0])
        if labelled and _is_short(first):
            yield first[0], second[1]
        records = "," in text[slice(*first)] and "," in text[slice(*second)]  # two people, each with a role
        if (
            plain and not records and not _NAME_ALONE.fullmatch(text[slice(*second)])
        ):  # a name belongs to the line below it
            yield first[0], second[1]


def _is_short(span: Span) -> bool:
    return span[1] - span[0] < _SHORT


def _is_plain(text: str, span: Span) -> bool:
    return _is_short(span) and not is_item(text, span[0]) and not text[: span[1]].endswith(":")

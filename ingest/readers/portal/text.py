"""Texts of the portal whose HTML was stripped and whose line breaks went with it: the breaks put back.

Only breaks are inserted; no word is changed. "outcomes:environment" and "scale;industrial" show where a list began
and went on, "design.Proposals" where a paragraph ended, "nullActivities" an empty paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.structure import Block

_HEADINGS = {
    "expected outcome": "Expected outcome",
    "expected outcomes": "Expected outcome",
    "outcome": "Expected outcome",
    "expected impact": "Expected impact",
    "expected impacts": "Expected impact",
    "impact": "Expected impact",
    "scope": "Scope",
    "objective": "Objective",
    "objectives": "Objective",
    "specific challenge": "Specific challenge",
    "background": "Background",
    "activities": "Activities",
    "cross-cutting priorities": "Cross-cutting priorities",
}
_HEADING = re.compile(
    r"(?:^|(?<=[.;:!?)\]”’\s\n])|(?<=[a-z]))"
    r"(Expected Outcomes?|Expected Impacts?|Scope|Objectives?|Specific Challenge|Cross-cutting Priorities|Background)"
    r"\s?:(?=\s?[“‘\"(\[]?[A-Z\n])"
)
_NULL = re.compile(r"(?<![A-Za-z])null(?=[A-Z])")
_BREAKS = re.compile(
    r"(?<=[.!?;:u\s])(?:"  # what stands before any of them: most places are passed at a glance
    r"(?<=[a-zà-ÿ]{3}[.!?])(?=[“‘\"(]?[A-Z]|[“‘])"  # design.Proposals
    r"|(?<=[a-zà-ÿ0-9)\]”’\"%][.!?])(?=[“‘\"(]?[A-Z][A-Za-z])"  # 2030.Proposals
    r"|(?<=[A-Z]{2}[.!?])(?=[A-Z][a-z])"  # DSO.Proposals
    r"|(?<=[\w)\]]\.)(?=(?:[Aa]s )?described in\b)"
    r"|(?<=[^\s\d];)(?=[^\W_])"  # scale;industrial
    r"|(?<=[a-zA-Z)\]]{2}:)(?=[A-Za-z“‘\"(])"  # outcomes:environment
    r"|(?<=\.eu)(?=[A-Z][a-z])"
    r"|(?<=\s)(?=[•▪‣]\s))"
)
_GLUED = re.compile(r"(?<![\w./-])(and|or|[a-z]{4,})(?=[A-Z][a-z]+\b)")  # "experimentsStandards", not "LifeWatch"
_NOTE = re.compile(r"\[(\d{1,3})\](?=\s)")
_NOTE_LINE = re.compile(r"\[\d{1,3}\]\s")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“‘])")
_BULLET = re.compile(r"[•▪‣]\s*")
_LEADS_IN = re.compile(r":\s*$")
_GOES_ON = re.compile(r"(?:;|;\s*(?:and|or|and/or),?)$")
_LONG_ITEM = 600  # characters; beyond them a part after a lead-in is a paragraph
_PARAGRAPH = re.compile(
    r"(?:Proposals?|Projects?|Applicants?|Actions?|This (?:topic|action|call)|The (?:proposals?|projects?|topic|action|"
    r"Commission|JU)|In (?:addition|order|line|this)|Activities are|Selected projects|Additionally|Furthermore|"
    r"Moreover|Where |When |For (?:the|this)|It is|If )\b"
)


def by_heading(text: str, first: str) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """The headings of a description with their blocks; ``first`` heads what stands before any of them."""
    text = _NULL.sub("\n", text)
    heading, start = first, 0
    for match in _HEADING.finditer(text):
        yield from _headed(heading, text[start : match.start()])
        heading, start = _HEADINGS[match[1].lower()], match.end()
    yield from _headed(heading, text[start:])


def _headed(heading: str, text: str) -> Iterator[tuple[str, tuple[Block, ...]]]:
    found = tuple(blocks(text))
    if found:
        yield heading, found


def blocks(text: str) -> Iterator[Block]:
    """Paragraphs and list items of a text without breaks."""
    in_list = False
    for part in lines(text):
        if _BULLET.match(part):
            in_list = True
            yield Block(_BULLET.sub("", part), "item")
        elif _LEADS_IN.search(part):
            in_list = True
            yield Block(part)
        elif _GOES_ON.search(part):
            in_list = True
            yield Block(part, "item")
        elif in_list and len(part) <= _LONG_ITEM and not _PARAGRAPH.match(part) and not _NOTE_LINE.match(part):
            item, rest = _last_item(part)
            yield Block(item, "item")
            in_list = not rest
            if rest:
                yield Block(rest)
        else:
            in_list = False
            yield Block(part)


def lines(text: str) -> list[str]:
    """The text cut where its breaks were."""
    text = _GLUED.sub(r"\1\n", _BREAKS.sub("\n", _with_notes_apart(_NULL.sub("\n", text))))
    return [line for line in (" ".join(part.split()) for part in text.split("\n")) if line and line != "null"]


def _with_notes_apart(text: str) -> str:
    """Footnotes stand at the end: the last "[3]" begins the note, the ones before it refer to it."""
    for number in {match[1] for match in _NOTE.finditer(text)}:
        last = text.rfind(f"[{number}]")
        if last != text.find(f"[{number}]") and _NOTE_LINE.match(text, last):
            text = f"{text[:last]}\n{text[last:]}"
    return text


def _last_item(part: str) -> tuple[str, str]:
    """The last item of a list runs on into the next paragraph: cut where that paragraph plainly begins."""
    for cut in _SENTENCE.finditer(part):
        if _PARAGRAPH.match(part, cut.end()):
            return part[: cut.start()], part[cut.end() :]
    return part, ""

"""Blocks of a section gathered into what belongs together: a list under its lead-in, a call, a row, prose."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.structure import Block
from vectorstore.records import PassageKind

IsCall = Callable[[str], bool]

_NUMBERED = re.compile(r"(?:\d+|[a-zA-Z]|[ivx]+)[.)]\s")
_SENTENCE_BEFORE = re.compile(r"(?<=[.!?])\s+(?=[^.!?]*:$)")
_FACT = re.compile(r"[^\W\d][^:\n]{0,30}:\s+\S")
_FACTS = 2  # facts below a name from which on they may make a call
_LONG_LEAD_IN = 200  # characters; only the last sentence of a longer paragraph leads in
_LEAD_IN_ENDS = (":", "…:")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a passage as it will stand there, marker included; ``depth`` 0 begins a new thought."""

    text: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that make one passage where they fit; ``lead_in`` stands above them and above every part of them.

    ``heads`` are words that head the group without being a line of it (the lead-in of a list of calls);
    with ``states_call`` its first passage is of kind "call", whatever the kind of the others.
    """

    kind: PassageKind
    lines: tuple[Line, ...]
    lead_in: str = ""
    heads: tuple[str, ...] = ()
    states_call: bool = False


def group(blocks: Sequence[Block], is_call: IsCall, *, one_call: bool = False) -> list[Group]:
    """The groups of one section in its order; where it is ``one_call`` as a whole, only rows may state others."""
    rows = {block.text for block in blocks if block.kind == "row"}
    return list(_groups(blocks, (lambda text: text in rows and is_call(text)) if one_call else is_call))


def first_states_call(groups: Sequence[Group]) -> list[Group]:
    """The groups of a section that is one call: the first with running text states it."""
    first = next((at for at, each in enumerate(groups) if each.kind not in ("row", "note")), 0)
    return [replace(each, states_call=True) if at == first else each for at, each in enumerate(groups)]


def _groups(blocks: Sequence[Block], is_call: IsCall) -> Iterator[Group]:
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if block.kind == "row":
            yield Group("row", _lines(block), states_call=is_call(block.text))
            at += 1
        elif block.kind == "note":
            end = _run(blocks, at, "note")
            yield Group("note", tuple(line for note in blocks[at:end] for line in _lines(note)))
            at = end
        elif block.kind == "item":
            end = _run(blocks, at, "item")
            yield from _list(blocks[at:end], "", is_call)
            at = end
        elif _leads_in(block) and at + 1 < len(blocks) and blocks[at + 1].kind == "item":
            before, lead_in = _split_lead_in(block.text)
            if before:
                yield Group("prose", (Line(before),))
            end = _run(blocks, at + 1, "item")
            yield from _list(blocks[at + 1 : end], lead_in, is_call)
            at = end
        else:
            end = _named_facts(blocks, at)
            if end - at > _FACTS and is_call("\n".join(each.text for each in blocks[at:end])):
                yield Group("prose", tuple(line for each in blocks[at:end] for line in _lines(each)), states_call=True)
                at = end
                continue
            yield Group("prose", _lines(block), states_call=is_call(block.text))
            at += 1


def _named_facts(blocks: Sequence[Block], start: int) -> int:
    """Where the lines "label: value" end that stand below a paragraph without one, as in a box of a slide."""
    end = start + 1
    while end < len(blocks) and blocks[end].kind == "paragraph" and _FACT.match(blocks[end].text):
        end += 1
    return end if not _FACT.match(blocks[start].text) else start + 1


def _run(blocks: Sequence[Block], start: int, kind: str) -> int:
    end = start
    while end < len(blocks) and blocks[end].kind == kind:
        end += 1
    return end


def _leads_in(block: Block) -> bool:
    return block.kind == "paragraph" and block.text.rstrip().endswith(_LEAD_IN_ENDS)


def _split_lead_in(text: str) -> tuple[str, str]:
    """A long paragraph that ends by leading in: what comes before its last sentence, and that sentence."""
    if len(text) <= _LONG_LEAD_IN:
        return "", text
    cut = _SENTENCE_BEFORE.search(text)
    return (text[: cut.start()], text[cut.end() :]) if cut else ("", text)


def _list(items: Sequence[Block], lead_in: str, is_call: IsCall) -> Iterator[Group]:
    """A list as one group; items that state a call leave it, each with the items below it."""
    families = [(family, is_call("\n".join(item.text for item in family))) for family in _families(items, is_call)]
    if not any(states for _, states in families):
        yield Group("list", tuple(line for item in items for line in _lines(item)), lead_in)
        return
    heads = (lead_in.rstrip(": "),) if lead_in else ()
    rest: list[Block] = []
    for family, states in families:
        if states:
            if rest:
                yield replace(_plain_list(rest), heads=heads)
            rest = []
            yield replace(_plain_list(family), heads=heads, states_call=True)
        else:
            rest.extend(family)
    if rest:
        yield replace(_plain_list(rest), heads=heads)


def _plain_list(items: Sequence[Block]) -> Group:
    return Group("list", tuple(line for item in items for line in _lines(item)))


def _families(items: Sequence[Block], is_call: IsCall) -> Iterator[list[Block]]:
    """Items cut before every call; a call keeps the deeper items that follow it."""
    family: list[Block] = []
    for item in items:
        deeper = bool(family) and item.level > family[0].level and not is_call(item.text)
        if family and not deeper:
            yield family
            family = []
        family.append(item)
    if family:
        yield family


def _lines(block: Block) -> tuple[Line, ...]:
    first, *others = block.text.split("\n")
    if block.kind == "item":
        marker = "  " * block.level + ("" if _NUMBERED.match(first) else "- ")
        return (Line(marker + first, block.level), *(Line(other, block.level + 1) for other in others))
    depth = 1 if block.kind == "row" else 0
    return (Line(first, 0), *(Line(other, depth) for other in others))

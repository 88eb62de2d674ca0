"""Sections of documents whose headings carry their level: the path is the stack of headings above."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.structure import Block, ReadSection
from vectorstore.records import Locator


@dataclass(frozen=True, slots=True)
class Mark:
    """A heading; 1 is the outermost level."""

    text: str
    level: int


Node = Mark | Block


def sections(nodes: Iterable[Node], title: str) -> Iterator[ReadSection]:
    """A section for every heading, and one for what stands before the first; a heading that is the title is no part
    of the paths below it."""
    stack: list[Mark] = []
    blocks: list[Block] = []
    for node in nodes:
        if isinstance(node, Block):
            blocks.append(node)
            continue
        yield from _section(stack, blocks, title)
        blocks = []
        stack = [*(above for above in stack if above.level < node.level), node]
    yield from _section(stack, blocks, title)


def _section(stack: list[Mark], blocks: list[Block], title: str) -> Iterator[ReadSection]:
    path = tuple(mark.text for mark in stack if mark.text != title)
    if blocks or path:
        yield ReadSection(Locator("section", stack[-1].text if stack else title), path, tuple(blocks))

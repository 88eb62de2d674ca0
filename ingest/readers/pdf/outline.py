"""Headings and blocks of PDF pages to sections: larger type stands above smaller, page after page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.readers.pdf.paragraphs import PdfHeading
from ingest.structure import Block, ReadSection
from vectorstore.records import Locator

_DEEPEST = 3  # headings in a path
_PARENT = 0.1  # added to the rank of a heading that stands above others of its size
# Parts of a work programme that are set in one size of type: what a topic's heading stands above, and what ends it.
_OF_TOPIC = re.compile(r"[A-Z][A-Z0-9]+-[\w-]*20\d\d-[\w-]+:\s\S")  # "HORIZON-CL2-2025-01-HERITAGE-03: A European …"
_ENDS_TOPIC = re.compile(r"(?:Destination\b|Other Actions?\b|Call\s[–—-]\s)")


def sections(pages: Sequence[Sequence[Block | PdfHeading]], *, is_deck: bool) -> tuple[ReadSection, ...]:
    """The sections of each page; in a deck every page begins anew, elsewhere under the headings so far."""
    outline = _Outline()
    found: list[ReadSection] = []
    for number, elements in enumerate(pages, start=1):
        if is_deck:
            outline.stack = []
        cover = number == 1 and not is_deck
        found.extend(outline.page(number, _as_cover(elements) if cover else elements))
    return tuple(found)


def _as_cover(elements: Sequence[Block | PdfHeading]) -> list[Block | PdfHeading]:
    """A first page of nothing but large type heads no other page."""
    if any(isinstance(element, Block) and len(element.text) > 200 for element in elements):
        return list(elements)
    return [Block(element.text) if isinstance(element, PdfHeading) else element for element in elements]


@dataclass(slots=True)
class _Outline:
    """``stack`` holds the headings in force with their ranks; ``bare`` are those of them without text so far."""

    stack: list[tuple[float, str]] = field(default_factory=list)
    bare: list[tuple[float, str]] = field(default_factory=list)

    def page(self, number: int, elements: Sequence[Block | PdfHeading]) -> Iterator[ReadSection]:
        locator = Locator("page", str(number))
        blocks: list[Block] = []
        self.bare = []
        for element in elements:
            if isinstance(element, Block):
                blocks.append(element)
                self.bare = []
                continue
            if blocks:
                yield ReadSection(locator, self._path(), tuple(blocks))
                blocks = []
            for lone in self._place(element):
                yield ReadSection(locator, lone, ())
        if blocks or self.bare:
            yield ReadSection(locator, self._path(), tuple(blocks))

    def _path(self) -> tuple[str, ...]:
        return tuple(text for _, text in self.stack[-_DEEPEST:])

    def _place(self, heading: PdfHeading) -> Iterator[tuple[str, ...]]:
        """Put a heading on the stack; the paths of headings that go without ever having had a text come back.

        The first of several headings of one size in a row, as above a form, stands above the others.
        """
        heading = PdfHeading(heading.text, heading.size + _raised(heading.text))
        if len(self.bare) == 1 and self.stack and self.stack[-1] == self.bare[0] == (heading.size, self.bare[0][1]):
            parent = (heading.size + _PARENT, self.bare[0][1])
            self.stack = [each for each in self.stack[:-1] if each[0] > parent[0]] + [parent]
            self.bare = [parent]
        while self.stack and self.stack[-1][0] <= heading.size:
            if self.stack[-1] in self.bare:
                yield self._path()
            gone = self.stack.pop()
            self.bare = [each for each in self.bare if each != gone]
        self.stack.append((heading.size, heading.text))
        self.bare.append((heading.size, heading.text))


def _raised(heading: str) -> float:
    """How far the heading of a topic, or of what follows a topic, stands above others of its size."""
    return 2 * _PARENT if _OF_TOPIC.match(heading) else 3 * _PARENT if _ENDS_TOPIC.match(heading) else 0.0

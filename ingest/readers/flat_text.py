"""Stanzas of a text to headings and blocks: Markdown, or a deck flattened to lines without any markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ingest.readers import numbers
from ingest.readers.furniture import is_hashtags, without_furniture
from ingest.readers.line_shapes import is_contact, is_day, is_fact, is_heading, numbered_heading
from ingest.readers.lines import Line, read_lines
from ingest.readers.outline import Heading, Part
from ingest.readers.paragraphs import paragraph_blocks
from ingest.readers.people import is_name, is_person, is_role
from ingest.readers.stanzas import Stanza, begins_list, stanzas, title_end
from ingest.readers.tables import line_table
from ingest.structure import Block

_NOTES = re.compile(r"(?:speaker )?notes\W*", re.IGNORECASE)


def parts(text: str) -> list[Part]:
    """The headings of a text in order, each with the blocks below it; the first part may have no heading."""
    lines, edges = without_furniture(read_lines(text))
    found = stanzas(lines, edges)
    reader = _Reader(found, marked=sum(each.first.kind == "heading" for each in found) > 1)
    return reader.parts()


@dataclass(slots=True)
class _Reader:
    stanzas: Sequence[Stanza]
    marked: bool  # headings are marked in this text, so that its short lines seldom are any
    at: int = 0
    indents: list[int] = field(default_factory=list)
    found: list[Part] = field(default_factory=lambda: [Part(None)])
    slide: str = ""
    notes: bool = False  # below a heading "Notes:", until the next

    def parts(self) -> list[Part]:
        end = title_end(self.stanzas)
        while self.at < len(self.stanzas):
            stanza = self.stanzas[self.at]
            if stanza.slide:
                self._new_slide(stanza.slide)
            if self.at < end:
                self._add_all(paragraph_blocks(stanza.lines))
            else:
                self._read(stanza)
            self.at += 1
        return [part for part in self.found if part.heading or part.blocks]

    def _new_slide(self, slide: str) -> None:
        self.slide, self.notes = slide, False
        if self.found[-1].heading or self.found[-1].blocks:
            self.found.append(Part(None, slide))
        else:
            self.found[-1].slide = slide

    def _heading(self, text: str, level: int, edge: bool) -> None:
        self.indents = []
        self.notes = level > 0 and bool(_NOTES.fullmatch(text))
        if self.notes:
            return
        if self.found[-1].heading is None and not self.found[-1].blocks:
            self.found.pop()
        self.found.append(Part(Heading(text, level, edge), self.slide))

    def _add(self, block: Block) -> None:
        if block.kind != "item":
            self.indents = []
        self.found[-1].blocks.append(replace(block, kind="note", cells=()) if self.notes else block)

    def _add_all(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            self._add(block)

    def _read(self, stanza: Stanza) -> None:
        first = stanza.first
        if first.kind == "heading":
            self._heading(first.text, first.level, stanza.edge)
        elif first.kind == "number" and len(stanza.lines) == 1:
            self._number(first.text)
        elif stanza.furniture:
            self._add(Block(first.text))
        elif stanza.single:
            self._single(stanza)
        else:
            self._several(stanza)

    def _next(self, ahead: int = 1) -> Stanza | None:
        at = self.at + ahead
        return self.stanzas[at] if at < len(self.stanzas) else None

    def _single(self, stanza: Stanza) -> None:
        line, after = stanza.first, self._next()
        if after and after.single and not after.furniture and self._belongs(line.text, after):
            self._add(Block(f"{line.text}\n{after.first.text}"))
            self.at += 1
        elif self._is_heading(line, before_list=begins_list(after)) and not self._is_last_label(after):
            self._heading(line.text, 0, stanza.edge)
        else:
            self._add(Block(line.text))

    def _belongs(self, text: str, after: Stanza) -> bool:
        """A name with the role below it; a day with what happens on it."""
        if is_name(text) and is_role(after.first.text):
            return True
        following = self._next(2)
        quiet = following is None or following.single
        return (
            is_day(text) and quiet and len(after.first.text) <= 90 and is_heading(after.first.text, before_list=False)
        )

    def _is_heading(self, line: Line, *, before_list: bool, alone: bool = True) -> bool:
        if not is_heading(line.text, before_list=before_list, alone=alone):
            return False
        return not self.marked or line.bold or line.text.isupper() or before_list

    def _is_last_label(self, after: Stanza | None) -> bool:
        """Among addresses and handles, a short line above hashtags only is one more of them."""
        below_address = bool(self.found[-1].blocks) and is_contact(self.found[-1].blocks[-1].text)
        return below_address and after is not None and after.single and is_hashtags(after.first.text)

    def _number(self, number: str) -> None:
        """A number alone: of a list whose lines were torn apart, of a figure with its label, or of a page."""
        after = self._next()
        role = numbers.role(self.stanzas, self.at)
        if role == "page" or after is None:
            return
        self._add(Block(after.first.text, "item") if role == "item" else Block(f"{number} {after.first.text}"))
        self.at += 1

    def _several(self, stanza: Stanza) -> None:
        lines = list(stanza.lines)
        if len(lines) > 1 and lines[1].kind == "underline" and lines[0].kind == "text":
            self._heading(lines[0].text, lines[1].level, stanza.edge and len(lines) == 2)
            lines = lines[2:]
        elif not self.marked and (title := _numbered_heading(lines)):
            self._heading(title, 0, False)
            lines = lines[1:]
        elif self._heads(lines):
            self._heading(lines[0].text, 0, False)
            lines = lines[1:]
        while lines:
            lines = self._take(lines)

    def _heads(self, lines: Sequence[Line]) -> bool:
        """A first line above its own list or a longer line, without a blank one between."""
        if lines[0].kind != "text" or len(lines) < 2:
            return False
        if lines[1].kind in ("item", "tabs", "pipes"):
            return self._is_heading(lines[0], before_list=True)
        if lines[1].kind != "text" or is_name(lines[0].text):
            return False
        if is_fact(lines[1].text) and self._is_heading(lines[0], before_list=False):
            return True
        short = len(lines[0].text.split()) <= 6 and len(lines[1].text) > 1.5 * len(lines[0].text)
        titled = lines[1].text[:1].isupper() and self._is_heading(lines[0], before_list=False)
        return lines[0].bold or (short and titled and not is_role(lines[1].text) and not is_day(lines[1].text))

    def _take(self, lines: list[Line]) -> list[Line]:
        """Read the lines of one kind; what is left."""
        kind = lines[0].kind
        end = next((at for at, line in enumerate(lines) if line.kind != kind), len(lines))
        if kind == "item":
            return self._item(lines)
        if kind in ("tabs", "pipes"):
            self._add_all(line_table([line.cells for line in lines[:end]]))
        elif kind == "heading":
            self._heading(lines[0].text, lines[0].level, False)
            return lines[1:]
        elif kind in ("text", "number"):
            self._add_all(paragraph_blocks(lines[:end]))
        return lines[end:]

    def _item(self, lines: list[Line]) -> list[Line]:
        """An item with the lines that continue it."""
        text, end = lines[0].text, 1
        while end < len(lines) and lines[end].kind in ("text", "number"):
            glue = "\n" if is_person(lines[end].text) else " "
            text, end = text + glue + lines[end].text, end + 1
        self._add(Block(text, "item", self._depth(lines[0].level)))
        return lines[end:]

    def _depth(self, indent: int) -> int:
        while self.indents and self.indents[-1] > indent:
            self.indents.pop()
        if not self.indents or self.indents[-1] < indent:
            self.indents.append(indent)
        return len(self.indents) - 1


def _numbered_heading(lines: Sequence[Line]) -> str:
    """What a numbered first line right above a paragraph is called, empty where it is none."""
    above = len(lines) > 1 and lines[0].kind == "item" and lines[1].kind == "text"
    return numbered_heading(lines[0].text, lines[1].text) if above else ""

"""The body of a DOCX in order: headings, paragraphs, list items, tables; boxes and content controls looked into."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from ingest.readers.docx.styles import Styles, W, is_on
from ingest.readers.docx.text import Words, field_addresses
from ingest.readers.marked_outline import Mark, Node
from ingest.readers.tables import table_blocks
from ingest.structure import Block

_BODY = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))
_BOLD_LEVEL = 9  # of a bold line that stands as a heading, below every marked one
_LONGEST_BOLD = 90  # characters
_MARKER = re.compile(r"^[•▪‣●○■□➢✓\uf0b7\uf0a7]\s*|^[–—*-]\s+")
_MOST_SPAN = 100  # columns that one cell may claim


@dataclass(slots=True)
class Body:
    """Turns the elements of a document's body into headings and blocks."""

    styles: Styles
    words: Words

    def nodes(self, parent: Any) -> Iterator[Node]:
        """In order; footnotes follow the paragraph, list or table that refers to them."""
        for node in self._nodes(parent):
            if self.words.pending and isinstance(node, Mark):
                yield from self._notes()
            yield node
            if isinstance(node, Block) and node.kind == "paragraph" and not node.text.endswith(":"):
                yield from self._notes()
        yield from self._notes()

    def _notes(self) -> Iterator[Block]:
        for note in self.words.take_notes():
            yield Block(note)

    def _nodes(self, parent: Any) -> Iterator[Node]:
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
                for box in _boxes(child):
                    yield from self._nodes(box)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag in _BODY:
                yield from self._nodes(child)

    def _paragraph(self, paragraph: Any) -> Iterator[Node]:
        if self.styles.is_contents(paragraph):
            return
        text = self._text(paragraph)
        level = self.styles.heading(paragraph)
        place = self.styles.list_place(paragraph) if level < 0 else None
        if not re.search(r"\w", text):
            return
        if level >= 0:
            yield Mark(" ".join(text.split()), max(1, level)) if len(text) <= 300 else Block(text)
        elif place:
            yield Block(f"{place.marker} {text}" if place.marker else text, "item", place.level)
        elif _MARKER.match(text):
            yield Block(_MARKER.sub("", text), "item")
        elif self._stands_as_heading(paragraph, text):
            yield Mark(text, _BOLD_LEVEL)
        else:
            yield Block(text)

    def _text(self, paragraph: Any) -> str:
        text = self.words.of(paragraph)
        missing = [address for address in field_addresses(paragraph) if address not in text]
        return f"{text} ({', '.join(missing)})" if text and missing else text

    def _stands_as_heading(self, paragraph: Any, text: str) -> bool:
        """A short line in bold throughout, that neither ends like a sentence nor gives a value."""
        runs = [run for run in paragraph.iter(f"{W}r") if any((t.text or "").strip() for t in run.iter(f"{W}t"))]
        if len(text) > _LONGEST_BOLD or "\n" in text or text.endswith((".", ":", ";", ",")) or ": " in text:
            return False
        return bool(runs) and all(is_on(run.find(f"{W}rPr"), "b") for run in runs)

    def _table(self, table: Any) -> Iterator[Node]:
        """A box (one column) is read as the text it holds, anything else by rows."""
        rows = [row for row in table.iter(f"{W}tr") if _table_of(row) is table]
        grid = [self._cells(row) for row in rows]
        if max((len(row) for row in grid), default=0) <= 1:
            for row in rows:
                for cell in row.iter(f"{W}tc"):
                    if _table_of(cell) is table:
                        yield from self._nodes(cell)
            return
        marked = list(takewhile(lambda row: is_on(row.find(f"{W}trPr"), "tblHeader"), rows))
        yield from table_blocks(_filled_down(grid), marked=len(marked))

    def _cells(self, row: Any) -> list[str | None]:
        """A cell over several columns stands in the first; None goes on from the row above."""
        cells: list[str | None] = []
        for cell in row.iter(f"{W}tc"):
            if _table_of(cell) is not _table_of(row):
                continue
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = merged is not None and merged.get(f"{W}val", "continue") == "continue"
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            width = span.get(f"{W}val", "1") if span is not None else "1"
            cells.append(None if goes_on else _joined(list(self._told(cell))))
            cells += [""] * (min(int(width), _MOST_SPAN) - 1 if width.isdigit() else 0)
        return cells

    def _told(self, cell: Any) -> Iterator[str]:
        """The paragraphs of a cell; of a table within it each row."""
        for child in cell:
            if child.tag == f"{W}p":
                yield self._text(child)
                for box in _boxes(child):
                    yield from self._told(box)
            elif child.tag == f"{W}tbl":
                yield from (node.text.replace("\n", ", ") for node in self._table(child))
            elif child.tag in _BODY:
                yield from self._told(child)


def _table_of(element: Any) -> Any:
    return next(element.iterancestors(f"{W}tbl"), None)


def _boxes(paragraph: Any) -> Iterator[Any]:
    """The text boxes of a paragraph, each once (Word writes them a second time for older versions)."""
    for box in paragraph.iter(f"{W}txbxContent"):
        if not any(above.tag.endswith("}Fallback") for above in box.iterancestors()):
            yield box


def _filled_down(grid: Sequence[Sequence[str | None]]) -> list[list[str]]:
    """Cells merged downwards hold their text in every row, so that each row says what it is of."""
    filled: list[list[str]] = []
    for row in grid:
        above = filled[-1] if filled else []
        filled.append([(above[at] if at < len(above) else "") if c is None else c for at, c in enumerate(row)])
    return filled


def _joined(texts: Sequence[str]) -> str:
    """The paragraphs of a cell on one line; where none ends a sentence they are parted by semicolons."""
    lines = [" ".join(text.split()) for text in texts if text]
    return "".join(
        line + (("" if line.endswith((".", ";", ":", ",", "!", "?")) else ";") + " " if at + 1 < len(lines) else "")
        for at, line in enumerate(lines)
    )

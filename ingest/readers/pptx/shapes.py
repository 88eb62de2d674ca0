"""The shapes of a slide in reading order, as blocks: text with its bullets, tables, diagrams, chart titles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from ingest.readers.inline import one_line
from ingest.readers.pptx.graphics import chart_blocks, diagram_blocks
from ingest.readers.pptx.links import address_of, said
from ingest.readers.pptx.numbers import is_number, numbered
from ingest.readers.pptx.order import ordered
from ingest.readers.tables import table_blocks
from ingest.structure import Block

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PRESENTATION = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_PLACE = f"{_PRESENTATION}nvPr/{_PRESENTATION}ph"
_FURNITURE = frozenset({"sldNum", "ftr", "dt", "hdr"})
_BODIES = frozenset({"body", "obj"})
_TOP = 0.3  # of the slide's height in which its title stands
_LEGIBLE = 2_500_000  # EMU (about 7 cm); smaller pictures are logos
_LONGEST_TITLE = 120  # characters
_NUMBER = re.compile(r"\W*\d{1,3}\W*")
_MARKER = re.compile(r"^[•▪‣●○■□➢✓–—·\uf0b7\uf0a7-]\s+")


@dataclass(frozen=True, slots=True)
class Shapes:
    """All shapes of a slide, its title's, and those that say something besides that, in reading order.

    Those of them that are ``numbered``, with a number beside them, are a list in that order. Taken once: python-pptx
    looks each shape up anew whenever it is asked for it.
    """

    every: list[Any]
    title: Any | None
    told: list[Any]
    numbered: list[Any]


def shapes_of(slide: Any) -> Shapes:
    every, title = list(slide.shapes), slide.shapes.title
    own = [shape for shape in every if title is None or shape._element is not title._element]
    telling = [shape for shape in own if _speaks(shape)]
    return Shapes(every, title, ordered(telling), numbered(telling))


def title_text(shapes: Shapes) -> str:
    """The text of the title placeholder, on one line."""
    title = shapes.title
    return one_line(title.text_frame.text) if title is not None and title.has_text_frame else ""


def candidate_title(shapes: Shapes, height: int) -> str:
    """On a slide without a title placeholder: the one line of the first text box, if that stands at the top."""
    first = next((shape for shape in shapes.told if shape.has_text_frame), None)
    if first is None or title_text(shapes) or (first.top or 0) > _TOP * height:
        return ""
    lines = [text for paragraph in first.text_frame.paragraphs if (text := one_line(paragraph.text))]
    is_line = len(lines) == 1 and len(lines[0]) <= _LONGEST_TITLE and not lines[0].endswith((".", ":", ";"))
    return lines[0] if is_line and re.search(r"[^\W\d_]{2}", lines[0]) else ""


def shape_blocks(shapes: Shapes) -> Iterator[Block]:
    """Everything a slide says except its title, its number, its footer and its date."""
    listed = {id(shape._element) for shape in shapes.numbered}
    for shape in shapes.told:
        yield from _blocks(shape, listed)
    yield from (Block(one_line(shape.text_frame.text), "item") for shape in shapes.numbered)


def picture_data(shapes: Shapes) -> Iterator[bytes]:
    """The files of the pictures on a slide that are large enough to be read, those of groups too."""
    from pptx.enum.shapes import MSO_SHAPE_TYPE

    waiting = list(shapes.every)
    for shape in waiting:
        if getattr(shape, "shape_type", None) == MSO_SHAPE_TYPE.GROUP:
            waiting.extend(shape.shapes)
        elif (shape.width or 0) > _LEGIBLE and (shape.height or 0) > _LEGIBLE // 3:
            with suppress(AttributeError, ValueError, KeyError):  # no picture, or one that lies elsewhere
                yield shape.image.blob


def _speaks(shape: Any) -> bool:
    """Mere decoration would stand in the way of finding bands and columns."""
    place = _placeholder(shape)
    if place in _FURNITURE and not (place == "dt" and len(shape.text_frame.text.split("\n")) > 1):
        return False
    return not shape.has_text_frame or bool(shape.text_frame.text.strip())


def _placeholder(shape: Any) -> str:
    """What a shape holds the place of, as its file names it; empty for a shape that is no placeholder."""
    found = shape._element[0].find(_PLACE)
    return "" if found is None else found.get("type", "obj")


def _blocks(shape: Any, listed: Set[int]) -> Iterator[Block]:
    """All but what is listed, and the numbers beside it."""
    from pptx.enum.shapes import MSO_SHAPE_TYPE

    if id(shape._element) in listed or (listed and is_number(shape)):
        return
    if getattr(shape, "shape_type", None) == MSO_SHAPE_TYPE.GROUP:
        for member in ordered(member for member in shape.shapes if _speaks(member)):
            yield from _blocks(member, listed)
    elif shape.has_text_frame:
        yield from _text_blocks(shape)
    elif getattr(shape, "has_table", False):
        yield from _table(shape.table)
    elif getattr(shape, "has_chart", False):
        yield from chart_blocks(shape.chart)
    else:
        yield from diagram_blocks(shape)


def _text_blocks(shape: Any) -> Iterator[Block]:
    paragraphs = [paragraph for paragraph in shape.text_frame.paragraphs if one_line(paragraph.text)]
    place = _placeholder(shape)
    if len(paragraphs) == 1 and _NUMBER.fullmatch(paragraphs[0].text) and place:
        return
    bulleted = [_is_bullet(paragraph, place) for paragraph in paragraphs]
    lowest = min((paragraph.level for paragraph, item in zip(paragraphs, bulleted, strict=True) if item), default=0)
    address = address_of(shape)
    for at, (paragraph, item) in enumerate(zip(paragraphs, bulleted, strict=True)):
        text = said(paragraph)
        text = f"{text} ({address})" if address and len(paragraphs) == 1 and address not in text else text
        after = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
        leads_in = text.endswith(":") and paragraph.level == lowest and after is not None
        if item and not leads_in and len(paragraphs) > 1:
            yield Block(_MARKER.sub("", text), "item", paragraph.level - lowest)
        else:
            yield Block(text)


def _is_bullet(paragraph: Any, place: str) -> bool:
    """Bulleted by itself, by its marker or level, or because it stands in a body placeholder."""
    properties = paragraph._p.pPr
    if properties is not None:
        if properties.find(f"{_DRAWING}buNone") is not None:
            return False
        if any(properties.find(f"{_DRAWING}{name}") is not None for name in ("buChar", "buAutoNum", "buBlip")):
            return True
    return paragraph.level > 0 or bool(_MARKER.match(paragraph.text)) or place in _BODIES


def _table(table: Any) -> Iterator[Block]:
    rows: list[list[str]] = []
    for row in table.rows:
        above = rows[-1] if rows else []
        rows.append([_cell(cell, above[at] if at < len(above) else "") for at, cell in enumerate(row.cells)])
    yield from table_blocks(rows, marked=int(table.first_row), certain=False)


def _cell(cell: Any, above: str) -> str:
    """A cell merged downwards says the same in every row, one merged to the right only in its first column."""
    if cell.is_spanned:
        return above if cell._tc.vMerge and not cell._tc.hMerge else ""
    return one_line(" ".join(map(said, cell.text_frame.paragraphs)))

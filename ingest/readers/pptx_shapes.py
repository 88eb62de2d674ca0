"""The shapes of a slide in reading order, as blocks: text with its bullets, tables, diagrams, chart titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from ingest.readers.inline import one_line
from ingest.readers.pptx_graphics import chart_blocks, diagram_blocks
from ingest.readers.pptx_order import ordered
from ingest.readers.tables import table_blocks
from ingest.structure import Block

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TOP = 0.3  # of the slide's height in which its title stands
_LEGIBLE = 2_500_000  # EMU (about 7 cm); smaller pictures are logos
_LONGEST_TITLE = 120  # characters
_NUMBER = re.compile(r"\W*\d{1,3}\W*")
_MARKER = re.compile(r"^[•▪‣●○■□➢✓–—·\uf0b7\uf0a7-]\s+")


def title_text(slide: Any) -> str:
    """The text of the title placeholder, on one line."""
    title = slide.shapes.title
    return one_line(title.text_frame.text) if title is not None and title.has_text_frame else ""


def candidate_title(slide: Any, height: int) -> str:
    """On a slide without a title placeholder: the one line of the first text box, if that stands at the top."""
    first = next((shape for shape in _told(slide) if shape.has_text_frame), None)
    if first is None or title_text(slide) or (first.top or 0) > _TOP * height:
        return ""
    lines = [text for paragraph in first.text_frame.paragraphs if (text := one_line(paragraph.text))]
    is_line = len(lines) == 1 and len(lines[0]) <= _LONGEST_TITLE and not lines[0].endswith((".", ":", ";"))
    return lines[0] if is_line and re.search(r"[^\W\d_]{2}", lines[0]) else ""


def shape_blocks(slide: Any) -> Iterator[Block]:
    """Everything a slide says except its title, its number, its footer and its date."""
    for shape in _told(slide):
        yield from _blocks(shape)


def picture_data(slide: Any) -> Iterator[bytes]:
    """The files of the pictures on a slide that are large enough to be read, those of groups too."""
    from pptx.enum.shapes import MSO_SHAPE_TYPE

    waiting = list(slide.shapes)
    for shape in waiting:
        if getattr(shape, "shape_type", None) == MSO_SHAPE_TYPE.GROUP:
            waiting.extend(shape.shapes)
        elif (shape.width or 0) > _LEGIBLE and (shape.height or 0) > _LEGIBLE // 3:
            with suppress(AttributeError, ValueError, KeyError):  # no picture, or one that lies elsewhere
                yield shape.image.blob


def _told(slide: Any) -> list[Any]:
    """The shapes that say something besides the title, in reading order."""
    title = slide.shapes.title
    own = [shape for shape in slide.shapes if title is None or shape.shape_id != title.shape_id]
    return ordered(shape for shape in own if _speaks(shape))


def _speaks(shape: Any) -> bool:
    """Mere decoration would stand in the way of finding bands and columns."""
    if _is_furniture(shape):
        return False
    return not shape.has_text_frame or bool(shape.text_frame.text.strip())


def _blocks(shape: Any) -> Iterator[Block]:
    from pptx.enum.shapes import MSO_SHAPE_TYPE

    if getattr(shape, "shape_type", None) == MSO_SHAPE_TYPE.GROUP:
        for member in ordered(member for member in shape.shapes if _speaks(member)):
            yield from _blocks(member)
    elif shape.has_text_frame:
        yield from _text_blocks(shape)
    elif getattr(shape, "has_table", False):
        yield from _table(shape.table)
    elif getattr(shape, "has_chart", False):
        yield from chart_blocks(shape.chart)
    else:
        yield from diagram_blocks(shape)


def _is_furniture(shape: Any) -> bool:
    from pptx.enum.shapes import PP_PLACEHOLDER

    if not shape.is_placeholder or getattr(shape, "has_table", False) or getattr(shape, "has_chart", False):
        return False
    kinds = (PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.HEADER)
    return shape.placeholder_format.type in kinds


def _text_blocks(shape: Any) -> Iterator[Block]:
    paragraphs = [paragraph for paragraph in shape.text_frame.paragraphs if one_line(paragraph.text)]
    if len(paragraphs) == 1 and _NUMBER.fullmatch(paragraphs[0].text) and shape.is_placeholder:
        return
    bulleted = [_is_bullet(paragraph, shape) for paragraph in paragraphs]
    lowest = min((paragraph.level for paragraph, item in zip(paragraphs, bulleted, strict=True) if item), default=0)
    for at, (paragraph, item) in enumerate(zip(paragraphs, bulleted, strict=True)):
        text = one_line(paragraph.text)
        after = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
        leads_in = text.endswith(":") and paragraph.level == lowest and after is not None
        if item and not leads_in and len(paragraphs) > 1:
            yield Block(_MARKER.sub("", text), "item", paragraph.level - lowest)
        else:
            yield Block(text)


def _is_bullet(paragraph: Any, shape: Any) -> bool:
    """Bulleted by itself, by its marker or level, or because it stands in a body placeholder."""
    properties = paragraph._p.pPr
    if properties is not None:
        if properties.find(f"{_DRAWING}buNone") is not None:
            return False
        if any(properties.find(f"{_DRAWING}{name}") is not None for name in ("buChar", "buAutoNum", "buBlip")):
            return True
    return paragraph.level > 0 or bool(_MARKER.match(paragraph.text)) or _is_body(shape)


def _is_body(shape: Any) -> bool:
    from pptx.enum.shapes import PP_PLACEHOLDER

    kinds = (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.VERTICAL_BODY)
    return bool(shape.is_placeholder) and shape.placeholder_format.type in kinds


def _table(table: Any) -> Iterator[Block]:
    rows: list[list[str]] = []
    for row in table.rows:
        above = rows[-1] if rows else []
        rows.append([_cell(cell, above[at] if at < len(above) else "") for at, cell in enumerate(row.cells)])
    yield from table_blocks(rows, has_header=True if table.first_row and len(rows) > 1 else None)


def _cell(cell: Any, above: str) -> str:
    """A cell merged downwards says the same in every row, one merged to the right only in its first column."""
    if cell.is_spanned:
        return above if cell._tc.vMerge and not cell._tc.hMerge else ""
    return one_line(cell.text)

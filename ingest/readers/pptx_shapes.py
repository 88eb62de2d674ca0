"""The shapes of a slide in reading order, as blocks: text with its bullets, tables, diagrams, chart titles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from ingest.readers.inline import clean
from ingest.readers.tables import table_blocks
from ingest.structure import Block

_ROW = 200_000  # EMU; shapes whose tops differ by less stand in one row
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_NUMBER = re.compile(r"\W*\d{1,3}\W*")
_MARKER = re.compile(r"^[•▪‣●○■□➢✓–—·\uf0b7\uf0a7-]\s+")


def title_text(slide: Any) -> str:
    """The text of the title placeholder, on one line."""
    title = slide.shapes.title
    return _one_line(title.text_frame.text) if title is not None and title.has_text_frame else ""


def shape_blocks(slide: Any) -> Iterator[Block]:
    """Everything a slide says except its title, its number, its footer and its date."""
    title = slide.shapes.title
    for shape in _ordered(slide.shapes):
        if title is not None and shape.shape_id == title.shape_id:
            continue
        yield from _blocks(shape)


def _ordered(shapes: Iterable[Any]) -> list[Any]:
    """Top to bottom in rows, and from left to right within a row; shapes without a place come first."""
    return sorted(shapes, key=lambda shape: ((shape.top or 0) // _ROW, shape.left or 0))


def _blocks(shape: Any) -> Iterator[Block]:
    from pptx.enum.shapes import MSO_SHAPE_TYPE

    if _is_furniture(shape):
        return
    if getattr(shape, "shape_type", None) == MSO_SHAPE_TYPE.GROUP:
        for member in _ordered(shape.shapes):
            yield from _blocks(member)
    elif shape.has_text_frame:
        yield from _text_blocks(shape)
    elif getattr(shape, "has_table", False):
        yield from _table(shape.table)
    elif getattr(shape, "has_chart", False):
        yield from _chart(shape.chart)
    else:
        yield from _diagram(shape)


def _is_furniture(shape: Any) -> bool:
    from pptx.enum.shapes import PP_PLACEHOLDER

    if not shape.is_placeholder:
        return False
    kinds = (PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.HEADER)
    return shape.placeholder_format.type in kinds


def _text_blocks(shape: Any) -> Iterator[Block]:
    paragraphs = [paragraph for paragraph in shape.text_frame.paragraphs if _one_line(paragraph.text)]
    if len(paragraphs) == 1 and _NUMBER.fullmatch(paragraphs[0].text) and shape.is_placeholder:
        return
    bulleted = [_is_bullet(paragraph, shape) for paragraph in paragraphs]
    lowest = min((paragraph.level for paragraph, item in zip(paragraphs, bulleted, strict=True) if item), default=0)
    for at, (paragraph, item) in enumerate(zip(paragraphs, bulleted, strict=True)):
        text = _one_line(paragraph.text)
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
    rows = [[_one_line(cell.text) if not cell.is_spanned else "" for cell in row.cells] for row in table.rows]
    yield from table_blocks(rows, has_header=True if table.first_row and len(rows) > 1 else None)


def _chart(chart: Any) -> Iterator[Block]:
    """A chart's title and, series by series, its values under their categories."""
    if chart.has_title and chart.chart_title.has_text_frame:
        text = _one_line(chart.chart_title.text_frame.text)
        if text:
            yield Block(text)
    for plot in list(chart.plots)[:1]:
        categories = [_one_line(str(category)) for category in plot.categories]
        header = ["", *categories]
        rows = [[str(series.name or ""), *(_figure(value) for value in series.values)] for series in plot.series]
        if categories and rows:
            yield from table_blocks([header, *rows], has_header=True)


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _diagram(shape: Any) -> Iterator[Block]:
    """The texts of a SmartArt diagram, which lie in a part of their own."""
    from pptx.oxml import parse_xml

    reference = shape._element.find(f".//{_DIAGRAM}relIds")
    if reference is None:
        return
    part = shape.part.related_part(reference.get(f"{_RELATION}dm"))
    for point in parse_xml(part.blob).iter(f"{_DIAGRAM}t"):
        for paragraph in point.iter(f"{_DRAWING}p"):
            text = _one_line("".join(run.text or "" for run in paragraph.iter(f"{_DRAWING}t")))
            if text:
                yield Block(text, "item")


def _one_line(text: str) -> str:
    return " ".join(clean(re.sub(r"[\v\n\r\t]+", " ", text)).split())

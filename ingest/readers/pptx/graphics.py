"""What the charts and SmartArt diagrams of a slide say in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from ingest.readers.inline import one_line
from ingest.readers.tables import row_block, table_blocks
from ingest.structure import Block

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DEEPEST = 20
_MOST_VALUES = 500  # of a series; more are a curve


def chart_blocks(chart: Any) -> Iterator[Block]:
    """A chart's title, the titles of its axes, and its values: a row for each series, under its categories."""
    yield from _titles(chart)
    for plot in chart.plots:
        categories = [one_line(str(category)) for category in plot.categories]
        rows = [[one_line(str(series.name or "")), *_values(series)] for series in plot.series]
        if categories and any(any(row[1:]) for row in rows):
            yield from table_blocks([["", *categories], *rows], marked=1)
        else:
            named = (row_block([("Series", row[0])]) for row in rows if row[0])
            yield from filter(None, named)


def _titles(chart: Any) -> Iterator[Block]:
    titled = [chart] if chart.has_title else []
    with suppress(ValueError, AttributeError):  # a pie has no axes
        titled += [axis for axis in (chart.category_axis, chart.value_axis) if axis.has_title]
    for each in titled:
        title = each.chart_title if each is chart else each.axis_title
        text = one_line(title.text_frame.text) if title.has_text_frame else ""
        if text:
            yield Block(text)


def _values(series: Any) -> list[str]:
    return ["" if value is None else f"{value:.6g}" for value in tuple(series.values)[:_MOST_VALUES]]


def diagram_blocks(shape: Any) -> Iterator[Block]:
    """The texts of a SmartArt diagram, which lie in a part of their own, as a list nested like its nodes."""
    from pptx.oxml import parse_xml

    reference = shape._element.find(f".//{_DIAGRAM}relIds")
    if reference is None:
        return
    model = parse_xml(shape.part.related_part(reference.get(f"{_RELATION}dm")).blob)
    texts = {point.get("modelId"): _text(point) for point in model.iter(f"{_DIAGRAM}pt")}
    children = _children(model)
    below = {child for nodes in children.values() for child in nodes}
    roots = [node for node in texts if node not in below]
    found = [block for root in roots for block in _nodes(root, texts, children, 0)]
    level = min((block.level for block in found), default=0)
    yield from (Block(block.text, "item", block.level - level) for block in found)


def _children(model: Any) -> dict[str, list[str]]:
    """Node → its nodes in order; connections of other kinds belong to the drawing."""
    links = [link for link in model.iter(f"{_DIAGRAM}cxn") if link.get("type", "parOf") == "parOf"]
    children: dict[str, list[str]] = {}
    for link in sorted(links, key=lambda link: int(link.get("srcOrd", "0"))):
        children.setdefault(link.get("srcId"), []).append(link.get("destId"))
    return children


def _nodes(node: str, texts: dict[str, str], children: dict[str, list[str]], level: int) -> Iterator[Block]:
    text = texts.get(node, "")
    if text:
        yield Block(text, "item", level)
    if level < _DEEPEST:
        for child in children.get(node, ()):
            yield from _nodes(child, texts, children, level + 1)


def _text(point: Any) -> str:
    paragraphs = point.iter(f"{_DRAWING}p")
    lines = (one_line("".join(run.text or "" for run in paragraph.iter(f"{_DRAWING}t"))) for paragraph in paragraphs)
    return " ".join(filter(None, lines))

"""The level and upright lines that are drawn on a PDF page: borders of tables, mostly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from ctypes import byref, c_float, c_int
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

NEAR = 2.5  # points by which lines that meet may lie apart
_THIN = 2.0  # points: what is thinner is a line
_SHORTEST = 8.0  # points; shorter ones are ornaments
_MOST_DRAWN = 3_000  # things drawn on a page; more are a picture
_MOST_POINTS = 400  # of one thing drawn
_DEEPEST = 3  # forms within forms

Point = tuple[float, float]
Place = Callable[[float, float], Point]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line: where it lies (points from the left, or from the bottom for a level one), and its two ends."""

    at: float
    start: float
    end: float

    def passes(self, along: float) -> bool:
        """Is it drawn at this point of its direction?"""
        return self.start - NEAR <= along <= self.end + NEAR


def drawn_rules(page: Any) -> tuple[list[Rule], list[Rule]]:
    """The level and the upright lines of a page, pieces of one line joined; none where much more is drawn."""
    level: list[Rule] = []
    upright: list[Rule] = []
    for count, (one, other) in enumerate(_edges(page)):
        if count == _MOST_DRAWN:
            return [], []
        wide, high = abs(one[0] - other[0]), abs(one[1] - other[1])
        if high <= _THIN < wide:
            level.append(Rule((one[1] + other[1]) / 2, *sorted((one[0], other[0]))))
        elif wide <= _THIN < high:
            upright.append(Rule((one[0] + other[0]) / 2, *sorted((one[1], other[1]))))
    return _joined(level), _joined(upright)


def places(given: Iterable[float], apart: float = NEAR) -> list[float]:
    """Sorted, those that lie at most so far apart as one."""
    found: list[float] = []
    for at in sorted(given):
        if not found or at - found[-1] > apart:
            found.append(at)
    return found


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    joined: list[Rule] = []
    for at in places(rule.at for rule in rules):
        pieces = sorted((rule.start, rule.end) for rule in rules if at <= rule.at <= at + NEAR)
        start, end = pieces[0]
        for next_start, next_end in pieces[1:]:
            if next_start > end + NEAR:
                joined.append(Rule(at, start, end))
                start, end = next_start, next_end
            end = max(end, next_end)
        joined.append(Rule(at, start, end))
    return [rule for rule in joined if rule.end - rule.start >= _SHORTEST]


def _edges(page: Any) -> Iterator[tuple[Point, Point]]:
    """Opposite corners of thin things, and the sides of what is drawn as an outline."""
    import pypdfium2.raw as pdfium

    top = (pdfium.FPDFPage_GetObject(page.raw, at) for at in range(pdfium.FPDFPage_CountObjects(page.raw)))
    for path, place in _paths(top, lambda x, y: (x, y), _DEEPEST):
        low, high = _corners(path, place)
        if min(abs(high[0] - low[0]), abs(high[1] - low[1])) <= _THIN:
            yield low, high
        else:
            yield from _sides(path, place)


def _paths(objects: Iterable[Any], place: Place, depth: int) -> Iterator[tuple[Any, Place]]:
    import pypdfium2.raw as pdfium

    for drawn in objects:
        kind = pdfium.FPDFPageObj_GetType(drawn)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield drawn, place
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
            count = pdfium.FPDFFormObj_CountObjects(drawn)
            inner = (pdfium.FPDFFormObj_GetObject(drawn, at) for at in range(count))
            yield from _paths(inner, _placed(drawn, place), depth - 1)


def _placed(drawn: Any, place: Place) -> Place:
    """Points of a form or a path as points of what it stands in."""
    import pypdfium2.raw as pdfium

    m = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(drawn, m):
        return place
    return lambda x, y: place(m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f)


def _corners(path: Any, place: Place) -> tuple[Point, Point]:
    import pypdfium2.raw as pdfium

    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    pdfium.FPDFPageObj_GetBounds(path, left, bottom, right, top)
    return place(left.value, bottom.value), place(right.value, top.value)


def _sides(path: Any, place: Place) -> Iterator[tuple[Point, Point]]:
    """Of an outline its lines, of what is filled its thin parts."""
    import pypdfium2.raw as pdfium

    if pdfium.FPDFPath_CountSegments(path) > _MOST_POINTS:
        return
    fill, stroke = c_int(), c_int()
    pdfium.FPDFPath_GetDrawMode(path, byref(fill), byref(stroke))
    for points in _parts(path, _placed(path, place)):
        if stroke.value:
            yield from pairwise(points)
        elif len(points) > 2:
            xs, ys = zip(*points, strict=True)
            yield (min(xs), min(ys)), (max(xs), max(ys))


def _parts(path: Any, place: Place) -> Iterator[list[Point]]:
    """The points of each part of a path; a curve counts as the line between its ends."""
    import pypdfium2.raw as pdfium

    part: list[Point] = []
    for at in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        x, y = c_float(), c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and part:
            yield part
            part = []
        part.append(place(x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            part.append(part[0])
    if part:
        yield part

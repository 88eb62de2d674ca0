"""The order in which people read the shapes of a slide: bands from top to bottom, columns where there are columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

_ROW = 200_000  # EMU; shapes whose tops differ by less stand in one row
_OVERLAP = 100_000  # EMU by which neighbours may overlap and still be parted
_ALIKE = 1.6  # widths of columns differ by less; a label beside its text differs by more
_UNLIKE = 1.5  # heights in a column (a heading above a text) differ by more; cards of a grid by less
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Placed:
    """A shape with its box in EMU."""

    shape: Any
    left: int
    top: int
    right: int
    bottom: int

    @property
    def height(self) -> int:
        return self.bottom - self.top


def ordered(shapes: Iterable[Any]) -> list[Any]:
    """Top to bottom and from left to right; columns of several shapes are read one after the other."""
    return [each.shape for each in _read(sorted(map(placed, shapes), key=lambda p: (p.top, p.left)), 0)]


def placed(shape: Any) -> Placed:
    """A shape with its box; one that says nothing of its place lies at the top left."""
    left, top = shape.left or 0, shape.top or 0
    return Placed(shape, left, top, left + (shape.width or 0), top + (shape.height or 0))


def _read(shapes: list[Placed], depth: int) -> list[Placed]:
    if len(shapes) < 2 or depth > _DEEPEST:
        return shapes
    columns = _parted(shapes, lambda p: (p.left, p.right))
    if len(columns) > 1 and _are_columns(columns):
        return [each for column in columns for each in _read(column, depth + 1)]
    bands = _parted(shapes, lambda p: (p.top, p.bottom))
    if len(bands) > 1:
        return [each for band in bands for each in _read(band, depth + 1)]
    return _rows(shapes)


def _parted(shapes: Sequence[Placed], span: Callable[[Placed], tuple[int, int]]) -> list[list[Placed]]:
    """The groups of shapes between which a straight cut is free."""
    groups: list[list[Placed]] = []
    reached = 0
    for shape in sorted(shapes, key=span):
        start, end = span(shape)
        if groups and start < reached - _OVERLAP:
            groups[-1].append(shape)
        else:
            groups.append([shape])
        reached = max(reached, end) if len(groups) > 1 or len(groups[-1]) > 1 else end
    return [sorted(group, key=lambda p: (p.top, p.left)) for group in groups]


def _are_columns(columns: Sequence[Sequence[Placed]]) -> bool:
    """Of about one width, each with several shapes of which some are headings to others."""
    widths = [max(p.right for p in column) - min(p.left for p in column) for column in columns]
    if min(map(len, columns)) < 2 or max(widths) > _ALIKE * max(1, min(widths)):
        return False
    heights = [[max(1, p.height) for p in column] for column in columns]
    return all(max(column) > _UNLIKE * min(column) for column in heights)


def _rows(shapes: Sequence[Placed]) -> list[Placed]:
    """Shapes that overlap: by rows of about one top, each from left to right."""
    rows: list[list[Placed]] = []
    for shape in sorted(shapes, key=lambda p: (p.top, p.left)):
        if rows and shape.top - rows[-1][0].top < _ROW:
            rows[-1].append(shape)
        else:
            rows.append([shape])
    return [shape for row in rows for shape in sorted(row, key=lambda p: p.left)]

"""Grids of lines drawn on a PDF page, and which of their cells a point lies in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ingest.readers.pdf.rules import NEAR, Rule, drawn_rules, places

_MOST_CELLS = 4_000  # of one grid
_MOST_CROSSINGS = 100_000  # of level and upright lines; more are a plan or a map
_NARROWEST = 8.0  # points; between closer lines is a margin
# Shares of their lengths to which the lines of a table are drawn, and those of boxes with connections are not.
_UPRIGHT, _LEVEL, _SIDE, _OPEN = 0.5, 0.6, 0.8, 0.1


@dataclass(frozen=True, slots=True)
class Cell:
    """The rows ``top`` up to ``bottom`` and columns ``start`` up to ``end`` that no line parts; ends are left out."""

    top: int
    bottom: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Where columns are parted (points from the left), where rows are (from the bottom, downwards), and the cells."""

    columns: tuple[float, ...]
    edges: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def width(self) -> int:
        """In columns."""
        return len(self.columns) - 1

    def crosses(self, left: float, right: float, up: float) -> bool:
        """Does a level stretch lie in it, at least in part?"""
        return self.edges[-1] <= up <= self.edges[0] and left < self.columns[-1] and right > self.columns[0]

    def cell_at(self, across: float, up: float) -> Cell | None:
        """The cell around a point; None outside."""
        if not (self.columns[0] <= across <= self.columns[-1] and self.edges[-1] <= up <= self.edges[0]):
            return None
        row = max(0, min(len(self.rows), bisect_right(self.edges, -up, key=lambda edge: -edge)) - 1)
        column = min(self.width, bisect_right(self.columns, across)) - 1
        return next(cell for cell in self.rows[row] if cell.start <= column < cell.end)

    def parts_as(self, other: Grid) -> bool:
        """Do its columns lie where those of the other do?"""
        both = zip(self.columns, other.columns, strict=False)
        return self.width == other.width and all(abs(one - two) <= 2 * NEAR for one, two in both)


def page_grids(page: Any) -> list[Grid]:
    """The grids of at least two columns on a page, from top to bottom."""
    level, upright = drawn_rules(page)
    if len(level) * len(upright) > _MOST_CROSSINGS:
        return []
    found = (_grid(*part) for part in _connected(level, upright))
    return sorted((grid for grid in found if grid), key=lambda grid: -grid.edges[0])


def _connected(level: Sequence[Rule], upright: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """The lines of each grid: those that meet, directly or by others."""
    left = list(upright)
    while left:
        columns, crossed, waiting = [], set[Rule](), [left.pop()]
        while waiting:
            one = waiting.pop()
            columns.append(one)
            met = {rule for rule in level if rule not in crossed and _meet(rule, one)}
            crossed |= met
            near = [other for other in left if any(_meet(rule, other) for rule in met)]
            left = [other for other in left if other not in near]
            waiting += near
        yield list(crossed), columns


def _meet(level: Rule, upright: Rule) -> bool:
    return level.passes(upright.at) and upright.passes(level.at)


def _grid(level: Sequence[Rule], upright: Sequence[Rule]) -> Grid | None:
    level = _from_side_to_side(level, [rule.at for rule in upright])
    if not level:
        return None
    columns = places([*_ends(level), *(rule.at for rule in upright)], _NARROWEST)
    edges = places([*_ends(upright), *(rule.at for rule in level)])[::-1]
    if len(columns) < 3 or len(edges) < 2 or len(columns) * len(edges) > _MOST_CELLS:
        return None
    parted = [_parted(columns, upright, (above + below) / 2) for above, below in pairwise(edges)]
    walls = _Walls(columns, edges, level, parted)
    rows = tuple(tuple(walls.cell(row, *sides) for sides in parted[row]) for row in range(len(parted)))
    grid = Grid(tuple(columns), tuple(edges), rows)
    return grid if _is_drawn_through(grid) and _is_framed(grid, level, upright) else None


def _is_drawn_through(grid: Grid) -> bool:
    """Do the inner lines go through most of the grid, by their lengths?"""
    heights = [above - below for above, below in pairwise(grid.edges)]
    widths = [right - left for left, right in pairwise(grid.columns)]
    upright = sum(height * (len(row) - 1) for height, row in zip(heights, grid.rows, strict=True))
    ended = (cell for at, row in enumerate(grid.rows[:-1]) for cell in row if cell.bottom == at + 1)
    level = sum(sum(widths[cell.start : cell.end]) for cell in ended)
    enough = upright >= _UPRIGHT * sum(heights) * (len(widths) - 1)
    return enough and level >= _LEVEL * sum(widths) * (len(heights) - 1)


def _is_framed(grid: Grid, level: Sequence[Rule], upright: Sequence[Rule]) -> bool:
    """Is each outer side drawn as good as whole, or left open?"""
    width, height = grid.columns[-1] - grid.columns[0], grid.edges[0] - grid.edges[-1]
    sides = [(upright, at, height) for at in (grid.columns[0], grid.columns[-1])]
    sides += [(level, at, width) for at in (grid.edges[0], grid.edges[-1])]
    shares = [_length(rules, at) / whole for rules, at, whole in sides]
    return all(share >= _SIDE or share <= _OPEN for share in shares)


def _length(rules: Sequence[Rule], at: float) -> float:
    return sum(rule.end - rule.start for rule in rules if abs(rule.at - at) <= _NARROWEST)


def _from_side_to_side(level: Sequence[Rule], sides: Sequence[float]) -> list[Rule]:
    """The level lines that begin and end at upright ones or beyond them all; others only underline words."""
    least, most = min(sides) + _NARROWEST, max(sides) - _NARROWEST

    def stops(at: float) -> bool:
        return not least < at < most or any(abs(at - side) <= _NARROWEST for side in sides)

    return [rule for rule in level if stops(rule.start) and stops(rule.end)]


def _ends(rules: Sequence[Rule]) -> tuple[float, float]:
    return min(rule.start for rule in rules), max(rule.end for rule in rules)


def _parted(columns: Sequence[float], upright: Sequence[Rule], middle: float) -> list[tuple[int, int]]:
    """The columns of each cell at one height; the grid's own sides need no line."""
    last = len(columns) - 1
    drawn = [at for at, place in enumerate(columns) if at in (0, last) or _is_drawn(upright, place, middle)]
    return list(pairwise(drawn))


@dataclass(frozen=True, slots=True)
class _Walls:
    columns: Sequence[float]
    edges: Sequence[float]
    level: Sequence[Rule]
    parted: Sequence[Sequence[tuple[int, int]]]

    def cell(self, row: int, start: int, end: int) -> Cell:
        """A cell reaches up and down as long as no line ends it and it stays as wide."""
        across = (self.columns[start] + self.columns[end]) / 2
        top, bottom = row, row + 1
        while top and (start, end) in self.parted[top - 1] and not _is_drawn(self.level, self.edges[top], across):
            top -= 1
        while bottom < len(self.parted) and (start, end) in self.parted[bottom]:
            if _is_drawn(self.level, self.edges[bottom], across):
                break
            bottom += 1
        return Cell(top, bottom, start, end)


def _is_drawn(rules: Iterable[Rule], place: float, along: float) -> bool:
    return any(abs(rule.at - place) <= NEAR and rule.passes(along) for rule in rules)

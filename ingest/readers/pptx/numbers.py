"""Numbers that stand beside texts, as on a road map or a clock of steps: they say in which order the texts are read."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from ingest.readers.inline import one_line
from ingest.readers.pptx.order import Placed, placed

_NUMBER = re.compile(r"0?(\d{1,2})\.?")
_FEWEST = 3  # numbers that make a series
_WORDS = re.compile(r"[^\W\d_]{2}")


def numbered(shapes: Iterable[Any]) -> list[Any]:
    """The texts of a slide each of which has one of the numbers 1, 2, 3 … beside it, in that order; else none."""
    leaves = [leaf for shape in shapes for leaf in _leaves(placed(shape))]
    numbers = sorted((int(match[1]), leaf) for leaf in leaves if (match := _NUMBER.fullmatch(_text(leaf))))
    texts = [leaf for leaf in leaves if _WORDS.search(_text(leaf))]
    if len(numbers) < _FEWEST or [number for number, _ in numbers] != list(range(1, len(numbers) + 1)):
        return []
    return _beside([leaf for _, leaf in numbers], texts) if len(texts) == len(numbers) else []


def is_number(shape: Any) -> bool:
    """Whether a shape shows nothing but a number of such a series."""
    return bool(shape.has_text_frame and _NUMBER.fullmatch(one_line(shape.text_frame.text)))


def _beside(numbers: Sequence[Placed], texts: Sequence[Placed]) -> list[Any]:
    """For each number the text nearest to it, the closest pairs first, no text twice."""
    pairs = sorted((_gap(number, text), at, n) for at, number in enumerate(numbers) for n, text in enumerate(texts))
    found: dict[int, int] = {}
    for _, at, n in pairs:
        if at not in found and n not in found.values():
            found[at] = n
    return [texts[found[at]].shape for at in range(len(numbers))]


def _gap(one: Placed, other: Placed) -> float:
    across = max(0, one.left - other.right, other.left - one.right)
    down = max(0, one.top - other.bottom, other.top - one.bottom)
    return math.hypot(across, down) + abs(one.top + one.bottom - other.top - other.bottom) / 10


def _leaves(each: Placed) -> Iterator[Placed]:
    """A shape, or the members of a group where the slide shows them."""
    from pptx.enum.shapes import MSO_SHAPE_TYPE

    if getattr(each.shape, "shape_type", None) != MSO_SHAPE_TYPE.GROUP:
        yield each
        return
    members = [placed(member) for member in each.shape.shapes]
    left, top = min((m.left for m in members), default=0), min((m.top for m in members), default=0)
    wide = max((m.right for m in members), default=0) - left or 1
    high = max((m.bottom for m in members), default=0) - top or 1
    across, down = (each.right - each.left) / wide, (each.bottom - each.top) / high
    for member in members:
        yield from _leaves(
            replace(
                member,
                left=round(each.left + (member.left - left) * across),
                right=round(each.left + (member.right - left) * across),
                top=round(each.top + (member.top - top) * down),
                bottom=round(each.top + (member.bottom - top) * down),
            )
        )


def _text(leaf: Placed) -> str:
    return one_line(leaf.shape.text_frame.text) if leaf.shape.has_text_frame else ""

"""Numbers that count the lines of a PDF page: beside them, as on an agenda, or at their beginning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ingest.readers.pdf.lines import PdfLine
from ingest.readers.pdf.tables import PageItem

_NUMBER = re.compile(r"(\d{1,2})[.)]?")
_COUNTED = re.compile(r"(\d{1,2})\s+(?=[^\W\d])")
_LEVEL = 0.35  # of a line's height by which a number and its line may lie apart
_BESIDE = 6.0  # heights of a line between a number and its line
_UNDER = 3.0  # points by which numbers below each other may lie apart
_MOST = 60  # numbers on a page; more are figures
_LEAST = 3  # lines that begin with numbers and are a list


def with_numbers(page: Sequence[PageItem]) -> list[PageItem]:
    """The lines with the numbers that stand alone beside them; a file may write all numbers of a list first."""
    lines = [item for item in page if isinstance(item, PdfLine)]
    alone = [line for line in lines if _NUMBER.fullmatch(line.text)]
    if len(alone) > _MOST:
        return list(page)
    beside = {id(line): number for number in alone for line in lines if _is_beside(number, line)}
    pairs = [(beside[id(line)], _first(line, lines, beside)) for line in lines if id(line) in beside]
    counting = [(n, line) for n, line in pairs if any(_follow(n, other) or _follow(other, n) for other, _ in pairs)]
    numbers = {id(line): number for number, line in counting}
    told = {id(number) for number, _ in counting}
    return [_numbered(item, numbers.get(id(item))) for item in page if id(item) not in told]


def _is_beside(number: PdfLine, line: PdfLine) -> bool:
    height = number.bottom - number.top
    apart = abs(number.top + number.bottom - line.top - line.bottom) / 2
    return 0 < line.left - number.right <= _BESIDE * height and apart <= _LEVEL * height


def _first(line: PdfLine, lines: Sequence[PdfLine], beside: Mapping[int, PdfLine]) -> PdfLine:
    """The first of the lines right below each other that end with this one, if no other number stands beside it."""
    above = next((each for each in lines if _is_right_above(each, line)), None)
    return line if above is None or id(above) in beside else _first(above, lines, beside)


def _is_right_above(above: PdfLine, line: PdfLine) -> bool:
    height = line.bottom - line.top
    return (
        abs(above.left - line.left) <= _UNDER
        and -height < line.top - above.bottom <= _LEVEL * height
        and (above.top < line.top)
    )


def _follow(number: PdfLine, other: PdfLine) -> bool:
    """Does the other number stand below and count one more?"""
    below = other.top > number.top and abs(other.right - number.right) <= _UNDER
    return below and int(other.text.rstrip(".)")) == int(number.text.rstrip(".)")) + 1


def _numbered(item: PageItem, number: PdfLine | None) -> PageItem:
    if number is None or not isinstance(item, PdfLine):
        return item
    return replace(item, text=f"{number.text} {item.text}", left=number.left)


def counted(lines: Sequence[PdfLine]) -> set[int]:
    """Which lines begin with 1, 2, 3 and so on, below each other: a list, though no mark follows the numbers."""
    found = [(at, int(match[1])) for at, line in enumerate(lines) if (match := _COUNTED.match(line.text))]
    kept: set[int] = set()
    for first, number in found:
        if number == 1:
            run = list(_counting(lines, found, first))
            kept |= set(run) if len(run) >= _LEAST else set()
    return kept


def _counting(lines: Sequence[PdfLine], found: Sequence[tuple[int, int]], first: int) -> Iterator[int]:
    expected = 1
    for at, number in found:
        if at >= first and number == expected and abs(lines[at].left - lines[first].left) <= 2 * _UNDER:
            yield at
            expected += 1

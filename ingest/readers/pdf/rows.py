"""Tables of PDF pages to rows under their labels; one that goes on on the next page keeps them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from ingest.readers.facts import Pair, is_generic, pairs, records
from ingest.readers.pdf.labels import Labels, header
from ingest.readers.pdf.lines import PdfLine
from ingest.readers.pdf.paragraphs import blocks, compounds_of
from ingest.readers.pdf.tables import PageItem, PdfTable
from ingest.readers.tables import row_block
from ingest.structure import Block

_LONG = 600  # characters of a cell that is read as the text it holds
_REPEATED = 120  # characters of a tall cell that every row repeats
_TAIL = 300  # characters that go over to the next page and are still told where their row begins


@dataclass(slots=True)
class _Row:
    """The lines of each column, or those of one cell as wide as the table."""

    cells: dict[int, list[PdfLine]]
    width: int
    labels: Labels = ()
    wide: list[PdfLine] = field(default_factory=list)

    @property
    def size(self) -> int:
        return sum(len(line.text) for lines in self.cells.values() for line in lines)


@dataclass(frozen=True, slots=True)
class _Last:
    """The table that the page before ends with, if text goes on below it only in smaller type."""

    table: PdfTable
    labels: Labels
    row: _Row | None


def with_rows(pages: Sequence[Sequence[PageItem]]) -> list[list[PdfLine]]:
    """The pages with a line for each row of their tables, and for each line of text within a long cell."""
    found: list[list[PdfLine | _Row]] = []
    last: _Last | None = None
    for page in pages:
        items: list[PdfLine | _Row] = []
        for at, item in enumerate(page):
            if isinstance(item, PdfLine):
                items.append(item)
                last = None if last and item.size >= _size_of(last.table) else last
                continue
            rows, last = _rows(item, last if at == 0 else None)
            items += rows
        found.append(items)
    compounds = compounds_of([line for page in pages for item in page for line in _lines(item)])
    return [[line for item in page for line in _told(item, compounds)] for page in found]


def _lines(item: PageItem) -> Sequence[PdfLine]:
    return item.lines if isinstance(item, PdfTable) else [item]


def _size_of(table: PdfTable) -> float:
    return max(line.size for line in table.lines)


def _rows(table: PdfTable, last: _Last | None) -> tuple[list[_Row], _Last]:
    goes_on = last is not None and table.grid.parts_as(last.table.grid)
    labels, taken = header(table, last.labels if last and goes_on else ())
    labels = () if len(labels) == 2 and is_generic(*labels) else labels
    rows = [_row(table, at, labels) for at in range(len(table.grid.rows)) if at not in taken and table.begins(at)]
    if table.grid.width == 2 and not labels and (laid := _laid(rows)):
        return laid, _Last(table, labels, None)
    if taken and labels and not _are_told(labels, rows):
        rows.insert(0, _header_row(table, taken))
    if last and goes_on and rows and last.row and (not taken or labels == last.labels):
        rows = _after(last.row, rows)
    body = [row for row in rows if not row.wide]
    return rows, _Last(table, labels, body[-1] if body else last.row if last and goes_on else None)


def _laid(rows: list[_Row]) -> list[_Row]:
    """The facts of each call as one row; none where they are of something else."""
    found = pairs([(_text(row, 0), _text(row, 1)) for row in rows])
    calls = records(found)
    values = iter([row.cells.get(1, []) for row in rows[len(rows) - len(found) :]])
    return [
        _Row({at: lines for at, lines in enumerate(islice(values, len(call))) if lines}, len(call), _labels(call))
        for call in (calls if len(calls) < len(found) else [])
    ]


def _labels(call: Sequence[Pair]) -> Labels:
    return tuple(label for label, _ in call)


def _text(row: _Row, column: int) -> str:
    return " ".join(line.text for line in row.cells.get(column, []))


def _after(last: _Row, rows: list[_Row]) -> list[_Row]:
    """The rows of a table that goes on: what is left of the last row goes there, or is told under its name."""
    first, *others = rows
    if _is_tail(first):
        for column, lines in first.cells.items():
            last.cells[column] = _below(last.cells.get(column, []), lines)
        return others
    if not first.wide and 0 in last.cells and _is_short(last.cells[0]):
        first.cells = {0: last.cells[0], **first.cells}
    return rows


def _below(above: list[PdfLine], lines: list[PdfLine]) -> list[PdfLine]:
    """Lines of the next page as if they stood right below others."""
    shift = lines[0].top - above[-1].bottom if above else 0.0
    return [*above, *(replace(line, top=line.top - shift, bottom=line.bottom - shift) for line in lines)]


def _are_told(labels: Labels, rows: Sequence[_Row]) -> bool:
    """Does each label stand with a value in some row?"""
    return set(labels) - {""} <= {labels[column] for row in rows for column in row.cells}


def _header_row(table: PdfTable, taken: range) -> _Row:
    cells: dict[int, list[PdfLine]] = {}
    for cell in dict.fromkeys(cell for at in taken for cell in table.row(at)):
        cells.setdefault(cell.start, []).extend(table.cells[cell])
    return _Row(cells, table.grid.width)


def _is_tail(row: _Row) -> bool:
    """What is left of a row that the page before begins: its name is not told again, or nothing but that goes on."""
    named = 0 in row.cells
    return not row.wide and row.size <= _TAIL and (not named or (len(row.cells) == 1 and row.width > 2))


def _row(table: PdfTable, at: int, labels: Labels) -> _Row:
    cells = table.row(at)
    if table.spans_all(at):
        return _Row({}, table.grid.width, wide=list(table.cells[cells[0]]))
    told = {cell.start: list(table.cells[cell]) for cell in cells if cell.top == at or _is_short(table.cells[cell])}
    return _Row(told, table.grid.width, labels)


def _is_short(lines: Sequence[PdfLine]) -> bool:
    return sum(len(line.text) for line in lines) <= _REPEATED


def _told(item: PdfLine | _Row, compounds: set[str]) -> Iterator[PdfLine]:
    """A row as lines that hold its blocks."""
    if isinstance(item, PdfLine):
        yield item
        return
    yield from item.wide
    long: list[Block] = []
    short: list[tuple[int, str]] = []
    for column, lines in sorted(item.cells.items()):
        found = blocks(lines, compounds)
        if len(found) > 1 and (item.size > _LONG or any(block.kind == "item" for block in found)):
            long += [Block(f"{item.labels[column]}:")] if item.labels and item.width > 2 else []
            long += found
        else:
            short.append((column, _one_line([block.text for block in found])))
    first = next(iter(item.cells.values()), [])[:1]
    for block in [*_short(short, item, leads=bool(long)), *long]:
        yield from [replace(line, text=block.text, bold=False, block=block) for line in first]


def _short(cells: Sequence[tuple[int, str]], row: _Row, *, leads: bool) -> Iterator[Block]:
    """The short cells of a row; in two columns without labels, the left one says what stands in the right one."""
    if leads and len(cells) == 1:
        yield Block(f"{cells[0][1].rstrip(':')}:")
        return
    if row.width == 2 and not row.labels and len(cells) == 2 and len(cells[0][1]) <= _REPEATED:
        told: list[tuple[str, str]] = [(cells[0][1].rstrip(":"), cells[1][1])]
    else:
        told = [(row.labels[column] if row.labels else "", text) for column, text in cells]
    block = row_block(told)
    if block:
        yield block


def _one_line(texts: Sequence[str]) -> str:
    """The paragraphs of a cell; where none ends a sentence they are parted by semicolons."""
    ended = [text if text.endswith((".", ";", ":", ",", "!", "?")) else f"{text};" for text in texts[:-1]]
    return " ".join([*ended, *texts[-1:]])

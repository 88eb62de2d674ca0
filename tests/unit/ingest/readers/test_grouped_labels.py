"""Tables with labels in two rows and merged cells say the same in every format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import pytest
from pptx import Presentation
from pptx.util import Cm

from ingest.readers import read

ROWS = (
    ("Call", "Stage 1", "", "Stage 2", ""),
    ("", "Opening", "Deadline", "Opening", "Deadline"),
    ("AQUA", "2 January 2027", "4 March 2027", "6 May 2027", "1 September 2027"),
    ("HYDRO", "3 January 2027", "5 March 2027", "7 May 2027", "2 September 2027"),
)
MERGED = (((0, 1), (0, 2)), ((0, 3), (0, 4)), ((0, 0), (1, 0)))
LABELS = ("Call", "Stage 1 – Opening", "Stage 1 – Deadline", "Stage 2 – Opening", "Stage 2 – Deadline")
INTRO = "<p>These are the open calls of the platform for firms, with the days of both of their stages.</p>"


def word(file: Path) -> Path:
    document = docx.Document()
    grid = document.add_table(len(ROWS), len(ROWS[0]))
    _fill(grid.cell)
    document.save(str(file.with_suffix(".docx")))
    return file.with_suffix(".docx")


def deck(file: Path) -> Path:
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = "Calls"
    _fill(slide.shapes.add_table(len(ROWS), len(ROWS[0]), Cm(2), Cm(5), Cm(20), Cm(6)).table.cell)
    presentation.save(str(file.with_suffix(".pptx")))
    return file.with_suffix(".pptx")


def _fill(cell: Callable[[int, int], object]) -> None:
    for at, row in enumerate(ROWS):
        for column, said in enumerate(row):
            setattr(cell(at, column), "text", said)  # noqa: B010  # a cell of either library
    for first, last in MERGED:
        cell(*first).merge(cell(*last))  # type: ignore[attr-defined]


def page(file: Path) -> Path:
    head = '<tr><th rowspan="2">Call</th><th colspan="2">Stage 1</th><th colspan="2">Stage 2</th></tr>'
    rows = [head, _row("th", ROWS[1][1:]), *(_row("td", row) for row in ROWS[2:])]
    html = f"<html><body><main><h1>Calls</h1>{INTRO}<table>{''.join(rows)}</table></main></body></html>"
    file.with_suffix(".html").write_text(html)
    return file.with_suffix(".html")


def _row(tag: str, cells: Sequence[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in cells)}</tr>"


@pytest.mark.parametrize("written", [word, deck, page])
def test_each_value_stands_under_both_its_labels(tmp_path: Path, written: Callable[[Path], Path]) -> None:
    (document,) = read(written(tmp_path / "calls"))
    found = [block.cells for section in document.sections for block in section.blocks if block.kind == "row"]
    assert found == [tuple(zip(LABELS, row, strict=True)) for row in ROWS[2:]]


def test_a_cell_of_a_page_that_goes_over_rows_is_of_all_of_them(tmp_path: Path) -> None:
    rows = (
        '<tr><th>Programme</th><th>Call</th></tr><tr><td rowspan="2">SMP</td><td>AQUA</td></tr><tr><td>LIDO</td></tr>'
    )
    html = f'<html><body><main><h1>Calls</h1>{INTRO}<table>{rows}</table><p colspan="9">End.</p></main></body></html>'
    (tmp_path / "calls.html").write_text(html)
    (document,) = read(tmp_path / "calls.html")
    found = [block.cells for section in document.sections for block in section.blocks if block.kind == "row"]
    assert found == [(("Programme", "SMP"), ("Call", "AQUA")), (("Programme", "SMP"), ("Call", "LIDO"))]


@pytest.mark.parametrize("spans", ['colspan="99999999"', 'rowspan="-1"', 'colspan="x" rowspan="65534"', 'rowspan=""'])
def test_spans_beyond_all_bounds_do_no_harm(tmp_path: Path, spans: str) -> None:
    cells = "".join(f"<tr><td {spans}>AQUA</td><td>day {at}.</td></tr>" for at in range(40))
    html = f"<html><body><main><h1>Calls</h1>{INTRO}<table>{cells}</table></main></body></html>"
    (tmp_path / "calls.html").write_text(html)
    (document,) = read(tmp_path / "calls.html")
    told = " ".join(block.text for section in document.sections for block in section.blocks)
    assert [at for at in range(40) if f"day {at}." not in told] == []
    assert len(told) < 20_000

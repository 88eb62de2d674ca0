"""Sheets of facts: a call told as labels and values below each other is one row, in whatever format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from ingest.readers import read
from ingest.structure import ReadSection
from tests.pdf_files import drawn, table, text

Rows = Sequence[tuple[str, str]]
Write = Callable[[Path, Rows], Path]
FACTS = (("Title", "AquaBoost vouchers"), ("Deadline", "12 May 2027"), ("Who may apply", "SMEs"))
MORE = (("Title", "Fire grants"), ("Deadline", "3 June 2027"))


def csv(folder: Path, rows: Rows) -> Path:
    (folder / "call.csv").write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    return folder / "call.csv"


def xlsx(folder: Path, rows: Rows) -> Path:
    book = Workbook()
    for row in rows:
        book["Sheet"].append(row)
    book.save(folder / "call.xlsx")
    return folder / "call.xlsx"


def docx(folder: Path, rows: Rows) -> Path:
    paper = Document()
    cells = paper.add_table(len(rows), 2)
    for at, row in enumerate(rows):
        for column, said in enumerate(row):
            cells.cell(at, column).text = said
    paper.save(str(folder / "call.docx"))
    return folder / "call.docx"


def html(folder: Path, rows: Rows) -> Path:
    head, *others = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    said = "".join(
        f"<tr>{row}</tr>" for row in (head.replace("td>", "th>") if rows[0][0] == "Field" else head, *others)
    )
    (folder / "call.html").write_text(f"<main><h1>A call</h1><table>{said}</table></main>", encoding="utf-8")
    return folder / "call.html"


def framed(folder: Path, rows: Rows) -> Path:
    page = table((60, 200, 400), [800 - 30 * at for at in range(len(rows) + 1)], rows)
    (folder / "call.pdf").write_bytes(drawn([page]))
    return folder / "call.pdf"


def bare(folder: Path, rows: Rows) -> Path:
    said = [
        text(x, 700 - 16 * at, cell, 10) for at, row in enumerate(rows) for x, cell in zip((60, 200), row, strict=True)
    ]
    (folder / "call.pdf").write_bytes(drawn(["\n".join(said)]))
    return folder / "call.pdf"


def found(file: Path) -> list[tuple[tuple[str, str], ...]]:
    (document,) = read(file)
    return [block.cells for section in document.sections for block in section.blocks if block.kind == "row"]


@pytest.mark.parametrize("write", [csv, xlsx, docx, html, framed, bare])
@pytest.mark.parametrize("head", [(), (("Field", "Value"),)])
def test_the_facts_of_a_call_are_one_row(tmp_path: Path, write: Write, head: Rows) -> None:
    assert found(write(tmp_path, [*head, *FACTS])) == [FACTS]


@pytest.mark.parametrize("write", [xlsx, docx, html, framed])
def test_calls_below_each_other_are_a_row_each(tmp_path: Path, write: Write) -> None:
    assert found(write(tmp_path, [*FACTS, *MORE])) == [FACTS, MORE]


def sheets(folder: Path, *rows: Sequence[str]) -> tuple[ReadSection, ...]:
    book = Workbook()
    for row in rows:
        book["Sheet"].append(row)
    book.save(folder / "calls.xlsx")
    (document,) = read(folder / "calls.xlsx")
    return document.sections


def test_a_row_of_facts_stands_where_its_first_fact_does(tmp_path: Path) -> None:
    assert [section.locator.value for section in sheets(tmp_path, ("Field", "Value"), *FACTS, *MORE)] == ["2", "5"]


def test_a_title_above_the_facts_heads_them(tmp_path: Path) -> None:
    (section,) = sheets(tmp_path, ("AquaBoost open call",), ("Field", "Value"), *FACTS[1:])
    assert section.heading_path == ("AquaBoost open call",)
    assert section.blocks[0].cells == FACTS[1:]


def test_names_of_groups_head_their_rows_and_are_no_titles(tmp_path: Path) -> None:
    labels, aqua, fire = ("Title", "Deadline", "Grant"), ("Aqua", "12 May 2027", "EUR 1"), ("Fire", "3 June 2027", "")
    found = sheets(tmp_path, labels, ("Horizon Europe",), aqua, ("LIFE",), fire)
    assert [section.heading_path for section in found if section.blocks] == [("Horizon Europe",), ("LIFE",)]
    alone = sheets(tmp_path, labels, aqua, ("Soil",), fire)
    assert [section.heading_path for section in alone if section.blocks] == [(), (), ()]


def test_a_sheet_of_lines_is_text_and_no_table(tmp_path: Path) -> None:
    (notes,) = sheets(tmp_path, ("Overview of open calls",), ("Compiled by the secretariat",), ("Status: March",))
    assert [block.text for block in notes.blocks][1:] == ["Compiled by the secretariat", "Status: March"]
    assert [section.blocks[0].text for section in sheets(tmp_path, ("Title",), ("Aqua",))] == ["Title: Aqua"]


def test_the_separator_that_a_table_names_for_excel_is_no_row_of_it(tmp_path: Path) -> None:
    (tmp_path / "calls.csv").write_text("sep=;\nTitle;Deadline\nAqua, the call;12 May 2027\n", encoding="utf-8")
    assert found(tmp_path / "calls.csv") == [(("Title", "Aqua, the call"), ("Deadline", "12 May 2027"))]

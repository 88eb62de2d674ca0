"""Word: headings, nested lists, tables with merged cells, links, footnotes, what is tracked as deleted."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.errors import ReaderError
from ingest.readers import read
from ingest.structure import Block, ReadDocument


def saved(word: Any, folder: Path) -> ReadDocument:
    word.save(str(folder / "minutes.docx"))
    (document,) = read(folder / "minutes.docx")
    return document


def test_headings_make_the_path_and_the_title_is_no_part_of_it(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_heading("Minutes", 0)
    word.add_paragraph("Meeting of 15 May 2024")
    word.add_heading("Funding", 1)
    word.add_heading("Calls", 2)
    word.add_paragraph("Two are open.")
    document = saved(word, tmp_path)
    assert (document.title, document.published) == ("Minutes", date(2024, 5, 15))
    assert document.sections[-1].heading_path == ("Funding", "Calls")


def test_lists_keep_their_nesting_and_numbers(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("Main barriers are:")
    for text, style in (
        ("Skills", "List Bullet"),
        ("green", "List Bullet 2"),
        ("one", "List Number"),
        ("two", "List Number"),
    ):
        word.add_paragraph(text, style=style)
    (section,) = saved(word, tmp_path).sections
    assert section.blocks == (
        Block("Main barriers are:"),
        Block("Skills", "item"),
        Block("green", "item", 1),
        Block("1. one", "item"),
        Block("2. two", "item"),
    )


def test_a_cell_merged_downwards_stands_in_every_row(tmp_path: Path) -> None:
    word = docx.Document()
    table = word.add_table(3, 2)
    for row, cells in enumerate([("For", "Call"), ("SMEs", "AQUA"), ("", "HYDRO")]):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    rows = [block.cells for block in saved(word, tmp_path).sections[0].blocks]
    assert rows == [(("For", "SMEs"), ("Call", "AQUA")), (("For", "SMEs"), ("Call", "HYDRO"))]


def test_links_keep_their_address_and_deleted_text_is_gone(tmp_path: Path) -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("See ")
    link = word.part.relate_to(
        "https://example.org/call",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
        is_external=True,
    )
    for xml in (
        f'<w:hyperlink {nsdecls("w", "r")} r:id="{link}"><w:r><w:t>the call</w:t></w:r></w:hyperlink>',
        f"<w:del {nsdecls('w')}><w:r><w:delText> never</w:delText><w:t> never</w:t></w:r></w:del>",
        f'<w:ins {nsdecls("w")}><w:r><w:t xml:space="preserve"> today.</w:t></w:r></w:ins>',
    ):
        paragraph._p.append(parse_xml(xml))
    assert saved(word, tmp_path).sections[0].blocks[0].text == "See the call (https://example.org/call) today."


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 encrypted", b"plain text"])
def test_what_is_no_docx_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.docx").write_bytes(content)
    with pytest.raises(ReaderError, match="is no DOCX"):
        read(tmp_path / "x.docx")


def test_labels_in_two_rows_are_joined_and_a_title_over_a_table_is_none(tmp_path: Path) -> None:
    word = docx.Document()
    table = word.add_table(4, 3)
    for row, cells in enumerate(
        [("Calls", "", ""), ("Call", "Dates", ""), ("", "Opens", "Closes"), ("AQUA", "a", "b")]
    ):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    for one, other in (((0, 0), (0, 2)), ((1, 0), (2, 0)), ((1, 1), (1, 2))):
        table.cell(*one).merge(table.cell(*other))
    (section,) = saved(word, tmp_path).sections
    assert [block.text for block in section.blocks] == ["Calls", "Call: AQUA\nDates – Opens: a\nDates – Closes: b"]


def test_a_table_within_a_cell_keeps_its_labels(tmp_path: Path) -> None:
    word = docx.Document()
    outer = word.add_table(2, 2)
    for at, text in enumerate(("Call", "Terms", "AQUA")):
        outer.cell(at // 2, at % 2).text = text
    inner = outer.cell(1, 1).add_table(2, 2)
    for at, text in enumerate(("Applicant", "Share", "SME", "half")):
        inner.cell(at // 2, at % 2).text = text
    rows = [block.cells for block in saved(word, tmp_path).sections[0].blocks]
    assert rows == [(("Call", "AQUA"), ("Terms", "Applicant: SME, Share: half"))]


def test_words_struck_out_are_not_read(tmp_path: Path) -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("Deadline: ")
    paragraph.add_run("15 May 2027").font.strike = True
    paragraph.add_run(" 30 June 2027")
    assert [block.text for block in saved(word, tmp_path).sections[0].blocks] == ["Deadline: 30 June 2027"]

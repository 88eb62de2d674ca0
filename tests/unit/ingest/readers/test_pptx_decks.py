"""PowerPoint: numbers, titles, bullets, tables, notes, reading order, hidden slides, furniture."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml.ns import qn
from pptx.util import Cm

from ingest.errors import ReaderError
from ingest.readers import read
from ingest.structure import Block, ReadDocument

TITLE, BODY, HEADER, ONLY = 0, 1, 2, 5


def saved(deck: Any, folder: Path, name: str = "deck.pptx") -> ReadDocument:
    deck.save(str(folder / name))
    (document,) = read(folder / name)
    return document


def slide(deck: Any, layout: int, title: str) -> Any:
    added = deck.slides.add_slide(deck.slide_layouts[layout])
    added.shapes.title.text = title
    return added


def box(on: Any, text: str, left: float, top: float) -> None:
    on.shapes.add_textbox(Cm(left), Cm(top), Cm(6), Cm(2)).text_frame.text = text


def test_bullets_keep_their_levels_and_lead_ins_stand_before_them(tmp_path: Path) -> None:
    deck = Presentation()
    body = slide(deck, BODY, "Leaks").placeholders[1].text_frame
    body.text = "What helps:"
    for text, level in (("sensors", 0), ("cheap ones", 1), ("maps", 0)):
        paragraph = body.add_paragraph()
        paragraph.text, paragraph.level = text, level
    (section,) = saved(deck, tmp_path).sections
    assert (section.locator.kind, section.locator.value, section.heading_path) == ("slide", "1", ("Leaks",))
    assert section.blocks == (
        Block("What helps:"),
        Block("sensors", "item"),
        Block("cheap ones", "item", 1),
        Block("maps", "item"),
    )


def test_shapes_are_read_in_rows_from_left_to_right(tmp_path: Path) -> None:
    deck = Presentation()
    added = slide(deck, ONLY, "Order")
    box(added, "third", 2, 12)
    box(added, "second", 14, 6.1)
    box(added, "first", 2, 6)
    (section,) = saved(deck, tmp_path).sections
    assert [block.text for block in section.blocks] == ["first", "second", "third"]


def test_texts_with_numbers_beside_them_are_a_list_in_their_order(tmp_path: Path) -> None:
    deck = Presentation()
    added = slide(deck, ONLY, "Agenda")
    for number, text, left, top in (
        ("1", "Welcome", 1, 4),
        ("2", "Water", 1, 8),
        ("3", "Energy", 14, 4),
        ("4", "Goodbye", 14, 8),
    ):
        box(added, text, left, top)
        box(added, number, left + 6.2, top + 0.3)
    (section,) = saved(deck, tmp_path).sections
    assert section.blocks == tuple(Block(text, "item") for text in ("Welcome", "Water", "Energy", "Goodbye"))


def test_numbers_that_do_not_number_every_text_stay_where_they_are(tmp_path: Path) -> None:
    deck = Presentation()
    added = slide(deck, ONLY, "Figures")
    for at, text in enumerate(("1", "member", "2", "regions", "3", "years", "More on the last page")):
        box(added, text, 2, 3 + 2.1 * at)
    (section,) = saved(deck, tmp_path).sections
    assert [block.text for block in section.blocks][:3] == ["1", "member", "2"]


def test_a_place_for_the_date_that_says_more_is_read(tmp_path: Path) -> None:
    deck = Presentation()
    added = slide(deck, TITLE, "Water talk")
    for text in ("12 May 2027", "Webinar of 12 May 2027\nSpeaker: Ana Prata"):
        shape = added.shapes.add_textbox(Cm(2), Cm(12), Cm(6), Cm(2))
        shape.text_frame.text = text
        place = shape._element[0].find(qn("p:nvPr")).makeelement(qn("p:ph"), {"type": "dt"})
        shape._element[0].find(qn("p:nvPr")).append(place)
    (section,) = saved(deck, tmp_path).sections
    assert [block.text for block in section.blocks] == ["Webinar of 12 May 2027", "Speaker: Ana Prata"]


def test_a_chart_is_read_as_a_table_of_its_values(tmp_path: Path) -> None:
    deck = Presentation()
    data = CategoryChartData()
    data.categories = ["2025", "2026"]
    data.add_series("Grants", (12, 15))
    added = slide(deck, ONLY, "Growth")
    added.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Cm(1), Cm(4), Cm(10), Cm(8), data)
    (section,) = saved(deck, tmp_path).sections
    assert section.blocks[-1] == Block(
        "Grants\n2025: 12\n2026: 15", "row", cells=(("", "Grants"), ("2025", "12"), ("2026", "15"))
    )


def test_a_diagram_is_read_as_a_list(shared: Path) -> None:
    (document,) = read(shared / "data" / "slides-stress" / "smartart-simple.pptx")
    assert [block.text for block in document.sections[0].blocks if block.kind == "item"] == ["abc", "def", "ghi"]


def test_tables_carry_labels_and_notes_are_notes(tmp_path: Path) -> None:
    deck = Presentation()
    added = slide(deck, ONLY, "Calls")
    table = added.shapes.add_table(2, 2, Cm(2), Cm(5), Cm(10), Cm(3)).table
    for (row, column), text in {(0, 0): "Call", (0, 1): "Until", (1, 0): "AQUA", (1, 1): "3 May"}.items():
        table.cell(row, column).text = text
    added.notes_slide.notes_text_frame.text = "Mention Spain."
    (section,) = saved(deck, tmp_path).sections
    assert section.blocks[0].cells == (("Call", "AQUA"), ("Until", "3 May"))
    assert section.blocks[1] == Block("Mention Spain.", "note")


def test_hidden_slides_are_skipped_and_not_counted_as_in_the_pdf_of_the_deck(tmp_path: Path) -> None:
    deck = Presentation()
    slide(deck, BODY, "Hidden").placeholders[1].text_frame.text = "secret"
    deck.slides[0]._element.set("show", "0")
    slide(deck, BODY, "Shown").placeholders[1].text_frame.text = "seen"
    (section,) = saved(deck, tmp_path).sections
    assert (section.locator.value, section.heading_path) == ("1", ("Shown",))


def test_a_section_header_stands_above_the_slides_after_it(tmp_path: Path) -> None:
    deck = Presentation()
    slide(deck, HEADER, "Part one")
    slide(deck, BODY, "Leaks").placeholders[1].text_frame.text = "Old pipes leak."
    document = saved(deck, tmp_path)
    assert document.sections[-1].heading_path == ("Part one", "Leaks")


def test_repeated_furniture_stands_once(tmp_path: Path) -> None:
    deck = Presentation()
    for number in range(4):
        box(slide(deck, ONLY, f"Slide {number}"), "WATER DAYS 2025", 2, 17)
    document = saved(deck, tmp_path)
    assert [block.text for section in document.sections for block in section.blocks] == ["WATER DAYS 2025"]


def test_groups_are_read(tmp_path: Path) -> None:
    deck = Presentation()
    group = slide(deck, ONLY, "Group").shapes.add_group_shape()
    group.shapes.add_textbox(Cm(1), Cm(5), Cm(4), Cm(1)).text_frame.text = "inside"
    assert saved(deck, tmp_path).sections[0].blocks[0].text == "inside"


def test_the_day_comes_from_the_first_slide(tmp_path: Path) -> None:
    deck = Presentation()
    slide(deck, TITLE, "Talk on water").placeholders[1].text_frame.text = "15 May 2024"
    document = saved(deck, tmp_path)
    assert (document.title, str(document.published)) == ("Talk on water", "2024-05-15")


def test_what_is_no_deck_is_refused(tmp_path: Path) -> None:
    (tmp_path / "deck.pptx").write_bytes(b"PK\x03\x04 not really")
    with pytest.raises(ReaderError, match="no PPTX"):
        read(tmp_path / "deck.pptx")


def test_a_deck_without_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="no text"):
        saved(Presentation(), tmp_path)


def test_a_table_may_have_a_title_or_be_a_sheet_of_facts(tmp_path: Path) -> None:
    deck = Presentation()
    on = slide(deck, ONLY, "Calls")
    for top, rows in (
        (5, [("Of the year", ""), ("Call", "Closes"), ("AQUA", "3 May 2027")]),
        (12, [("Budget", "EUR 2 million"), ("Who may apply", "SMEs")]),
    ):
        table = on.shapes.add_table(len(rows), 2, Cm(1), Cm(top), Cm(20), Cm(3)).table
        for at, cells in enumerate(rows):
            for column, text in enumerate(cells):
                table.cell(at, column).text = text
        if not rows[0][1]:
            table.cell(0, 0).merge(table.cell(0, 1))
    (section,) = saved(deck, tmp_path).sections
    assert [block.text for block in section.blocks] == [
        "Of the year", "Call: AQUA\nCloses: 3 May 2027", "Budget: EUR 2 million", "Who may apply: SMEs",
    ]  # fmt: skip


def test_words_and_buttons_keep_the_address_that_they_link_to(tmp_path: Path) -> None:
    deck = Presentation()
    on = slide(deck, ONLY, "Calls")
    box(on, "Apply ", 1, 4)
    linked = on.shapes[-1].text_frame.paragraphs[0].add_run()
    linked.text, linked.hyperlink.address = "here", "https://calls.example/apply"
    on.shapes[-1].text_frame.paragraphs[0].add_run().text = " until May"
    box(on, "All calls", 1, 8)
    on.shapes[-1].click_action.hyperlink.address = "https://calls.example"
    table = on.shapes.add_table(2, 2, Cm(1), Cm(12), Cm(20), Cm(3)).table
    for at, cells in enumerate([("Call", "Closes"), ("", "3 May 2027")]):
        for column, said in enumerate(cells):
            table.cell(at, column).text = said
    run = table.cell(1, 0).text_frame.paragraphs[0].add_run()
    run.text, run.hyperlink.address = "AQUA", "https://calls.example/aqua"
    (section,) = saved(deck, tmp_path).sections
    assert [block.text for block in section.blocks] == [
        "Apply here (https://calls.example/apply) until May",
        "All calls (https://calls.example)",
        "Call: AQUA (https://calls.example/aqua)\nCloses: 3 May 2027",
    ]


def test_words_struck_out_are_not_read(tmp_path: Path) -> None:
    deck = Presentation()
    paragraph = slide(deck, BODY, "AQUA").placeholders[1].text_frame.paragraphs[0]
    for text in ("Deadline: ", "15 May 2027", " 30 June 2027"):
        paragraph.add_run().text = text
    paragraph.runs[1].font._element.set("strike", "sngStrike")
    assert [block.text for block in saved(deck, tmp_path).sections[0].blocks] == ["Deadline: 30 June 2027"]

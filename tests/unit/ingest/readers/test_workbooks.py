"""Excel: rows under labels, several sheets, hidden ones, values as a reader sees them, a real calendar."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from ingest import labels
from ingest.errors import ReaderError
from ingest.readers import read
from ingest.structure import ReadDocument

CALENDAR = Path("../shared/data/he-calls-calendar/HE_calls_2024-07-11.xlsx")


def saved(book: Any, folder: Path, name: str = "open_calls_2024-05-15.xlsx") -> ReadDocument:
    book.save(folder / name)
    (document,) = read(folder / name)
    return document


def filled(sheet: Any, *rows: tuple[Any, ...]) -> None:
    for row in rows:
        sheet.append(row)


def test_rows_carry_labels_their_number_in_the_sheet_and_values_as_seen(tmp_path: Path) -> None:
    book = Workbook()
    filled(book.active, ("Calls of the month",), (), ("Call", "Deadline", "Rate"), ("AQUA", date(2025, 5, 3), 0.75))
    book.active["C4"].number_format = "0%"
    document = saved(book, tmp_path)
    assert (document.title, document.published) == ("open calls 2024-05-15", date(2024, 5, 15))
    assert document.sections[0].blocks[0].text == "Calls of the month"
    row = document.sections[1]
    assert (row.locator.kind, row.locator.value) == ("row", "4")
    assert row.blocks[0].cells == (("Call", "AQUA"), ("Deadline", "2025-05-03"), ("Rate", "75 %"))


def test_several_sheets_are_named_and_hidden_ones_reported(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Open"
    filled(book.active, ("Call", "Until"), ("AQUA", "3 May 2025"))
    filled(book.create_sheet("Later"), ("Call", "Until"), ("HYDRO", "3 May 2026"))
    filled(book.create_sheet("Draft"), ("Call", "Until"), ("SECRET", "3 May 2027"))
    book["Draft"].sheet_state = "hidden"
    document = saved(book, tmp_path)
    found = [(section.heading_path, section.locator.value) for section in document.sections]
    assert found == [(("Open",), "Open!2"), (("Later",), "Later!2")]
    assert document.remarks == ("hidden sheets are left out: Draft",)


def test_a_workbook_without_values_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="no rows"):
        saved(Workbook(), tmp_path)


def test_a_link_by_formula_shows_its_text_and_its_address(tmp_path: Path) -> None:
    book = Workbook()
    link = '=HYPERLINK("https://example.eu/topic-1", "HORIZON-X-2027-01")'
    filled(
        book.active, ("Topic ID", "Title", "Deadline"), (link, "Pumps", "2027-03-01"), ("none", "Pipes", "2027-04-01")
    )
    first, second = (section.blocks[0].cells for section in saved(book, tmp_path).sections)
    assert dict(first)["Topic ID"] == "HORIZON-X-2027-01 (https://example.eu/topic-1)"
    assert labels.fields(first)["topic_id"][1] == "HORIZON-X-2027-01"
    assert labels.fields(first)["url"][1] == "https://example.eu/topic-1"
    assert dict(second)["Topic ID"] == "none"


def test_labels_in_two_rows_are_joined_downwards_over_merged_cells(tmp_path: Path) -> None:
    book = Workbook()
    filled(
        book.active,
        ("Calls of the month",),
        ("Call", "Stage 1", None, "Stage 2", None),
        (None, "Opening", "Deadline", "Opening", "Deadline"),
        ("AQUA", 1, 2, 3, 4),
        ("HYDRO", 5, 6, 7, 8),
    )
    for merged in ("A1:E1", "A2:A3", "B2:C2", "D2:E2"):
        book.active.merge_cells(merged)
    document = saved(book, tmp_path)
    assert document.sections[0].blocks[0].text == "Calls of the month"
    assert [section.locator.value for section in document.sections[1:]] == ["4", "5"]
    assert document.sections[2].blocks[0].cells == (
        ("Call", "HYDRO"),
        ("Stage 1 – Opening", "5"),
        ("Stage 1 – Deadline", "6"),
        ("Stage 2 – Opening", "7"),
        ("Stage 2 – Deadline", "8"),
    )


def test_a_cell_merged_over_a_whole_row_heads_the_rows_below_it(tmp_path: Path) -> None:
    book = Workbook()
    filled(book.active, ("Call", "Until", "For"), ("Water",), ("AQUA", "May", "SMEs"), ("Energy",), ("SOLAR", "June"))
    for merged in ("A2:C2", "A4:C4"):
        book.active.merge_cells(merged)
    found = [(s.heading_path, s.blocks[0].text[:11]) for s in saved(book, tmp_path).sections if s.blocks]
    assert found == [(("Water",), "Call: AQUA\n"), (("Energy",), "Call: SOLAR")]


def test_a_cell_merged_over_rows_is_of_all_of_them(tmp_path: Path) -> None:
    book = Workbook()
    filled(book.active, ("Programme", "Call"), ("SMP", "AQUA"), (None, "HYDRO"), (None, "LIDO"))
    book.active.merge_cells("A2:A3")
    found = [dict(section.blocks[0].cells).get("Programme") for section in saved(book, tmp_path).sections]
    assert found == ["SMP", "SMP", None]


@pytest.mark.skipif(not CALENDAR.exists(), reason="the shared calendar is not at hand")
def test_topics_of_a_real_calendar_are_told_apart_though_they_share_a_call() -> None:
    (document,) = read(CALENDAR)
    rows = [labels.fields(section.blocks[0].cells) for section in document.sections]
    assert len(rows) == 1907
    assert all("deadline" in row and row["url"][1].startswith("https://ec.europa.eu/") for row in rows)
    assert len({row["topic_id"][1] for row in rows}) == len(rows)
    assert rows[0]["title"] == ("topicTitle", "The future of liberal democracy in Europe")
    assert rows[0]["topic_id"][1] == "HORIZON-CL2-2021-DEMOCRACY-01-01"


def test_words_that_are_a_link_keep_the_address_behind_them(tmp_path: Path) -> None:
    book = Workbook()
    filled(book.active, ("Call", "Deadline", "Link"), ("AQUA", date(2027, 5, 3), "read on"), ("LIDO", None, "none"))
    book.active["C2"].hyperlink = "https://example.org/aqua?a=1&b=2"
    book.active["C3"].hyperlink = "mailto:lido@example.org"
    rows = [section.blocks[0].cells for section in saved(book, tmp_path).sections]
    assert rows[0][2] == ("Link", "read on (https://example.org/aqua?a=1&b=2)")
    assert rows[1][1] == ("Link", "none")
    assert labels.fields(rows[0])["url"] == ("Link", "https://example.org/aqua?a=1&b=2")
    assert "url" not in labels.fields(rows[1])

"""CSV: delimiters, quotes, labels, locators, and what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest.errors import ReaderError
from ingest.readers import read
from ingest.structure import ReadDocument


def of(text: str, folder: Path, name: str = "calls.csv") -> ReadDocument:
    file = folder / name
    file.write_bytes(text.encode())
    (document,) = read(file)
    return document


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path: Path, mark: str) -> None:
    table = of(f"Call{mark}Until\nAQUA{mark}3 May\nHYDRO{mark}4 June\n", tmp_path)
    assert [section.blocks[0].cells for section in table.sections] == [
        (("Call", "AQUA"), ("Until", "3 May")),
        (("Call", "HYDRO"), ("Until", "4 June")),
    ]
    assert [section.locator.value for section in table.sections] == ["1", "2"]
    assert table.sections[0].locator.kind == "row"


def test_commas_and_line_breaks_inside_quotes_stay_in_the_value(tmp_path: Path) -> None:
    table = of('\ufeffCall;"What; why"\r\nAQUA;"Meters, and\r\n""smart"" ones"\r\n', tmp_path)
    assert table.sections[0].blocks[0].cells == (("Call", "AQUA"), ("What; why", 'Meters, and "smart" ones'))


def test_empty_cells_are_left_out_and_unlabelled_ones_numbered(tmp_path: Path) -> None:
    table = of("Call,,Until\nAQUA,x,\nHYDRO,,5 May,extra\n", tmp_path)
    assert table.sections[0].blocks[0].cells == (("Call", "AQUA"), ("Column 2", "x"))
    assert ("Column 4", "extra") in table.sections[1].blocks[0].cells


def test_a_preamble_stands_before_the_rows(tmp_path: Path) -> None:
    table = of("Report,\nCall,Until,For\nAQUA,3 May,SMEs\nHYDRO,4 May,SMEs\n", tmp_path)
    assert table.sections[0].blocks[0].text == "Report"
    assert table.sections[1].blocks[0].text == "Call: AQUA\nUntil: 3 May\nFor: SMEs"


@pytest.mark.parametrize("title", ["Platform\nOpen calls", "Export of,Calls\nDate,3 May 2027\nContact,desk@example.eu"])
def test_labels_that_name_fields_are_found_below_a_title_as_wide_as_the_table(tmp_path: Path, title: str) -> None:
    table = of(f"{title}\n\nTitle,Deadline\nAQUA,3 May\nHYDRO,4 May\n", tmp_path)
    assert [section.blocks[0].cells for section in table.sections[1:]] == [
        (("Title", "AQUA"), ("Deadline", "3 May")),
        (("Title", "HYDRO"), ("Deadline", "4 May")),
    ]


def test_labels_in_two_rows_are_joined_downwards(tmp_path: Path) -> None:
    table = of(
        "Call,Stage 1,,Stage 2,\n,Opens,Closes,Opens,Closes\nAQUA,May,June,July,August\nHYDRO,May,,,\n", tmp_path
    )
    assert table.sections[0].blocks[0].cells[3:] == (("Stage 2 – Opens", "July"), ("Stage 2 – Closes", "August"))
    assert table.sections[1].blocks[0].cells == (("Call", "HYDRO"), ("Stage 1 – Opens", "May"))


@pytest.mark.parametrize("second", ["AQUA,3 May,good,x", "AQUA,soon,good,maybe", ",soon,,"])
def test_a_row_of_data_is_no_second_row_of_labels(tmp_path: Path, second: str) -> None:
    table = of(f"Call,Until,Notes,\n{second}\nHYDRO,4 May,good,y\nLIDO,5 May,good,z\n", tmp_path)
    assert {label for section in table.sections for label, _ in section.blocks[0].cells} <= {
        "Call",
        "Until",
        "Notes",
        "Column 4",
    }
    assert len(table.sections) == 3


def test_one_day_of_publication_for_all_rows_dates_the_document(tmp_path: Path) -> None:
    assert of("Call,Published\nA,2024-05-15\nB,2024-05-15\n", tmp_path).published == date(2024, 5, 15)
    assert of("Call,Published\nA,2024-05-15\nB,2024-05-16\n", tmp_path).published is None


@pytest.mark.parametrize(
    ("text", "reason"), [("Call,Until\n", "no rows"), ('Call,Until\nAQUA,"3 May\n', "never closed")]
)
def test_a_table_that_would_lose_rows_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(ReaderError, match=reason):
        of(text, tmp_path)

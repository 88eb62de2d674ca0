"""Tables drawn with lines on PDF pages: rows under labels, over pages, and what is no table."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ingest.options import Reading
from ingest.readers import read
from tests.pdf_files import blocks, drawn, rows, rules, table, text

XS, YS = (60, 200, 300, 420), (800, 770, 740, 710)
HEADER = ("Call", "Budget", "Deadline")
AQUA, HYDRO = ("AQUA", "EUR 5 000", "3 May 2027"), ("HYDRO", "EUR 9 000", "4 June 2027")


def test_a_row_stands_under_the_labels_of_its_columns(tmp_path: Path) -> None:
    found = blocks(tmp_path, table(XS, YS, [HEADER, AQUA, HYDRO]))
    assert [block.kind for _, block in found] == ["row", "row"]
    assert found[1][1].text == "Call: HYDRO\nBudget: EUR 9 000\nDeadline: 4 June 2027"


def test_cells_of_several_lines_are_one_value(tmp_path: Path) -> None:
    tall = ("Vouchers for\nwater", "EUR\n5 000", "3 May\n2027")
    assert rows(tmp_path, table(XS, YS, [HEADER, tall, HYDRO]))[0] == {
        "Call": "Vouchers for water",
        "Budget": "EUR 5 000",
        "Deadline": "3 May 2027",
    }


def test_a_table_that_goes_on_keeps_its_labels_repeated_or_not(tmp_path: Path) -> None:
    first, again = table(XS, YS, [HEADER, AQUA, HYDRO]), ("LIDO", "EUR 1 000", "5 July 2027")
    bare = table(XS, YS[:2], [again])
    repeated = table(XS, YS[:3], [HEADER, again])
    for following in (bare, repeated):
        found = rows(tmp_path, first, following)
        assert [row["Call"] for row in found] == ["AQUA", "HYDRO", "LIDO"]
        assert found[2] == dict(zip(HEADER, again, strict=True))


def test_the_rest_of_a_row_on_the_next_page_is_told_with_the_row(tmp_path: Path) -> None:
    first = table(XS, YS, [HEADER, AQUA, ("Vouchers for", "EUR 9 000", "4 June 2027")])
    rest = [("water", "", ""), ("LIDO", "EUR 1 000", "5 July 2027")]
    for following in (table(XS, YS[:3], rest), table(XS, YS, [HEADER, *rest])):
        found = [(page, block.cells[0][1]) for page, block in blocks(tmp_path, first, following)]
        assert found == [("1", "AQUA"), ("1", "Vouchers for water"), ("2", "LIDO")]


def test_tables_side_by_side_stay_apart(tmp_path: Path) -> None:
    left = table(
        (60, 120, 180, 240), YS, [("Call", "Euro", "Day"), ("AQUA", "5 000", "Monday"), ("LIDO", "1", "Friday")]
    )
    right = table((300, 400, 500), YS, [("Town", "Graz"), ("Land", "Austria"), ("River", "Mur")])
    found = rows(tmp_path, f"{left}\n{right}")
    assert {"Call": "AQUA", "Euro": "5 000", "Day": "Monday"} in found
    assert {"Land": "Austria"} in found


def test_a_word_over_a_line_is_not_cut(tmp_path: Path) -> None:
    narrow = table((60, 110, 250, 420), YS, [HEADER, ("Hydrointernationalisation", "", "3 May 2027"), HYDRO])
    assert "Hydrointernationalisation" in [value for row in rows(tmp_path, narrow) for value in row.values()]


def test_labels_of_two_rows_are_joined_and_a_tall_cell_is_of_all_its_rows(tmp_path: Path) -> None:
    xs, ys = (60, 200, 300, 420), (800, 770, 740, 710, 680)
    lines = [(60, y, 420, y) for y in (800, 740, 680)] + [(200, 770, 420, 770), (200, 710, 420, 710)]
    lines += [(x, 800, x, 680) for x in (60, 200, 420)] + [(300, 770, 300, 680)]
    words = [("Call", 0, 0), ("Deadline", 1, 0), ("Stage 1", 1, 1), ("Stage 2", 2, 1), ("AQUA", 0, 2)]
    words += [("3 May 2027", 1, 2), ("4 June 2028", 2, 2), ("5 May 2027", 1, 3), ("6 June 2028", 2, 3)]
    said = [text(xs[column] + 4, ys[row] - 14, word, 10) for word, column, row in words]
    assert rows(tmp_path, "\n".join([rules(lines), *said])) == [
        {"Call": "AQUA", "Deadline – Stage 1": "3 May 2027", "Deadline – Stage 2": "4 June 2028"},
        {"Call": "AQUA", "Deadline – Stage 1": "5 May 2027", "Deadline – Stage 2": "6 June 2028"},
    ]


def test_in_two_columns_the_left_one_names_what_stands_in_the_right_one(tmp_path: Path) -> None:
    found = rows(
        tmp_path, table((60, 200, 500), YS, [("Budget", "EUR 5 000"), ("Type", "Grant"), ("Day", "3 May 2027")])
    )
    assert found == [{"Budget": "EUR 5 000"}, {"Type": "Grant"}, {"Day": "3 May 2027"}]


def test_a_list_in_a_cell_stays_a_list_under_its_name(tmp_path: Path) -> None:
    listed = table(
        (60, 200, 500), (800, 740, 710), [("Who may apply", "- small firms\n- towns\n- clusters"), ("Day", "3 May")]
    )
    found = [(block.kind, block.text) for _, block in blocks(tmp_path, listed)]
    assert found[:4] == [
        ("paragraph", "Who may apply:"),
        ("item", "small firms"),
        ("item", "towns"),
        ("item", "clusters"),
    ]


def test_words_without_a_value_are_told_too(tmp_path: Path) -> None:
    found = blocks(tmp_path, table(XS, YS, [HEADER, ("AQUA", "", "3 May 2027"), ("HYDRO", "", "4 June 2027")]))
    assert any("Budget" in block.text for _, block in found)


@pytest.mark.parametrize(
    "page",
    [
        rules([(60, 800, 300, 800), (60, 700, 300, 700), (60, 800, 60, 700), (300, 800, 300, 700)]),  # one frame
        rules([(60, 770, 400, 770), (60, 730, 400, 730)]),  # lines above and below
        rules(
            [(60, 790, 160, 790), (60, 740, 160, 740), (60, 790, 60, 740), (160, 790, 160, 740), (160, 765, 300, 765)]
        ),
        rules(
            [(60, y, 560, y) for y in range(200, 800, 40)] + [(x, 200, x, 790) for x in range(60, 600, 60)]
        ),  # a chart
    ],
)
def test_frames_and_charts_are_no_tables(tmp_path: Path, page: str) -> None:
    said = f"{text(70, 780, 'Pipes leak')}\n{text(70, 750, 'and rain helps')}"
    assert rows(tmp_path, f"{page}\n{said}") == []


PDFS = [
    "slides/SEMIC_DCAT-AP_Webinars/15-Sept-2021/DCAT-AP webinar #1_15sep2021_v1.00.pdf",
    "slides/SEMIC_DCAT-AP_Webinars/15-Sept-2021/DCAT-AP_Webinar 15092021_MeetingMinutes_v1.00.pdf",
    "slides/SDG_sandbox_webinars_2020/20200617_WP4_webinar_1_v0.06.pdf",
    "work-programmes/HE_CL2_2025.pdf",
]


@pytest.mark.parametrize("name", PDFS)
def test_no_word_of_a_real_paper_is_lost(shared: Path, name: str) -> None:
    import pypdfium2

    (document,) = read(shared / "data" / name, Reading(ocr=False))
    told = " ".join(part for s in document.sections for part in (*s.heading_path, *(b.text for b in s.blocks)))
    whole = re.sub(r"[\W_]", "", told)
    with pypdfium2.PdfDocument(shared / "data" / name) as paper:
        text = "\n".join(page.get_textpage().get_text_range() for page in paper)
    words = set(re.findall(r"[^\W\d_]{3,}", re.sub(r"(?:[.]\s?){4,}|Page \d+ of \d+", "", text)))
    assert sorted(word for word in words if word not in whole) == []


@pytest.mark.parametrize(
    ("degrees", "matrix"),
    [(0, "1 0 0 1 0 0"), (90, "0 1 -1 0 842 0"), (180, "-1 0 0 -1 842 842"), (270, "0 -1 1 0 0 842")],
)
def test_a_page_that_is_written_sideways_is_read_as_it_is_shown(tmp_path: Path, degrees: int, matrix: str) -> None:
    calls = table((60, 200, 340), (700, 680, 660), [("Call", "Closes"), ("AQUA", "3 May 2027")], bold=1)
    written = "\n".join([text(60, 780, "Calls of the year", 20), text(60, 740, "All of them."), calls])
    (tmp_path / "x.pdf").write_bytes(drawn([f"q {matrix} cm\n{written}\nQ"], 842, 842, degrees))
    (document,) = read(tmp_path / "x.pdf")
    assert document.title == "Calls of the year"
    assert [block.text for section in document.sections for block in section.blocks] == [
        "Calls of the year", "All of them.", "Call: AQUA\nCloses: 3 May 2027",
    ]  # fmt: skip

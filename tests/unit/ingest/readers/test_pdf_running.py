"""What runs through the pages of a PDF, the numbers that count its lines, and pages that lie on their side."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.readers import read
from ingest.structure import Block
from tests.pdf_files import drawn, text

POINTS = (
    "The first point was skills for small firms in the regions of the south.",
    "The second was capital and how funds may be found for it by clusters.",
    "The third was trade and what the missions abroad did for it last year.",
    "The fourth was energy and what it costs the firms this year.",
)


def blocks(folder: Path, pages: list[str], width: int = 595, height: int = 842) -> list[Block]:
    (folder / "paper.pdf").write_bytes(drawn(pages, width, height))
    (document,) = read(folder / "paper.pdf")
    return [block for section in document.sections for block in section.blocks]


def page(at: int, head: str, foot: str = "") -> str:
    said = [text(60, 800, head, 9), text(60, 740, POINTS[at]), text(60, 726, POINTS[at - 1])]
    return "\n".join([*said, *([text(60, 40, foot, 9)] if foot else [])])


@pytest.mark.parametrize("count", [2, 3, 4])
def test_a_header_that_carries_the_number_of_its_page_stands_once_and_without_it(tmp_path: Path, count: int) -> None:
    pages = [page(at, f"Minutes of the board {at + 1}", f"{at + 1} | Office, Graz") for at in range(count)]
    told = " ".join(block.text for block in blocks(tmp_path, pages))
    assert (told.count("Minutes of the board"), told.count("Office, Graz")) == (1, 1)
    assert "board 1" not in told
    assert all(point in told for point in POINTS[:count])


def test_a_header_of_both_pages_stands_once_and_keeps_its_year(tmp_path: Path) -> None:
    told = [block.text for block in blocks(tmp_path, [page(at, "Report on the year 2027") for at in (0, 1)])]
    assert told.count("Report on the year 2027") == 1


def test_slides_keep_a_title_that_goes_on(tmp_path: Path) -> None:
    slides = [f"{text(60, 480, f'Open calls ({at + 1}/3)', 28)}\n{text(60, 300, POINTS[at], 16)}" for at in range(3)]
    (tmp_path / "deck.pdf").write_bytes(drawn([*slides, *(text(60, 300, point, 16) for point in POINTS)], 720, 540))
    (document,) = read(tmp_path / "deck.pdf")
    assert [section.heading_path for section in document.sections[:3]] == [
        ("Open calls (1/3)",), ("Open calls (2/3)",), ("Open calls (3/3)",),
    ]  # fmt: skip


ITEMS = ("Opening by the chair", "Calls of the year and who may apply", "Any other business")


def test_numbers_of_an_agenda_stand_before_its_items_however_they_are_written(tmp_path: Path) -> None:
    numbers = [text(60, 740 - 20 * at, str(at + 1)) for at in range(3)]
    items = [text(90, 740 - 20 * at, item) for at, item in enumerate(ITEMS)]
    by_line = [part for pair in zip(numbers, items, strict=True) for part in pair]
    for written in (by_line, [*numbers, *items]):
        found = blocks(tmp_path, ["\n".join([text(60, 780, "Agenda", 18), *written])])
        assert [(block.kind, block.text) for block in found[1:]] == [
            ("item", f"{at} {item}") for at, item in enumerate(ITEMS, start=1)
        ]


def test_a_number_stands_before_the_first_line_of_its_item(tmp_path: Path) -> None:
    written = [text(60, 740, "1"), text(60, 700, "2"), text(90, 740, "Opening"), text(90, 712, "Calls of the year and")]
    found = blocks(tmp_path, ["\n".join([*written, text(90, 700, "who may apply"), text(60, 500, POINTS[0])])])
    assert any("2 Calls of the year and who may apply" in block.text for block in found)


def test_a_page_that_lies_on_its_side_is_read_like_any_other(tmp_path: Path) -> None:
    lying = [f"BT /F1 11 Tf 0 1 -1 0 {60 + 14 * at} 60 Tm ({point}) Tj ET" for at, point in enumerate(POINTS)]
    assert [block.text for block in blocks(tmp_path, ["\n".join(lying)])] == [" ".join(POINTS)]


def test_what_a_browser_prints_around_a_page_is_left_out(tmp_path: Path) -> None:
    printed = [text(60, 820, "11/25/26, 5:48 PM Calls", 9), text(60, 20, "https://calls.example/open 1/1", 9)]
    found = blocks(tmp_path, ["\n".join([*printed, text(60, 740, POINTS[0]), text(60, 700, POINTS[1])])])
    assert [block.text for block in found] == [*POINTS[:2]]

"""Tables on PDF pages that no line frames: columns told by white space alone, and what only looks like one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.pdf_files import blocks, rows, text

XS = (60, 130, 330, 430)
HEADER = ("Acronym", "What it funds", "Deadline", "Grant")
AQUA = ("AQUA", "Water-smart solutions", "12 May 2027", "EUR 60 000")
FIRE = ("FIRE", "Training of fire brigades", "3 June 2027", "EUR 20 000")
SOIL = ("SOIL", "Soil health", "1 July 2027", "EUR 30 000")
ROWS = (HEADER, AQUA, FIRE, SOIL)
PROSE = "Managers said that training is the main need in all of the regions."


def table(rows: Sequence[Sequence[str]], top: float = 700, xs: Sequence[float] = XS, pitch: float = 18) -> str:
    """Cells without any line, each written whole before the next one; a cell's lines stand below each other."""
    said = []
    for row in rows:
        for x, cell in zip(xs, row, strict=True):
            said += [text(x, top - 12 * at, line, 10) for at, line in enumerate(cell.split("\n")) if line]
        top -= pitch + 12 * max(cell.count("\n") for cell in row)
    return "\n".join(said)


def across(rows: Sequence[Sequence[str]], pitch: float = 18) -> str:
    """The same, written line by line across the cells."""
    lines: list[list[str]] = []
    for row in rows:
        cells = [cell.split("\n") for cell in row]
        lines += [[cell[at] if at < len(cell) else "" for cell in cells] for at in range(max(map(len, cells)))]
    return table(lines, pitch=pitch)


def test_a_row_without_lines_around_it_stands_under_the_labels_of_its_columns(tmp_path: Path) -> None:
    page = "\n".join([text(60, 780, "Open calls", 18), text(60, 740, PROSE), table(ROWS), text(60, 500, PROSE)])
    found = blocks(tmp_path, page)
    assert [block.kind for _, block in found] == ["paragraph", "paragraph", "row", "row", "row", "paragraph"]
    assert found[3][1].text == "Acronym: FIRE\nWhat it funds: Training of fire brigades\n" + (
        "Deadline: 3 June 2027\nGrant: EUR 20 000"
    )


@pytest.mark.parametrize("write", [table, across])
def test_cells_of_several_lines_are_one_value_in_whatever_order_they_are_written(
    tmp_path: Path, write: Callable[[Sequence[Sequence[str]]], str]
) -> None:
    tall = ("FIRE", "Training of fire\nbrigades in the south\nand the islands", "3 June 2027,\n17:00", "EUR 20 000")
    assert rows(tmp_path, write((HEADER, AQUA, tall, SOIL)))[1] == {
        "Acronym": "FIRE",
        "What it funds": "Training of fire brigades in the south and the islands",
        "Deadline": "3 June 2027, 17:00",
        "Grant": "EUR 20 000",
    }


def test_cells_that_stand_in_the_middle_of_their_rows_are_of_them(tmp_path: Path) -> None:
    centred = [
        part
        for top, row in zip((700, 660, 620), (AQUA, FIRE, SOIL), strict=True)
        for part in (
            text(60, top, row[0], 10),
            text(130, top + 6, row[1], 10),
            text(130, top - 6, "in all regions", 10),
            text(330, top, row[2], 10),
        )
    ]
    labels = [text(x, 740, label, 10) for x, label in zip(XS[:3], HEADER[:3], strict=True)]
    found = rows(tmp_path, "\n".join([*labels, *centred]))
    assert found[1] == {
        "Acronym": "FIRE",
        "What it funds": "Training of fire brigades in all regions",
        "Deadline": "3 June 2027",
    }


def test_an_empty_cell_moves_no_value_under_another_label(tmp_path: Path) -> None:
    found = rows(tmp_path, table((HEADER, AQUA, ("FIRE", "", "", "EUR 20 000"), SOIL)))
    assert found[1] == {"Acronym": "FIRE", "Grant": "EUR 20 000"}


def test_two_columns_are_a_table_where_the_left_one_names_what_stands_in_the_right(tmp_path: Path) -> None:
    pairs = [("AQUA", "12 May 2027"), ("FIRE", "3 June 2027"), ("SOIL", "1 July 2027")]
    assert [block.text for _, block in blocks(tmp_path, table(pairs, xs=(60, 200)))] == [
        "AQUA: 12 May 2027", "FIRE: 3 June 2027", "SOIL: 1 July 2027",
    ]  # fmt: skip
    assert rows(tmp_path, table([("Acronym", "Deadline"), *pairs], xs=(60, 200)))[1] == {
        "Acronym": "FIRE",
        "Deadline": "3 June 2027",
    }


def test_a_table_that_goes_on_keeps_its_labels_and_the_rest_of_its_last_row(tmp_path: Path) -> None:
    cut = ("FIRE", "Training of", "3 June 2027", "EUR 20 000")
    following = table((("", "fire brigades", "", ""), SOIL), top=780)
    found = blocks(tmp_path, table((HEADER, AQUA, AQUA, cut)), following)
    assert [(page, block.cells[:2]) for page, block in found][2:] == [
        ("1", (("Acronym", "FIRE"), ("What it funds", "Training of fire brigades"))),
        ("2", (("Acronym", "SOIL"), ("What it funds", "Soil health"))),
    ]


def test_the_name_of_a_group_of_rows_is_told_between_them(tmp_path: Path) -> None:
    group = text(60, 640, "Partnerships of the programme on industrial resilience", 10)
    found = blocks(tmp_path, "\n".join([table((HEADER, AQUA, FIRE)), group, table((SOIL, AQUA), top=622)]))
    assert [block.kind for _, block in found] == ["row", "row", "paragraph", "row", "row"]


def test_a_table_without_labels_takes_none_from_its_first_row(tmp_path: Path) -> None:
    assert rows(tmp_path, table((AQUA, FIRE, SOIL)))[0] == {"": "EUR 60 000"}
    assert blocks(tmp_path, table((AQUA, FIRE, SOIL)))[0][1].text == "\n".join(AQUA)


def test_cards_side_by_side_are_read_one_after_the_other(tmp_path: Path) -> None:
    cards = [
        text(x, top, said, 10)
        for x, name in zip((60, 230, 400), ("Training", "Coaching", "Matchmaking"), strict=True)
        for top, said in ((700, name), (680, f"{name} helps firms"), (668, "to grow abroad"), (656, "and at home"))
    ]
    found = [block.text for _, block in blocks(tmp_path, "\n".join(cards))]
    assert not any("Training" in each and "Coaching" in each for each in found)


def test_columns_of_prose_bullets_and_contents_are_no_tables(tmp_path: Path) -> None:
    words = "cluster managers said that"
    prose = table([(words, f"{words} it", f"{words} is")] * 8, xs=(60, 220, 380), pitch=12)
    bullets = table([("-", "Training of many"), ("-", "Coaching of few"), ("-", "Grants for some")], xs=(60, 90))
    contents = table([("1", "Opening", "3"), ("2", "Calls", "4"), ("3", "Closing", "7")], xs=(60, 90, 400))
    for page in (prose, bullets, contents):
        assert rows(tmp_path, page) == []


def test_lines_set_to_their_full_width_are_prose(tmp_path: Path) -> None:
    """Their blanks are wide, and some stand above each other by chance."""
    words = "firms train staff in towns"
    lines = [
        text(60 + 70 * at, 700 - 14 * line, word, 11) for line in range(5) for at, word in enumerate(words.split())
    ]
    assert rows(tmp_path, "\n".join(lines)) == []

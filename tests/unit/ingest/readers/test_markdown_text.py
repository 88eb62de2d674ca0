"""Markdown and plain text: headings, lists, tables, inline markup, front matter, encodings."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest.errors import ReaderError
from ingest.readers import SUPPORTED, read
from ingest.readers.inline import plain
from ingest.structure import Block, ReadDocument
from vectorstore.records import Authority


def of(text: str | bytes, folder: Path, name: str = "page.md") -> ReadDocument:
    file = folder / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    (document,) = read(file)
    return document


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("**bold** and *slanted* and ***both***", "bold and slanted and both"),
        ("[site](https://example.eu/a_(b)) [top](#)", "site (https://example.eu/a_(b)) top"),
        ("**Egypt, Palestine* and Tunisia**", "Egypt, Palestine* and Tunisia"),
        (r"\$2 billion \*not slanted\*", "$2 billion *not slanted*"),
        ("5 * 3 * 2 and snake_case_name", "5 * 3 * 2 and snake_case_name"),
        ("![chart](x.png) caption", "caption"),
        ("R&amp;D &lt; 3 % <br> `code`", "R&D < 3 % code"),
        ("<https://example.eu>", "https://example.eu"),
        ("soft\u00adhyphen\u00a0and\u200b zero", "softhyphen and zero"),
    ],
)
def test_inline_markup_goes_and_words_stay(marked: str, words: str) -> None:
    assert plain(marked) == words


def test_marked_headings_nest_by_their_level(tmp_path: Path) -> None:
    page = of("# A\n\nOne.\n\n## B\n\nTwo.\n\n### C\n\nThree.\n\n## D\n\nFour.\n", tmp_path)
    assert [section.heading_path for section in page.sections] == [("A",), ("A", "B"), ("A", "B", "C"), ("A", "D")]


def test_nested_bullets_keep_their_level_whatever_their_indent(tmp_path: Path) -> None:
    page = of("# A\n\n- one\n  - two\n      - three\n- four\n\t- five\n", tmp_path)
    assert [(block.text, block.level) for block in page.sections[0].blocks] == [
        ("one", 0), ("two", 1), ("three", 2), ("four", 0), ("five", 1),
    ]  # fmt: skip


def test_rows_of_a_pipe_table_carry_their_labels(tmp_path: Path) -> None:
    page = of("# A\n\n| Call | Until |\n|---|:-:|\n| AQUA | 3 May |\n", tmp_path)
    assert page.sections[0].blocks == (
        Block("Call: AQUA\nUntil: 3 May", "row", cells=(("Call", "AQUA"), ("Until", "3 May"))),
    )


def test_wrapped_lines_are_one_paragraph(tmp_path: Path) -> None:
    page = of(
        "# A\n\nThe first line of a paragraph that a writer has wrapped at\nsixty signs goes on here.\n", tmp_path
    )
    assert len(page.sections[0].blocks) == 1


def test_front_matter_decides(tmp_path: Path) -> None:
    front = (
        "---\ntitle: Maps\npublished: 2024-05-15\nurl: https://example.eu/m\npublisher: Network\n"
        "author: Ada\naudience: staff\nauthority: platform\nlanguage: fr\n---\n# Other\n\nText.\n"
    )
    page = of(front, tmp_path)
    assert (page.title, page.published, page.language) == ("Maps", date(2024, 5, 15), "fr")
    assert (page.source_url, page.publisher, page.author) == ("https://example.eu/m", "Network", "Ada")
    assert (page.audience, page.authority) == ("staff", Authority.PLATFORM)
    assert page.sections[0].heading_path == ("Other",)


def test_broken_front_matter_is_text(tmp_path: Path) -> None:
    page = of("---\nkey: [unclosed\n---\n# A\n\nText.\n", tmp_path)
    assert page.title != ""


def test_the_day_in_the_file_name_comes_before_the_day_in_the_text(tmp_path: Path) -> None:
    assert of("# A\n\nOn 3 May 2023 it rained.\n", tmp_path, "talk_20240515.md").published == date(2024, 5, 15)
    assert of("# A\n\nOn 3 May 2023 it rained.\n", tmp_path, "talk.md").published == date(2023, 5, 3)


def test_the_language_is_told_from_enough_text(tmp_path: Path) -> None:
    german = "Die Firmen der Region arbeiten seit vielen Jahren zusammen und teilen ihr Wissen über Wasser. " * 4
    assert of(f"# Wasser\n\n{german}\n", tmp_path).language == "de"
    assert of("# Wasser\n\nKurz.\n", tmp_path).language == "en"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_usual_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    text = "# Pôles de compétitivité\n\nLes pôles coopèrent à travers l’Europe, c’est décidé depuis l’été dernier.\n"
    page = of(text.encode(encoding), tmp_path)
    assert page.title == "Pôles de compétitivité"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("# Calls\n\nDeadline: 31 January 2027", None),
        ("# Calls\n\nOpen until 31 January 2027\n\nAs of 3 March 2026", date(2026, 3, 3)),
        ("# A talk\n\n15 May 2024\n\nApply by 31 January 2027", date(2024, 5, 15)),
    ],
)
def test_a_deadline_is_no_day_of_publication(tmp_path: Path, text: str, day: date | None) -> None:
    assert of(text, tmp_path).published == day


@pytest.mark.parametrize("content", [b"", b" \n\t", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ReaderError, match=r"page\.md is empty"):
        of(content, tmp_path)


def test_binary_garbage_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="not a text file"):
        of(bytes(range(256)) * 40, tmp_path)


def test_an_unknown_type_is_refused_with_the_types_that_are_read(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match=r"supported are .*\.pdf"):
        of("x", tmp_path, "sheet.xyz")
    assert ".md" in SUPPORTED


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="cannot be opened"):
        read(tmp_path / "none.md")


MINUTES = """Harbour Cluster
Minutes of the spring assembly
Gdańsk, 21 May 2025, 13:00-16:30

1. Welcome
The chair welcomed two new members and thanked the hosts.

2. Budget
The budget of EUR 540,000 was adopted.
- staff: EUR 310,000
- events: EUR 120,000
"""


def test_a_short_numbered_line_above_a_sentence_is_a_heading_in_text_without_marked_ones(tmp_path: Path) -> None:
    found = of(MINUTES, tmp_path, "minutes.txt").sections
    assert [section.heading_path for section in found] == [(), ("Welcome",), ("Budget",)]
    assert [block.text for block in found[1].blocks] == ["The chair welcomed two new members and thanked the hosts."]
    assert [block.kind for block in found[2].blocks] == ["paragraph", "item", "item"]


@pytest.mark.parametrize(
    "steps",
    [
        "1. Register on the portal\nand note the nine digits that you get.\n2. Submit\n",
        "1. News of the platform\nNina Hoppe, Team Member, Platform\n2. Panel\nAna Ruiz, CEO, Wood Cluster\n",
    ],
)
def test_a_numbered_item_that_goes_on_or_names_a_speaker_is_no_heading(tmp_path: Path, steps: str) -> None:
    (section,) = of(
        f"What to do in the spring of every year, in short and in order.\n\n{steps}", tmp_path, "a.txt"
    ).sections
    assert [block.kind for block in section.blocks] == ["paragraph", "item", "item"]


def test_a_title_is_the_line_that_says_most_not_the_one_with_place_and_hours(tmp_path: Path) -> None:
    assert of(MINUTES, tmp_path, "minutes.txt").title == "Minutes of the spring assembly"


def test_a_column_for_each_year_is_a_label(tmp_path: Path) -> None:
    (section,) = of("# Figures\n\n| Figure | 2023 | 2024 |\n| Members | 81 | 107 |\n", tmp_path).sections
    assert section.blocks[0].cells == (("Figure", "Members"), ("2023", "81"), ("2024", "107"))


def test_a_table_whose_labels_stand_at_the_left_is_a_sheet_of_facts(tmp_path: Path) -> None:
    for first in ("| | |", "| Sector | Water |"):
        document = of(
            f"# AQUA\n\n{first}\n|---|---|\n| Budget | EUR 2 million |\n| Deadline | 3 May 2027 |\n", tmp_path
        )
        rows = [block.cells for block in document.sections[0].blocks]
        assert rows[-2:] == [(("Budget", "EUR 2 million"),), (("Deadline", "3 May 2027"),)]


def test_boxes_of_an_export_are_told_without_their_tags(tmp_path: Path) -> None:
    (section,) = of("# Calls\n\n<aside>\nCascade calls close early.\n</aside>\n", tmp_path).sections
    assert [block.text for block in section.blocks] == ["Cascade calls close early."]

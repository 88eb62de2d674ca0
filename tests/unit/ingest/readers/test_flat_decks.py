"""Decks flattened to text: headings without marks, furniture, lead-ins, tables of tabs, people."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.readers import read
from ingest.structure import Block, ReadDocument, ReadSection

DECK = """

TALKS ON WATER

Reuse and repair

3 March 2025

Online

Agenda

1. News from the network
Ada Quill, *Team Member, Network*
2. Results of the water days
Bo Reed, *Head of Unit, Water Office*

NEWS FROM THE NETWORK

Meeting in Porto

A day on pipes.

Deadline: 4 April 2025

Visit the map: Open to all!

Our services
What the network does for you

MAPS\tCOURSES
Maps that show every spring and every pipe of the whole region at once\tCourses for people who look after pipes
Look\tLook\tLook

France

Les rivières

1. **Since 2001:** river plans

Results of the water days

Bo Reed

Head of Unit, Water Office

WATER DAYS 2025

1-2 MARCH 2025, PORTO

Parallel sessions

Key points

WATER DAYS 2025

1-2 MARCH 2025, PORTO

Leaks

- Old pipes leak
 - above all in winter

Main barriers are:

- Lack of \\$2 a metre

Floods

- Sponge cities work

Main barriers are:

- Slow permits

WATER DAYS 2025

1-2 MARCH 2025, PORTO

Thank you

FUNDING

Grants for small firms

- AQUA: money for [meters](#); deadline 1 May 2025
- **All calls:** <https://example.eu/calls>

Register for the next talk

9 April

Rain and what to do with it
"""


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> ReadDocument:
    return of(DECK, tmp_path_factory.mktemp("deck"))


def of(text: str, folder: Path, name: str = "talk.txt") -> ReadDocument:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    (document,) = read(file)
    return document


def under(document: ReadDocument, heading: str) -> ReadSection:
    found = [section for section in document.sections if section.heading_path[-1:] == (heading,)]
    assert len(found) == 1
    return found[0]


def texts(document: ReadDocument) -> list[str]:
    return [block.text for section in document.sections for block in section.blocks]


def test_the_title_slide_gives_title_and_day(deck: ReadDocument) -> None:
    assert deck.title == "Reuse and repair"
    assert str(deck.published) == "2025-03-03"
    assert deck.sections[0].heading_path == ()


def test_a_divider_named_by_the_agenda_stands_above_its_slides(deck: ReadDocument) -> None:
    assert under(deck, "Meeting in Porto").heading_path == ("NEWS FROM THE NETWORK", "Meeting in Porto")
    assert under(deck, "Les rivières").heading_path == ("NEWS FROM THE NETWORK", "France", "Les rivières")


def test_sibling_headings_are_not_stacked(deck: ReadDocument) -> None:
    above = ("Results of the water days", "Parallel sessions – Key points")
    assert under(deck, "Leaks").heading_path == (*above, "Leaks")
    assert under(deck, "Floods").heading_path == (*above, "Floods")


def test_furniture_stays_where_it_first_stands(deck: ReadDocument) -> None:
    assert texts(deck).count("WATER DAYS 2025") == 1
    assert "1-2 MARCH 2025, PORTO" in texts(deck)
    assert "WATER DAYS 2025" not in {heading for section in deck.sections for heading in section.heading_path}


def test_a_lead_in_is_a_paragraph_before_its_items_and_never_furniture(deck: ReadDocument) -> None:
    assert under(deck, "Leaks").blocks == (
        Block("Old pipes leak", "item"),
        Block("above all in winter", "item", 1),
        Block("Main barriers are:"),
        Block("Lack of $2 a metre", "item"),
    )
    assert Block("Main barriers are:") in under(deck, "Floods").blocks


def test_a_table_of_tabs_pairs_each_name_with_its_description(deck: ReadDocument) -> None:
    rows = [block for block in under(deck, "Our services").blocks if block.kind == "row"]
    assert [row.cells[0][0] for row in rows] == ["MAPS", "COURSES"]
    assert rows[1].text == "COURSES: Courses for people who look after pipes"


def test_people_stay_with_their_role_and_session(deck: ReadDocument) -> None:
    agenda = under(deck, "Agenda").blocks
    assert agenda[0].text == "1. News from the network\nAda Quill, Team Member, Network"
    assert "Bo Reed\nHead of Unit, Water Office" in texts(deck)


def test_a_label_with_its_value_is_no_heading(deck: ReadDocument) -> None:
    assert Block("Deadline: 4 April 2025") in under(deck, "Meeting in Porto").blocks


def test_a_day_keeps_what_happens_on_it(deck: ReadDocument) -> None:
    assert under(deck, "Register for the next talk").blocks == (Block("9 April\nRain and what to do with it"),)


def test_a_real_address_stays_and_any_other_goes(deck: ReadDocument) -> None:
    items = under(deck, "Grants for small firms").blocks
    assert items[0].text == "AQUA: money for meters; deadline 1 May 2025"
    assert items[1].text == "All calls: https://example.eu/calls"


def test_numbers_torn_from_their_list_become_items(tmp_path: Path) -> None:
    deck = of("Steps\n\n1\n\nAsk around\n\n2\n\n \nWrite it down\n\n3\n\nSend it\n", tmp_path)
    assert [block.text for block in under(deck, "Steps").blocks] == ["Ask around", "Write it down", "Send it"]
    assert {block.kind for block in under(deck, "Steps").blocks} == {"item"}


def test_a_figure_stays_with_its_label_and_a_page_number_goes(tmp_path: Path) -> None:
    deck = of(
        "Facts\n\nSome words to begin with.\n\n320\n\nfirms took part\n\nPage 7\n\nMore\n\nThe end of it.\n", tmp_path
    )
    assert "320 firms took part" in texts(deck)
    assert not any("7" in text for text in texts(deck))


def test_slide_marks_become_locators_and_notes_become_notes(tmp_path: Path) -> None:
    leaks = "<!-- Slide number: 4 -->\n# Leaks\n\nWater.\n\n### Notes:\nSay it slowly.\n\n"
    deck = of(f"{leaks}<!-- Slide number: 5 -->\n# Rain\n\nWet.", tmp_path, "talk.md")
    assert [(section.locator.kind, section.locator.value) for section in deck.sections] == [
        ("slide", "4"),
        ("slide", "5"),
    ]
    assert deck.sections[0].blocks == (Block("Water."), Block("Say it slowly.", "note"))


def test_a_repeated_heading_over_different_lists_is_kept(tmp_path: Path) -> None:
    deck = of("".join(f"Calls\n\n- A{n}: money\n\n" for n in range(4)), tmp_path)
    assert [section.heading_path for section in deck.sections] == [("Calls",)] * 4


def test_lone_headings_at_the_end_are_kept_without_content(tmp_path: Path) -> None:
    deck = of("Topic\n\n- one thing\n\nTHANK YOU\n", tmp_path)
    assert deck.sections[-1].heading_path[-1] == "THANK YOU"
    assert deck.sections[-1].blocks == ()


@pytest.mark.parametrize("path", ["corpus/euclusters-talk-2024-05-15.txt"])
def test_the_real_deck_has_no_stacked_siblings(shared: Path, path: str) -> None:
    (deck,) = read(shared / path)
    topics = ["Green Transition", "Digital Transition", "Resilience", "Skills", "Funding", "Technology"]
    assert {under(deck, topic).heading_path[:-1] for topic in topics} == {under(deck, "Resilience").heading_path[:-1]}
    assert max(len(section.heading_path) for section in deck.sections) <= 3


def test_a_list_of_those_present_is_no_title(tmp_path: Path) -> None:
    text = (
        "Minutes of the board\nPresent: Ada Roth (chair), Bo Lind (treasurer), Cy Ness (guest)\n\n1. Budget\nApproved."
    )
    assert of(text, tmp_path).title == "Minutes of the board"

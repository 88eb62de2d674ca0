"""Sections to passages: what stays together, what stands alone, and that nothing is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.chunking import chunk
from ingest.readers import read
from ingest.structure import Block, BlockKind, ReadDocument, ReadSection
from vectorstore.records import Authority, Locator, Passage


def words(text: str) -> int:
    return len(text.split())


def is_call(text: str) -> bool:
    return bool(re.match(r"[A-Z]{3,}: .*deadline", text, re.DOTALL))


def section(*blocks: Block, path: tuple[str, ...] = ("Leaks",)) -> ReadSection:
    return ReadSection(Locator("section", path[-1] if path else ""), path, blocks)


def item(text: str, level: int = 0) -> Block:
    return Block(text, "item", level)


def passages(*sections: ReadSection, size: int = 60, authority: Authority = Authority.SLIDE) -> tuple[Passage, ...]:
    document = ReadDocument("Water", sections, "text/plain", authority=authority)
    return chunk(document, "doc", words, size, is_call)[1]


def test_a_list_under_its_lead_in_is_one_passage() -> None:
    found = passages(
        section(item("pipes leak"), Block("Barriers are:"), item("cost"), item("time"), Block("Help:"), item("maps"))
    )
    assert [passage.text for passage in found] == ["- pipes leak", "Barriers are:\n- cost\n- time", "Help:\n- maps"]
    assert {passage.kind for passage in found} == {"list"}
    assert {passage.heading_path for passage in found} == {("Leaks",)}


def test_nesting_shows_as_indent_and_numbers_stay() -> None:
    (found,) = passages(section(item("one"), item("two", 1), item("1. three")))
    assert found.text == "- one\n  - two\n1. three"


def test_each_item_that_states_a_call_stands_alone() -> None:
    aqua, blue = item("AQUA: meters; deadline 1 May"), item("BLUE: boats; deadline 2 May")
    found = passages(section(Block("Open now:"), aqua, item("for SMEs", 1), blue, item("All calls: here")))
    assert [(passage.kind, passage.text) for passage in found] == [
        ("call", "- AQUA: meters; deadline 1 May\n  - for SMEs"),
        ("call", "- BLUE: boats; deadline 2 May"),
        ("list", "- All calls: here"),
    ]
    assert {passage.heading_path for passage in found} == {("Leaks", "Open now")}


def test_a_slide_that_is_one_call_begins_with_a_call_passage() -> None:
    found = passages(
        section(item("AQUA: a deadline of its own"), item("Topic ID: WATER-01"), path=("Funding", "Water grants"))
    )
    assert [(passage.kind, passage.text) for passage in found] == [
        ("call", "- AQUA: a deadline of its own\n- Topic ID: WATER-01")
    ]


def test_a_deadline_is_a_call_among_funding_and_not_at_an_event() -> None:
    assert passages(section(Block("Deadline: 1 May"), path=("Funding", "Grants")))[0].kind == "call"
    assert passages(section(Block("Deadline: 1 May"), path=("Funding news", "Matchmaking in Porto")))[0].kind == "prose"


def test_rows_stand_alone_and_tiny_ones_together() -> None:
    long = "word " * 25
    rows = [Block(f"Name: {n}\nWhat: {long.strip()}", "row") for n in "AB"]
    assert len(passages(section(*rows))) == 2
    tiny = [Block(f"Figure: {n}\nValue: 1", "row") for n in "AB"]
    assert [passage.text for passage in passages(section(*tiny))] == ["Figure: A\nValue: 1\nFigure: B\nValue: 1"]


def test_notes_are_passages_of_their_own() -> None:
    assert [passage.kind for passage in passages(section(Block("Said."), Block("Thought.", "note")))] == [
        "prose",
        "note",
    ]


def test_small_paragraphs_of_a_section_are_one_passage() -> None:
    assert [passage.text for passage in passages(section(Block("One."), Block("Two.")), section(Block("Three.")))] == [
        "One.\nTwo.",
        "Three.",
    ]


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    sentence = "This sentence has exactly seven plain words."
    found = passages(section(Block(" ".join([sentence] * 9))), size=30)
    assert all(passage.text.endswith(".") for passage in found)
    assert " ".join(passage.text for passage in found) == " ".join([sentence] * 9)


def test_parts_of_a_long_list_carry_its_lead_in() -> None:
    found = passages(
        section(Block("Barriers are:"), *(item(f"barrier number {n} of many") for n in range(20))), size=40
    )
    assert found[0].text.startswith("Barriers are:")
    assert {passage.heading_path for passage in found[1:]} == {("Leaks", "Barriers are")}


def test_a_list_is_cut_between_outer_items() -> None:
    family = [item("outer item with some words here"), *(item("inner item with some words", 1) for _ in range(3))]
    found = passages(section(*family, *family, *family), size=35)
    assert all(passage.text.startswith("- outer") for passage in found)


def test_a_lone_heading_is_a_line_only_where_nobody_carries_it() -> None:
    bare = section(path=("Day one",))
    assert [passage.text for passage in passages(bare, section(Block("Text."), path=("Day one", "Leaks")))] == ["Text."]
    found = passages(section(Block("Text.")), section(path=("Thank you",)), section(path=("Goodbye",)))
    assert [passage.text for passage in found] == ["Text.", "Thank you\nGoodbye"]


def test_a_topic_of_the_portal_is_a_call_by_its_record_only() -> None:
    record = section(Block("Topic ID: W-1\nDeadline: 2027-02-02", "row"), path=())
    found = passages(record, section(Block("AQUA: not this; deadline 1 May")), authority=Authority.PORTAL)
    assert [passage.kind for passage in found] == ["call", "prose"]


def test_an_overlong_heading_becomes_text() -> None:
    heading = " ".join(f"word{n}" for n in range(50))
    found = passages(section(Block("Text."), path=("Top", heading)), size=40)
    assert heading.split() == " ".join(passage.text for passage in found).split()[:50]
    assert {passage.heading_path for passage in found} == {()}


def test_identifiers_are_url_safe_and_stable_and_follow_the_text() -> None:
    one, two = passages(section(Block("One."))), passages(section(Block("Two.")))
    assert one == passages(section(Block("One.")))
    assert one[0].passage_id != two[0].passage_id
    assert re.fullmatch(r"[\w.~-]+", one[0].passage_id + one[0].section_id)


def test_positions_count_through_the_document() -> None:
    document = ReadDocument(
        "Water", (section(Block("A.")), section(), section(Block("B."), path=("Rain",))), "text/plain"
    )
    sections, found = chunk(document, "doc", words, 40, is_call)
    assert [each.position for each in sections] == [0, 1]
    assert [(passage.position, passage.section_id) for passage in found] == [
        (0, sections[0].section_id),
        (1, sections[1].section_id),
    ]


KINDS: list[BlockKind] = ["paragraph", "item", "row", "note"]
WORD = st.text("abcdefgh", min_size=1, max_size=9)
TEXT = st.lists(
    st.one_of(WORD, st.sampled_from(["Ends.", "Leads:", "is;", "AAA:", "deadline", "line\nbreak"])),
    min_size=1,
    max_size=45,
)
BLOCK = st.builds(
    lambda kind, text, level: Block(" ".join(text), kind, level if kind == "item" else 0),
    st.sampled_from(KINDS),
    TEXT,
    st.integers(0, 3),
)
BLOCKS = st.lists(BLOCK, min_size=1, max_size=9)


@settings(max_examples=120, deadline=None)
@given(BLOCKS, st.integers(12, 60))
def test_every_word_is_in_some_passage_in_order_and_every_passage_fits(blocks: list[Block], size: int) -> None:
    found = passages(section(*blocks), size=size)
    assert all(words(passage.embedding_text) <= size for passage in found)
    carried = iter(" ".join(passage.embedding_text for passage in found).replace(">", " ").split())
    for word in " ".join(block.text for block in blocks).split():
        assert any(word.strip(":") == other.strip(":") for other in carried), word


@settings(max_examples=30, deadline=None)
@given(st.text(min_size=1, max_size=400), st.integers(8, 40))
def test_any_text_fits_by_any_count(text: str, size: int) -> None:
    def letters(text: str) -> int:
        return -(-len(text) // 3)

    document = ReadDocument("Water", (section(Block(text)),), "text/plain")
    for passage in chunk(document, "doc", letters, size, is_call)[1]:
        assert letters(passage.embedding_text) <= size


@pytest.mark.parametrize(
    ("question", "lead_in", "heading"),
    [
        ("barriers to resilience", "Main barriers are:", "Resilience"),
        ("what helps", "What could help:", "Green Transition"),
    ],
)
def test_a_question_about_the_real_deck_finds_one_whole_list(
    shared: Path, question: str, lead_in: str, heading: str
) -> None:
    (deck,) = read(shared / "corpus/euclusters-talk-2024-05-15.txt")
    found = [
        p
        for p in chunk(deck, "deck", words, 200)[1]
        if p.heading_path[-1:] == (heading,) and p.text.startswith(lead_in)
    ]
    assert len(found) == 1, question

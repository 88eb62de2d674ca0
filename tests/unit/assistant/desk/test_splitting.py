from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.desk.pasting import pasted, source_lines
from assistant.desk.records import Source
from assistant.desk.splitting import parts, sentences

SOURCE = Source("A talk", "https://example.eu/talk", "/sources/p1", "slide 3", "words")


def test_a_short_text_is_one_part_with_its_sources() -> None:
    assert pasted("It closes on 2 May.", (SOURCE,), 500) == ("It closes on 2 May.\nA talk: https://example.eu/talk",)


def test_a_long_text_is_split_at_sentence_ends_and_numbered() -> None:
    text = "One two three four five. " * 8
    found = parts(text, 120)
    assert [part[:6] for part in found] == ["(1/2) ", "(2/2) "]
    assert all(len(part) <= 120 and part.endswith("five.") for part in found)


@pytest.mark.parametrize("text", ["He met Dr. Smith e.g. in Graz. Then he left.", "It costs approx. 5 euro. Really."])
def test_abbreviations_end_no_sentence(text: str) -> None:
    assert len(sentences(text)) == 2


def test_a_sentence_that_is_too_long_is_cut_after_a_semicolon() -> None:
    first, second = parts("Four calls: " + "; ".join(f"CALL{n}, until {n} June 2024" for n in range(1, 5)) + ".", 90)
    assert first == "(1/2) Four calls: CALL1, until 1 June 2024; CALL2, until 2 June 2024;"
    assert second == "(2/2) CALL3, until 3 June 2024; CALL4, until 4 June 2024."


def test_an_address_is_never_cut_and_only_two_sources_are_named() -> None:
    far = Source("T" * 300, "https://example.eu/" + "x" * 90, "/s", "page 1", "")
    lines = source_lines((far, SOURCE, SOURCE), 200)
    assert lines == ["https://example.eu/" + "x" * 90]
    assert len(source_lines((SOURCE, SOURCE, SOURCE), 500)) == 2


def test_a_source_without_a_public_address_is_named_with_its_place() -> None:
    assert source_lines((Source("A talk", None, "/s", "slide 3", ""),), 500) == ["A talk, slide 3"]


def test_sources_do_not_stand_alone_in_a_part() -> None:
    found = pasted("One two three four five. " * 6, (SOURCE,), 160)
    assert found[1].startswith("(2/2) One two three four five.\nA talk: ")


def test_a_second_source_gives_way_where_that_keeps_it_all_in_one_part() -> None:
    other = Source("Another talk", "https://example.eu/" + "y" * 60, "/s", "slide 4", "")
    (part,) = pasted("It closes on 2 May. " * 5, (SOURCE, other), 160)
    assert part.endswith("https://example.eu/talk")


@given(st.text(max_size=3000), st.integers(80, 600), st.booleans())
def test_no_part_is_too_long_and_no_word_is_lost(text: str, limit: int, with_source: bool) -> None:
    tail = "A talk: https://example.eu/talk" if with_source else ""
    found = parts(text, limit, tail)
    assert all(len(part) <= limit for part in found)
    bare = [part.partition(") ")[2] if len(found) > 1 else part for part in found]
    assert "".join("".join(bare).split()) == "".join((text + tail).split())

from __future__ import annotations

import pytest

from assistant.calls.callbook import CallBook
from vectorstore.records import Call

BOOK = CallBook(
    (
        Call("a", "Training for suppliers", "Training.", "d", "p1", acronym="RE-CENTRE"),
        Call("b", "Coaching for suppliers", "Coaching.", "d", "p2", acronym="RE-CENTRE"),
        Call("c", "Pilot plants", "Plants.", "d", "p3", topic_id="RFCS-2026-02-PDP"),
        Call("d", "Steel research", "Steel.", "d", "p4", topic_id="RFCS-2026-01-RPJ"),
        Call("e", "Creative industries", "Art.", "d", "p5", acronym="FRIEND CCI"),
        Call("f", "Resilience", "Shock.", "d", "p6", acronym="RESIST"),
    )
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("deadline of RFCS-2026-02-PDP?", "c"),
        ("deadline of rfcs-2026-02-pdp", "c"),
        ("deadline of RFCS 2026 02 PDP", "c"),
        ("deadline of RFCS_2026_02_PDP", "c"),
        ("deadline of RFCS-2026-02-PDPX", ""),
        ("deadline of RFCS-2026-02-PDP-77", ""),
        ("what is in RFCS-2026-02", "c"),
        ("all RECENTRE calls", "ab"),
        ("all Re-Centre calls", "ab"),
        ("tell me about friend cci", "e"),
        ("clusters in the centre of Europe", ""),
    ],
)
def test_calls_are_named_by_topic_id_or_acronym(text: str, expected: str) -> None:
    assert "".join(call.call_id for call in BOOK.naming.named(text)) == expected


def test_an_acronym_that_is_a_word_counts_only_with_a_capital_where_calls_are_not_the_subject() -> None:
    assert BOOK.naming.named("how do clusters resist shocks", any_case=False) == ()
    assert [c.call_id for c in BOOK.naming.named("what does RESIST offer", any_case=False)] == ["f"]


def test_a_topic_id_may_lack_its_programme() -> None:
    book = CallBook((Call("g", "Carbon", "Carbon.", "d", "p", topic_id="HORIZON-CL5-2027-02-D3-30"),))
    assert [call.call_id for call in book.naming.named("budget of CL5-2027-02-D3-30")] == ["g"]
    assert not book.naming.named("budget of CL5-2027-02-D3-31")


def test_a_prefix_too_short_to_be_an_identifier_names_nothing() -> None:
    assert BOOK.naming.named("RFCS calls") == ()


TITLED = CallBook(
    (
        Call("a", "AID4SME Open Call #2", "AI.", "d", "p1"),
        Call("b", "EIC Accelerator 2026", "Growth.", "d", "p2"),
        Call("c", "EIC Pre-Accelerator 2027", "Early growth.", "d", "p3"),
        Call("d", "Malta Enterprise - Accelerate 2024", "Programmes.", "d", "p4"),
        Call("e", "Inland waterways - works", "Locks.", "d", "p5"),
        Call("f", "Women TechEU 2 EIC - Eligibility Strand", "Women.", "d", "p6"),
    )
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Is AID4SME open?", "a"),
        ("deadline of aid4sme", "a"),
        ("When is the next EIC Accelerator cut-off?", "b"),
        ("when does Malta Enterprise Accelerate 2024 close?", "d"),
        ("how much does Women TechEU pay?", "f"),
        ("we accelerate women in Malta", ""),
    ],
)
def test_calls_are_named_by_what_their_titles_begin_with(text: str, expected: str) -> None:
    assert "".join(call.call_id for call in TITLED.naming.named(text)) == expected


def test_a_title_of_two_words_is_no_name_beside_other_words_of_a_topic() -> None:
    assert TITLED.naming.named("inland waterways climate resilience", alone=True) == ()
    assert [call.call_id for call in TITLED.naming.named("inland waterways", alone=True)] == ["e"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("deadline of fiend cci", ""), ("deadline of resits", "f"), ("recenter", "ab"), ("RECENTER coaching", "b")],
)
def test_an_acronym_one_slip_away_is_meant_where_nothing_else_is_said(text: str, expected: str) -> None:
    assert "".join(call.call_id for call in BOOK.naming.named(text)) == expected


IN_CAPITALS = CallBook(
    (
        Call("a", "Polar Fibre Innovation Vouchers: call text", "Fibres.", "d", "p1"),
        Call("b", "Waterbus Grants", "Boats.", "d", "p2"),
        Call("c", "Förderaufruf Grüne Werft", "Werften.", "d", "p3"),
        Call("d", "Horizon Europe for water", "Water.", "d", "p4"),
        Call("e", "Circular economy of fish", "Fish.", "d", "p5"),
    )
)


@pytest.mark.parametrize(
    ("text", "expected", "names"),
    [
        ("Can a university apply for the Polar Fibre vouchers?", "a", ["Polar Fibre"]),
        ("Waterbus Grants: who may apply?", "b", ["Waterbus Grants"]),
        ("Bis wann kann man sich bei Grüne Werft bewerben?", "c", ["Grüne Werft"]),
        ("Which Horizon Europe topics are open?", "", []),
        ("calls on polar research", "", []),
        ("Is Circular Design funded?", "", []),
    ],
)
def test_a_name_in_capitals_is_known_by_the_title_that_holds_it(text: str, expected: str, names: list[str]) -> None:
    assert [text[slice(*place)] for place in IN_CAPITALS.naming.places(text)] == names
    assert "".join(call.call_id for call in IN_CAPITALS.naming.named(text, alone=True)) == expected

from __future__ import annotations

import pytest

from assistant.composing.counting import counts, has_number


@pytest.mark.parametrize(
    ("text", "lead_in", "counted"),
    [
        ("a mix of 800 formal and informal meetings", "", True),
        ("Matchmaking meetings: 800", "", True),
        ("54 to be discussed", "Open meetings:", True),
        ("densely clustered with meetings, which in the long run accounts for around a third of patents", "", False),
        ("meetings are useful", "", False),
        ("meetings bring together 21,000 people, four out of five of them women", "", False),
    ],
)
def test_a_number_counts_what_stands_close_to_it(text: str, lead_in: str, counted: bool) -> None:
    assert counts(text, {"meetings"}, lead_in) is counted


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("partners from Europe and third countries", False),
        ("the platform is a one-stop shop with a two-day event", False),
        ("a third of them", True),
        ("two-thirds came by train", True),
        ("one in ten", True),
        ("three partners", True),
    ],
)
def test_ordinals_and_compounds_count_nothing(text: str, counted: bool) -> None:
    assert has_number(text, "How many partners are there?") is counted

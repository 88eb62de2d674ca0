from __future__ import annotations

import pytest

from assistant.calls.index import CallIndex
from assistant.words import stems
from vectorstore.records import Call

CALLS = (
    Call("a", "Wastewater treatment", "Pumps for towns.", "d", "p1", sectors=("water",), support=("training",)),
    Call("b", "Cheese dairies", "Dairy training.", "d", "p2", sectors=("agri-food", "water")),
    Call("c", "Tourism", "Hotels.", "d", "p3", countries=("IT",)),
)
INDEX = CallIndex(CALLS, tuple(stems(f"{call.title} {call.summary}") for call in CALLS))


def test_what_a_call_says_is_weighed_by_how_much_each_word_counts() -> None:
    assert INDEX.held({"dairy": 3.0, "training": 1.0, "hotels": 0.0}) == pytest.approx([0.0, 1.0, 0.0])
    assert INDEX.held({"pumps": 1.0, "hotels": 3.0}) == pytest.approx([0.25, 0.0, 0.75])
    assert INDEX.held({}) == pytest.approx([0.0, 0.0, 0.0])


def test_a_long_word_is_found_inside_a_compound() -> None:
    assert INDEX.held({"treatment": 1.0}) == pytest.approx([1.0, 0.0, 0.0])


def test_what_a_call_offers_is_counted_by_criterion() -> None:
    assert INDEX.offered("sector", ("water", "agri-food")).tolist() == [1, 2, 0]
    assert INDEX.offered("need", ("training",)).tolist() == [1, 0, 0]
    assert INDEX.offered("country", ("IT", "FR")).tolist() == [0, 0, 1]


def test_values_given_by_id_stand_where_the_call_stands() -> None:
    assert INDEX.relevance({"c": 0.5, "unknown": 1.0}) == pytest.approx([0.0, 0.0, 0.5])

from __future__ import annotations

import pytest

from assistant.understanding.asking import attributes


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("When does the fair open?", True),
        ("Where and when is the fair?", True),
        ("Tell me when the fair is", True),
        ("What do clusters do when a crisis hits?", False),
    ],
)
def test_a_day_is_asked_for_where_when_asks_and_does_not_join(question: str, asked: bool) -> None:
    assert ("time" in attributes(question)) is asked


@pytest.mark.parametrize("question", ["Are meals paid for?", "Who paid for lunch?"])
def test_who_and_whether_ask_for_no_sum(question: str) -> None:
    assert attributes(question).isdisjoint({"amount", "figure"})

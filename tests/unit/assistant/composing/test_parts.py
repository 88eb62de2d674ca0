from __future__ import annotations

import pytest

from assistant.composing.parts import parts


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("How many stands and how many speakers were there?", ("How many stands", "how many speakers were there?")),
        (
            "Focus areas of the Med event and of the Canada event?",
            ("Focus areas of the Med event?", "Focus areas of the Canada event?"),
        ),
        (
            "When are the Taiwan event and the Canada event?",
            ("When are the Taiwan event?", "When are the Canada event?"),
        ),
        (
            "Which event takes place in Graz and which in Berlin?",
            ("Which event takes place in Graz", "Which event takes place in Berlin?"),
        ),
        ("Which days is the summer school and where?", ()),
        ("What helps clusters and companies?", ()),
    ],
)
def test_two_questions_in_a_sentence_are_told_apart(question: str, asked: tuple[str, ...]) -> None:
    assert parts(question) == asked

from __future__ import annotations

import pytest

from assistant.composing.comparisons import sides


@pytest.mark.parametrize(
    ("question", "compared"),
    [
        ("What is the difference between C2Lab and the Academy?", ("C2Lab", "the Academy")),
        ("Compare RIA and CSA", ("RIA", "CSA")),
        ("RIA vs CSA?", ("RIA", "CSA")),
        ("How does a grant differ from a tender?", ("grant", "a tender")),
        ("Is a tender the same as a grant?", ("tender", "a grant")),
        ("Which is better, POLREC or SILEO?", ("POLREC", "SILEO")),
        ("Compare the calls", None),
    ],
)
def test_the_two_things_compared_are_told_apart(question: str, compared: tuple[str, str] | None) -> None:
    assert sides(question) == compared

from __future__ import annotations

import pytest

from assistant.composing.deeds import done_by_somebody, undergone


@pytest.mark.parametrize(
    ("question", "deed", "thing"),
    [
        ("Who moderated the keynote at the Forest Day?", {"moderated"}, {"keynote"}),
        ("Who founded it?", {"founded"}, set()),
        ("Who was excused from the meeting?", {"excused"}, set()),
        ("Who should be asked about stands?", set(), set()),
        ("Who speaks for the region?", set(), set()),
    ],
)
def test_a_question_says_what_somebody_did_and_to_what(question: str, deed: set[str], thing: set[str]) -> None:
    assert (done_by_somebody(question), undergone(question)) == (deed, thing)

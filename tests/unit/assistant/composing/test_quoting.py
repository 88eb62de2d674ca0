from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from assistant.composing.quoting import line_around, lines, sentences, with_point

LIST = "Main barriers are:\n- Lack of funding\n  - and of people\n"


def test_lines_come_without_their_markers() -> None:
    assert [LIST[s:e] for s, e in lines(LIST)] == ["Main barriers are:", "Lack of funding", "and of people"]


def test_an_abbreviation_does_not_end_a_sentence() -> None:
    text = "Learn from others, e.g. Spain. Then act."
    assert [text[s:e] for s, e in sentences(text)] == ["Learn from others, e.g. Spain.", "Then act."]


def test_a_point_of_a_programme_reaches_to_the_next_hour() -> None:
    text = "10:30 Panel: Grids\nAna Ruiz, Grid Agency\n12:00 Lunch"
    points = [text[slice(*with_point(text, line))] for line in lines(text)]
    assert points == ["10:30 Panel: Grids\nAna Ruiz, Grid Agency", "Ana Ruiz, Grid Agency", "12:00 Lunch"]


def test_the_line_around_a_word_is_the_whole_item() -> None:
    start = LIST.index("funding")
    assert LIST[slice(*line_around(LIST, start, start + 7))] == "Lack of funding"


@given(st.text(alphabet="ab .!?\n-", max_size=60))
def test_sentences_never_overlap_and_lose_no_letter(text: str) -> None:
    spans = sentences(text)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    kept = "".join(text[s:e] for s, e in spans)
    assert [c for c in kept if c.isalpha()] == [c for c in text if c.isalpha()]

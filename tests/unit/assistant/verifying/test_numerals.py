from __future__ import annotations

import pytest

from assistant.verifying.figures import read_figures
from assistant.verifying.numerals import numerals


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("about seven hundred people", [700]),
        ("thirty-four tonnes", [34]),
        ("two thousand five hundred and six firms", [2506]),
        ("a dozen vans and three buses", [12, 3]),
        ("eleven of them", [11]),
        ("one of them", []),
        ("someone often weighs a tenth", []),
    ],
)
def test_numbers_in_words_have_their_value(text: str, values: list[float]) -> None:
    assert [value for value, _ in numerals(text)] == values


def test_a_day_in_words_is_the_day_of_its_month() -> None:
    (found,) = read_figures("closes on the twenty-third of October 2024").dates
    assert (found.start.day, found.end.day) == (23, 23)


def test_no_day_is_made_that_the_month_lacks() -> None:
    (found,) = read_figures("the thirty-first of June 2024").dates
    assert (found.start.day, found.end.day) == (1, 30)

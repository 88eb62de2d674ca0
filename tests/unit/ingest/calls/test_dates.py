from __future__ import annotations

from datetime import date

import pytest

from ingest.calls.dates import find_dates, impossible_days


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("in June of 2027", date(2027, 6, 1), date(2027, 6, 30)),
        ("en septiembre de 2027", date(2027, 9, 1), date(2027, 9, 30)),
        ("June to August 2027", date(2027, 6, 1), date(2027, 8, 31)),
        ("between December and January 2027", date(2026, 12, 1), date(2027, 1, 31)),
    ],
)
def test_months_take_the_year_behind_them(text: str, start: date, end: date) -> None:
    (found,) = find_dates(text, year_hint=2020, language="es")
    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize("text", ["31 February 2027", "31.11.2026", "June 31st, 2027"])
def test_a_day_that_no_calendar_has_is_told_from_one_that_has(text: str) -> None:
    assert find_dates(text) == []
    assert impossible_days(f"before {text} and on 1 May 2027", year_hint=2027) == [text]

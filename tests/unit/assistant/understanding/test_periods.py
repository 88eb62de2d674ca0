from __future__ import annotations

from datetime import date

import pytest

from assistant.understanding.periods import Period, beyond_period, period
from ingest.calls.dates import find_dates

AS_OF = date(2024, 5, 15)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Which calls close this month?", date(2024, 5, 15), date(2024, 5, 31)),
        ("Which calls close next month?", date(2024, 6, 1), date(2024, 6, 30)),
        ("What closes next week?", date(2024, 5, 20), date(2024, 5, 26)),
        ("calls that close within the next 10 days", date(2024, 5, 15), date(2024, 5, 25)),
        ("deadlines in the next two weeks", date(2024, 5, 15), date(2024, 5, 29)),
        ("calls closing in the next three months", date(2024, 5, 15), date(2024, 8, 15)),
        ("anything by the end of the year?", date(2024, 5, 15), date(2024, 12, 31)),
        ("calls of next year", date(2025, 1, 1), date(2025, 12, 31)),
        ("what is due today?", date(2024, 5, 15), date(2024, 5, 15)),
        ("open for at least another month", date(2024, 6, 15), None),
    ],
)
def test_days_counted_from_the_day_asked_for(text: str, start: date, end: date | None) -> None:
    assert period(text, (), AS_OF) == Period(start, end)


def test_no_date_is_no_period() -> None:
    assert period("which calls fit a water-tech SME", (), AS_OF) is None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("support with a deadline after August", date(2024, 9, 1), None),
        ("what closes before the end of July 2024", AS_OF, date(2024, 7, 31)),
        ("calls before June", AS_OF, date(2024, 5, 31)),
        ("what closed before June", None, date(2024, 5, 31)),
        ("what closes in July 2024", date(2024, 7, 1), date(2024, 7, 31)),
        ("Aufrufe nach dem 1. Juni 2024", date(2024, 6, 2), None),
    ],
)
def test_the_words_before_a_date_say_which_end_it_is(text: str, start: date | None, end: date | None) -> None:
    assert period(text, tuple(find_dates(text, year_hint=2024, language="en")), AS_OF) == Period(start, end)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("after 1 June and before 1 July 2024", date(2024, 6, 2), date(2024, 6, 30)),
        ("from 1 June to 30 June 2024", date(2024, 6, 1), date(2024, 6, 30)),
        ("between 1 October and 30 November 2025", date(2025, 10, 1), date(2025, 11, 30)),
        ("between June and August 2024", date(2024, 6, 1), date(2024, 8, 31)),
        ("between 1 December and 31 January 2025", date(2024, 12, 1), date(2025, 1, 31)),
        ("in the week of 20 June 2024", date(2024, 6, 17), date(2024, 6, 23)),
    ],
)
def test_several_dates_bound_the_days_together(text: str, start: date, end: date) -> None:
    assert period(text, find_dates(text, year_hint=2024), AS_OF) == Period(start, end)


def test_days_that_exclude_each_other_are_none() -> None:
    text = "calls closing after June 2024 and before May 2024"
    found = period(text, find_dates(text, year_hint=2024), AS_OF)
    assert found is not None
    assert found.is_empty
    text = text.replace("and", "or")
    assert period(text, find_dates(text, year_hint=2024), AS_OF) is None


def test_a_month_without_a_year_is_the_next_to_come_unless_it_is_told_of_as_past() -> None:
    dates = find_dates("in March", year_hint=2024)
    assert period("in March", dates, AS_OF) == Period(date(2025, 3, 1), date(2025, 3, 31))
    assert period("closed in March", find_dates("closed in March", year_hint=2024), AS_OF) == Period(
        date(2024, 3, 1), date(2024, 3, 31)
    )


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("calls closing in spring 2027", (3, 5)),
        ("in the second half of 2027", (7, 12)),
        ("im Herbst 2027", (9, 11)),
        ("au premier trimestre 2027", (1, 3)),
        ("early 2027", (1, 4)),
        ("calls in 2027", (1, 12)),
    ],
)
def test_the_part_of_a_year_is_read(text: str, months: tuple[int, int]) -> None:
    found = period(text, find_dates(text, year_hint=2024), AS_OF)
    assert found is not None
    assert found.start
    assert found.end
    assert (found.start.month, found.end.month) == months


@pytest.mark.parametrize(
    "text",
    [
        "Which calls open in June 2024?",
        "calls that open in June 2024",
        "What opens in June 2024?",
        "calls opening in June 2024",
        "Welche Ausschreibungen starten im Juni 2024?",
    ],
)
def test_what_opens_in_a_month_is_asked_for_by_the_opening(text: str) -> None:
    found = period(text, find_dates(text, year_hint=2024), AS_OF)
    assert found == Period(date(2024, 6, 1), date(2024, 6, 30), "opening")


@pytest.mark.parametrize("text", ["Which calls are open in June 2024?", "which calls were open on 1 June 2024?"])
def test_what_is_open_in_a_month_closes_then_or_later(text: str) -> None:
    assert period(text, find_dates(text, year_hint=2024), AS_OF) == Period(date(2024, 6, 1))


def test_the_words_of_a_period_ask_for_no_order() -> None:
    assert "next" not in beyond_period("calls closing in the next month", ())
    text = "What closes first in June 2024?"
    assert beyond_period(text, find_dates(text, year_hint=2024)).startswith("What closes first in")

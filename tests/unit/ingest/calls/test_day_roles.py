"""What the words beside a day say of it."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.calls.dates import find_dates
from ingest.calls.day_roles import roles


def told(text: str) -> list[tuple[str, str | None]]:
    days = find_dates(text, year_hint=2027)
    return [(f"{day.end:%m-%d}", role) for day, role in zip(days, roles(text, days), strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("opens 1 April 2027, closes 15 May 2027", [("04-01", "opens"), ("05-15", "closes")]),
        ("Applications open on 10 March and close on 12 June 2027", [("03-10", "opens"), ("06-12", "closes")]),
        ("Submission window: 1 March 2027 to 15 May 2027", [("03-01", "opens"), ("05-15", "closes")]),
        ("Plazo: del 1 de marzo de 2027 al 15 de mayo de 2027", [("03-01", "opens"), ("05-15", "closes")]),
        ("Nabór trwa od 1 marca 2027 do 15 maja 2027", [("03-01", "opens"), ("05-15", "closes")]),
        ("Cut-offs: 30 April 2027 and 30 June 2027 (17:00 CET)", [("04-30", "closes"), ("06-30", "closes")]),
        ("open until 30 June 2027", [("06-30", "closes")]),
    ],
)
def test_a_call_opens_and_closes_on_the_days_that_stand_behind_these_words(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Deadline extended to 11 April 2027 (before: 14 March 2027)",
        "Deadline: 14 March 2027 (extended to 11 April 2027)",
        "Deadline extended from 14 March 2027 to 11 April 2027",
        "New deadline: 11 April 2027 (old: 14 March 2027)",
        "Einreichfrist verlängert bis 11. April 2027 (ursprünglich 14. März 2027)",
        "Date limite reportée au 11 avril 2027 (initialement le 14 mars 2027)",
        "Scadenza prorogata all'11 aprile 2027 (invece del 14 marzo 2027)",
    ],
)
def test_a_deadline_that_was_moved_is_the_later_day_alone(text: str) -> None:
    assert sorted(told(text)) == [("03-14", "replaced"), ("04-11", "closes")]


@pytest.mark.parametrize(
    ("text", "closing"),
    [
        ("Info webinar: 20 March 2027; deadline: 5 May 2027; results: July 2027", "05-05"),
        ("Deadline: 5 May 2027 (17:00 CET). Results in July 2027. Projects run from September 2027.", "05-05"),
        ("Deadline for questions: 1 April 2027. Deadline for applications: 5 May 2027", "05-05"),
        ("The call was published on 3 January 2027 and closes on 5 May 2027", "05-05"),
        ("Cut-offs after 8 March 2027: 5 May 2027", "05-05"),
        ("3 March 2027: info day; 5 May 2027: deadline; 7 July 2027: results", "05-05"),
    ],
)
def test_days_of_events_results_and_projects_are_no_deadlines(text: str, closing: str) -> None:
    assert [day for day, role in told(text) if role == "closes"] == [closing]
    assert {role for day, role in told(text) if day != closing} <= {"other"}


def test_a_cue_far_from_a_day_in_running_text_says_nothing_of_it() -> None:
    text = "Before its closing date, the programme follows what the Council decided for all its members on 7 July 2027."
    assert told(text) == [("07-07", None)]


@pytest.mark.parametrize(
    ("text", "near", "expected"),
    [
        ("31 March and 30 September 2027", None, [date(2027, 3, 31), date(2027, 9, 30)]),
        ("5 December and 15 January 2028", date(2020, 1, 1), [date(2027, 12, 5), date(2028, 1, 15)]),
        ("deadline 15 January", date(2027, 11, 20), [date(2028, 1, 15)]),
        ("closed on 15 December", date(2027, 1, 20), [date(2026, 12, 15)]),
        ("deadline 5 May, projects end on 31 December 2029", date(2027, 3, 1), [date(2027, 5, 5), date(2029, 12, 31)]),
    ],
)
def test_a_day_without_a_year_takes_that_of_the_day_it_is_joined_to_else_the_nearest(
    text: str, near: date | None, expected: list[date]
) -> None:
    assert [day.end for day in find_dates(text, year_hint=near)] == expected


@pytest.mark.parametrize("said", ["15 May 2027, ", "after 15 May 2027 "])
def test_days_without_number_are_read_to_the_last(said: str) -> None:
    assert len(told(said * 1500)) == 1500

from __future__ import annotations

from datetime import time

import pytest

from ingest.calls.dates import find_dates
from ingest.hours import hour_beside, hours

BRUSSELS = "Europe/Brussels"


def beside(text: str) -> tuple[str, str] | None:
    (day, *_) = find_dates(text, year_hint=2027)
    found = hour_beside(text, *day.span)
    return (f"{found.time:%H:%M}", found.zone) if found else None


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("Deadline: 14 April 2027, 17:00:00 Brussels time", "17:00"),
        ("2 December 2027 (17.00 CET)", "17:00"),
        ("Deadline: Friday, 31 May 2027 | 12:00", "12:00"),
        ("31 May 2027 (stage 1), 12:00", "12:00"),
        ("by 5 p.m. (Brussels time) on 31 May 2027", "17:00"),
        ("at 12:00 CET on 31 May 2027", "12:00"),
        ("31 May 2027 at 12 noon", "12:00"),
        ("31 May 2027, midnight", "23:59"),
        ("31/05/2027 at 24:00", "23:59"),
        ("31 mai 2027 à 17h", "17:00"),
        ("17h30 (heure de Bruxelles) le 31 mai 2027", "17:30"),
        ("bis 31. Mai 2027, 17 Uhr", "17:00"),
        ("bis 12:00 Uhr am 31. Mai 2027", "12:00"),
        ("31 de mayo de 2027 a las 14:00 (hora de Bruselas)", "14:00"),
        ("31 maggio 2027 alle ore 12", "12:00"),
        ("do godziny 15.00 dnia 31 maja 2027", "15:00"),
        ("31 maja 2027, godz. 16:00 czasu brukselskiego", "16:00"),
        ("31 May 2027 at 17:00 local time", "17:00"),
    ],
)
def test_an_hour_beside_a_day_is_found_in_six_languages(text: str, hour: str) -> None:
    assert beside(text) == (hour, BRUSSELS)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("31 May 2027 23:59 Lisbon time", ("23:59", "Europe/Lisbon")),
        ("31 May 2027 (5 pm UK time)", ("17:00", "Europe/London")),
        ("31 May 2027, 18:00 EET", ("18:00", "Europe/Helsinki")),
        ("at 13:00 Kyiv time on 31 May 2027", ("13:00", "Europe/Kyiv")),
        ("31 May 2027 at 17:00 (UTC+2)", ("17:00", "Etc/GMT-2")),
        ("31 May 2027, 23:59 AoE", ("23:59", "Etc/GMT+12")),
        ("2027-04-14T15:30:00Z", ("15:30", "UTC")),
        ("2027-04-14T17:00:00+03:00", ("17:00", "Etc/GMT-3")),
        ("2027-04-14T17:00:00.000+0000", ("17:00", BRUSSELS)),
    ],
)
def test_an_hour_is_of_the_zone_named_with_it(text: str, found: tuple[str, str]) -> None:
    assert beside(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "2027-04-14T00:00:00.000+0000",
        "31 May 2027 10:00 – 11:00 CET",
        "8:30 – 9:45 CET, 15 May 2027",
        "31 May 2027. Budget 17.5 million",
        "31 May 2027, 20.000 EUR",
        "31 May 2027; the webinar begins at 10:00",
        "31 May 2027 25:61",
        "31 May 2027, 17.05.2028",
    ],
)
def test_what_is_no_hour_of_the_day_is_none(text: str) -> None:
    assert beside(text) is None


def test_the_span_holds_the_hour_and_its_zone() -> None:
    text = "Apply by 31 May 2027 at 12:00 noon Lisbon time, please."
    (found,) = hours(text)
    assert (found.time, text[slice(*found.span)]) == (time(12), "12:00 noon Lisbon time")

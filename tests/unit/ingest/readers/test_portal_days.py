from __future__ import annotations

import pytest

from ingest.readers.portal.days import days, deadlines, deadlines_written


@pytest.mark.parametrize(
    ("stamp", "said"),
    [
        ("2027-04-14T17:00:00.000+0000", "2027-04-14 17:00 (Brussels time)"),
        ("2027-04-14T00:00:00.000+0000", "2027-04-14"),
        ("2027-04-13T22:00:00.000+0000", "2027-04-14"),
        ("2027-04-14T10:30:00.000+0000", "2027-04-14 12:30 (Brussels time)"),
        ("2027-04-14T23:59:00.000+0200", "2027-04-14 23:59 (Brussels time)"),
        ("1738713600000", "2025-02-05"),
        ("1738771200000", "2025-02-05 17:00 (Brussels time)"),
        ("2027-04-14", "2027-04-14"),
    ],
)
def test_a_stamp_is_a_day_and_where_it_has_one_an_hour_in_brussels(stamp: str, said: str) -> None:
    assert deadlines([stamp]) == [said]
    assert days([stamp]) == [said[:10]]


def test_a_day_that_stands_twice_keeps_its_hour() -> None:
    assert deadlines(["2027-04-14", "2027-04-14T17:00:00.000+0000"]) == ["2027-04-14 17:00 (Brussels time)"]


def test_a_deadline_that_is_written_otherwise_stays_as_it_is() -> None:
    assert deadlines_written("14 April 2027 17:00:00 Brussels time") == "14 April 2027 17:00:00 Brussels time"
    kept = "2027-04-14 17:00 (Brussels time)"
    assert deadlines_written([kept, "2027-09-14"]) == f"2027-09-14; {kept}"
    assert (deadlines_written(None), deadlines_written("20270414")) == ("", "2027-04-14")

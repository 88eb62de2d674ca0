from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from ingest.assembling import assemble
from vectorstore.records import Call, Deadline

LISBON = "Europe/Lisbon"
ONE_DAY = date(2027, 5, 31)


def calls(text: str, tmp_path: Path, name: str = "calls.md") -> tuple[Call, ...]:
    (tmp_path / name).write_text(text, encoding="utf-8")
    (item,) = assemble(tmp_path / name, "digest", lambda words: len(words.split()), 254).documents
    return item.calls


def deadlines(text: str, tmp_path: Path, name: str = "calls.md") -> tuple[Deadline, ...]:
    (call,) = calls(text, tmp_path, name)
    return call.deadlines


def test_a_listed_call_closes_at_the_hour_beside_its_day(tmp_path: Path) -> None:
    text = "# Calls\n\n- AQUAVOUCH: vouchers for SMEs that save water; deadline 31 May 2027 at 12:00 Lisbon time\n"
    assert deadlines(text, tmp_path) == (Deadline(ONE_DAY, "single", time(12), LISBON),)


@pytest.mark.parametrize("due", ["deadline: 12:00 CET on 31 May 2027", "open until 12 noon (Brussels) on 31 May 2027"])
def test_a_listed_call_is_one_too_where_the_hour_stands_before_the_day(due: str, tmp_path: Path) -> None:
    text = f"# Calls\n\n- AQUAVOUCH: vouchers for SMEs that save water; {due}\n"
    assert deadlines(text, tmp_path) == (Deadline(ONE_DAY, "single", time(12)),)


def test_without_an_hour_there_is_none(tmp_path: Path) -> None:
    text = "# Calls\n\n- AQUAVOUCH: vouchers for SMEs that save water; deadline 31 May 2027\n"
    assert deadlines(text, tmp_path) == (Deadline(ONE_DAY),)


@pytest.mark.parametrize(
    "row",
    [
        "AQUAVOUCH,Vouchers,31 May 2027 at 12:00,,Help for SMEs.",
        "AQUAVOUCH,Vouchers,31 May 2027,12:00 (Brussels),Help for SMEs.",
        "AQUAVOUCH,Vouchers,31 May 2027,,Help for SMEs. It closes on 31 May 2027 at 12:00 CEST.",
        "AQUAVOUCH,Vouchers,31 May 2027,,Help for SMEs. All deadlines are at 12.00.00 Brussels local time.",
    ],
)
def test_a_row_gives_its_hour_with_the_day_in_its_own_cell_or_in_what_it_says(row: str, tmp_path: Path) -> None:
    table = f"Acronym,Title,Deadline,Deadline time,Summary\n{row}\n"
    assert deadlines(table, tmp_path, "calls.csv") == (Deadline(ONE_DAY, "single", time(12)),)


def test_an_hour_in_the_label_of_a_column_is_that_of_its_days(tmp_path: Path) -> None:
    table = "Acronym,Title,Deadline (12:00 Lisbon time),Summary\nAQUAVOUCH,Vouchers,31 May 2027,Help for SMEs.\n"
    assert deadlines(table, tmp_path, "calls.csv") == (Deadline(ONE_DAY, "single", time(12), LISBON),)


def test_an_hour_of_something_else_is_not_that_of_the_deadline(tmp_path: Path) -> None:
    row = "AQUAVOUCH,Vouchers,31 May 2027,An info session is on 3 May 2027 at 10:00. The helpdesk answers until 16:00."
    assert deadlines(f"Acronym,Title,Deadline,Summary\n{row}\n", tmp_path, "calls.csv") == (Deadline(ONE_DAY),)


def test_an_hour_said_once_is_that_of_all_days_it_stands_behind(tmp_path: Path) -> None:
    text = (
        "# Call: SaltLab\n\nTests of materials for SMEs in salt works.\n\n"
        "- Cut-offs: 30 April 2027 and 30 June 2027 (12:00 Lisbon time)\n"
    )
    found = [(deadline.date, deadline.time, deadline.zone) for deadline in deadlines(text, tmp_path)]
    assert found == [(date(2027, 4, 30), time(12), LISBON), (date(2027, 6, 30), time(12), LISBON)]


def test_an_hour_behind_the_first_of_several_days_is_its_own_alone(tmp_path: Path) -> None:
    rows = "AQUAVOUCH,Vouchers,{}\n"
    for between in (";", "/", " and"):
        table = "Acronym,Title,Deadline\n" + rows.format(f"30 April 2027 at 23:59{between} 30 June 2027")
        assert [deadline.time for deadline in deadlines(table, tmp_path, "calls.csv")] == [time(23, 59), None]
    text = "# Calls\n\n- AQUA: vouchers for SMEs; deadlines 30 April 2027 at 23:59, 30 June 2027\n"
    assert [deadline.time for deadline in deadlines(text, tmp_path)] == [time(23, 59), None]
    table = "Acronym,Title,Deadline\n" + rows.format("at 12:00 on 30 April 2027 and 30 June 2027")
    assert [deadline.time for deadline in deadlines(table, tmp_path, "calls.csv")] == [time(12), time(12)]


def test_a_page_that_is_a_call_is_one_too_where_the_hour_stands_before_the_day(tmp_path: Path) -> None:
    text = "# Grant: SaltLab\n\nTests of materials for SMEs in salt works.\n\nDeadline: 12:00 CET on 31 May 2027.\n"
    assert deadlines(text, tmp_path) == (Deadline(ONE_DAY, "single", time(12)),)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("calls.csv", "Title,Deadline (Lisbon time)\nAquaBoost,2027-05-31 12:00\n"),
        (
            "call.md",
            "# AquaBoost open call\n\nVouchers for SMEs.\n\nDeadline (local time of Lisbon): 31 May 2027, 12:00\n",
        ),
    ],
)
def test_a_label_may_name_the_zone_of_the_hour_below_or_behind_it(name: str, text: str, tmp_path: Path) -> None:
    assert deadlines(text, tmp_path, name) == (Deadline(ONE_DAY, "single", time(12), LISBON),)


def test_a_zone_beside_the_hour_goes_before_that_of_the_label(tmp_path: Path) -> None:
    text = "Title,Deadline (Lisbon time)\nAquaBoost,31 May 2027 at 12:00 Brussels time\n"
    assert deadlines(text, tmp_path, "calls.csv") == (Deadline(ONE_DAY, "single", time(12)),)

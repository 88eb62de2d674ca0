"""Ids of calls without a topic identifier: the same when a deadline moves, another for another round."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.assembling import assemble
from ingest.calls.identifiers import call_id, edition
from ingest.calls.merging import merge
from vectorstore.records import Call, Deadline, Document

TITLES = st.text(st.characters(codec="ascii", categories=("L", "Zs")), min_size=1, max_size=80)


def ids(text: str, tmp_path: Path, name: str = "calls.md") -> dict[date, str]:
    """The id of each call of a file, by its first deadline."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    (item,) = assemble(tmp_path / name, "digest", lambda words: len(words.split()), 254).documents
    return {call.deadlines[0].date: call.call_id for call in item.calls}


def listed(*days: str) -> str:
    return "# Calls\n\n" + "".join(
        f"- AQUAVOUCH: vouchers for SMEs that save water; deadline {day}\n\n" for day in days
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (listed("31 May 2027"), listed("30 September 2027")),
        (listed("31 May 2027"), listed("31 May 2027 at 12:00 CET")),
        (
            "# Grant: SaltLab 2027\n\nDeadline: 15 December 2027\n",
            "# Grant: SaltLab 2027\n\nDeadline: 20 January 2028\n",
        ),
        (
            "# Grant: SaltLab\n\nDeadline: 15 December 2027\nOpening date: 1 July 2027\n",
            "# Grant: SaltLab\n\nDeadline: 20 January 2028\nOpening date: 1 July 2027\n",
        ),
    ],
)
def test_a_deadline_that_is_extended_renames_nothing(before: str, after: str, tmp_path: Path) -> None:
    (early,), (late,) = ids(before, tmp_path).values(), ids(after, tmp_path).values()
    assert early == late


def test_rounds_of_two_years_have_two_ids(tmp_path: Path) -> None:
    found = ids(listed("31 May 2027", "31 May 2028"), tmp_path)
    assert len(set(found.values())) == 2
    assert ids(listed("31 May 2027"), tmp_path)[date(2027, 5, 31)] == found[date(2027, 5, 31)]


def test_a_second_round_of_a_year_takes_nothing_from_the_first(tmp_path: Path) -> None:
    found = ids(listed("31 October 2027", "31 May 2027"), tmp_path)
    first = ids(listed("31 May 2027"), tmp_path)[date(2027, 5, 31)]
    assert found == {date(2027, 5, 31): first, date(2027, 10, 31): f"{first}-2"}


@given(TITLES, st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.dates(date(2024, 1, 1), date(2030, 12, 31)))
def test_without_an_opening_the_year_of_the_first_deadline_tells_rounds_apart(
    title: str, one: date, other: date
) -> None:
    first, second = (call_id(None, None, title, edition(title, None, [Deadline(day)])) for day in (one, other))
    assert (first == second) == (one.year == other.year)


def test_a_call_keeps_the_id_by_which_it_was_known_first() -> None:
    talk = Document("talk", "Talk", "talk.pptx", "", "en", "1", date(2027, 3, 1))
    later = Document("later", "Later talk", "later.pptx", "", "en", "2", date(2027, 11, 1))

    def told(document: Document, name: str, day: date) -> Call:
        days = (Deadline(day),)
        return Call(name, "Vouchers", "Vouchers.", document.document_id, "p", acronym="AQUA", deadlines=days)

    calls = told(later, "aqua-2028", date(2028, 1, 20)), told(talk, "aqua-2027", date(2027, 12, 15))
    (one,) = merge(calls, (talk, later))
    assert (one.call_id, one.deadlines[0].date) == ("aqua-2027", date(2028, 1, 20))

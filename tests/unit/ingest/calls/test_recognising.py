"""When a call that one line states closes, and what is said of other days."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.calls.recognising import read_item


@pytest.mark.parametrize(
    "text",
    [
        "deadline 5 May 2027; vouchers valid until 31 December 2027",
        "deadline 5 May 2027; costs incurred until 31 December 2027 are eligible",
        "deadline 5 May 2027. The programme itself runs until 30 September 2029.",
        "deadline 5 May 2027; final report due by 31 March 2028",
        "deadline: 5 May 2027. Beneficiaries submit their invoices by 30 September 2027.",
        "deadline for questions 1 April 2027, for proposals 5 May 2027",
    ],
)
def test_what_runs_or_is_due_after_a_call_keeps_it_open_no_longer(text: str) -> None:
    item = read_item(f"AQUA: vouchers for SMEs; {text}")
    assert item is not None
    assert [day.end for day in item.deadlines] == [date(2027, 5, 5)]


def test_where_other_words_tell_when_a_call_closes_until_tells_of_something_else() -> None:
    item = read_item("AQUA: vouchers for SMEs; a catalogue stays here until 31 December 2027; deadline 5 May 2027")
    assert item is not None
    assert [day.end for day in item.deadlines] == [date(2027, 5, 5)]

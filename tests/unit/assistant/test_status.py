from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from assistant.status import next_deadline, status
from vectorstore.records import Call, Deadline

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def call(*days: date, **fields: object) -> Call:
    deadlines = tuple(Deadline(day) for day in days)
    return Call("c", "A call", "Summary.", "d", "p", deadlines=deadlines, **fields)  # type: ignore[arg-type]


@given(
    st.lists(DAYS, min_size=1, max_size=5),
    DAYS,
    st.sampled_from([None, "open", "forthcoming", "closed"]),
    st.none() | DAYS,
)
def test_nothing_past_its_last_deadline_is_ever_open(
    days: list[date], as_of: date, word: str | None, said_on: date | None
) -> None:
    found = status(call(*days, source_status=word, source_status_on=said_on), as_of)
    if as_of > max(days):
        assert found == "closed"
    if word == "closed" and said_on is not None and said_on <= as_of:
        assert found == "closed"


def test_the_day_of_the_deadline_still_counts() -> None:
    day = date(2024, 10, 2)
    assert status(call(day), day) == "open"
    assert status(call(day), day + timedelta(days=1)) == "closed"
    assert next_deadline(call(day), day) == day


def test_with_several_cut_offs_the_next_one_counts() -> None:
    cut_offs = call(date(2024, 3, 1), date(2024, 9, 1))
    assert status(cut_offs, date(2024, 3, 2)) == "open"
    assert next_deadline(cut_offs, date(2024, 3, 2)) == date(2024, 9, 1)


def test_a_call_before_its_opening_is_forthcoming() -> None:
    announced = call(date(2027, 9, 22), opens=date(2027, 3, 1))
    assert status(announced, date(2027, 2, 28)) == "forthcoming"
    assert status(announced, date(2027, 3, 1)) == "open"


def test_a_call_said_to_be_forthcoming_without_an_opening_day_stays_so() -> None:
    announced = call(date(2027, 9, 22), source_status="forthcoming", source_status_on=date(2026, 8, 10))
    assert status(announced, date(2026, 11, 23)) == "forthcoming"
    assert status(announced, date(2027, 9, 23)) == "closed"


def test_a_call_without_a_deadline_is_unknown_even_if_its_source_says_open() -> None:
    assert status(call(source_status="open"), date(2024, 5, 15)) == "unknown"
    assert next_deadline(call(), date(2024, 5, 15)) is None

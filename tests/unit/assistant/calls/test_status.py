from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.calls.as_of import AsOf, closes_at
from assistant.calls.callbook import CallBook
from assistant.calls.status import next_day, next_deadline, status, upcoming
from assistant.clock import BRUSSELS
from vectorstore.records import Call, Deadline

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31)) | st.sampled_from([date(2024, 3, 31), date(2024, 10, 27)])
HOURS = st.none() | st.sampled_from([time(0, 1), time(2, 30), time(12), time(17), time(23, 59)])
DEADLINES = st.builds(
    Deadline, DAYS, st.just("single"), HOURS, st.sampled_from(["Europe/Brussels", "UTC", "Asia/Tokyo"])
)
MOMENTS = st.integers(1_577_836_800, 1_924_905_600).map(lambda at: AsOf.of(None, datetime.fromtimestamp(at, UTC)))
WORDS = st.sampled_from([None, "open", "forthcoming", "closed"])


def call(*days: date, **fields: object) -> Call:
    return of(*map(Deadline, days), **fields)


def of(*deadlines: Deadline, **fields: object) -> Call:
    return Call("c", "A call", "Summary.", "d", "p", deadlines=deadlines, **fields)  # type: ignore[arg-type]


def day(year: int, month: int, number: int) -> AsOf:
    return AsOf(date(year, month, number))


@given(st.lists(DEADLINES, min_size=1, max_size=5), MOMENTS | DAYS.map(AsOf), WORDS, st.none() | DAYS)
def test_nothing_past_its_last_deadline_is_ever_open(
    deadlines: list[Deadline], as_of: AsOf, word: str | None, said_on: date | None
) -> None:
    found = status(of(*deadlines, source_status=word, source_status_on=said_on), as_of)
    last = max(map(closes_at, deadlines))
    if as_of.day > max(deadline.date for deadline in deadlines) or (as_of.instant and as_of.instant >= last):
        assert found == "closed"
    if word == "closed" and said_on is not None and said_on <= as_of.day:
        assert found == "closed"


@given(st.lists(DEADLINES, min_size=1, max_size=4), st.data())
def test_at_the_very_instant_of_its_last_deadline_a_call_is_closed(
    deadlines: list[Deadline], data: st.DataObject
) -> None:
    last = max(map(closes_at, deadlines))
    seconds = data.draw(st.integers(0, 100_000))
    assert status(of(*deadlines), AsOf.of(None, last + timedelta(seconds=seconds))) == "closed"


@given(
    st.lists(st.lists(DEADLINES, max_size=3), min_size=1, max_size=4), st.lists(MOMENTS | DAYS.map(AsOf), max_size=20)
)
def test_what_a_book_remembers_as_closed_is_what_each_call_is(
    deadlines: list[list[Deadline]], asked: list[AsOf]
) -> None:
    book = CallBook(tuple(of(*each) for each in deadlines))
    for as_of in asked:
        assert [*book.moments.at(as_of).closed] == [status(each, as_of) == "closed" for each in book.calls]


def test_the_day_of_the_deadline_still_counts() -> None:
    last = date(2024, 10, 2)
    assert status(call(last), AsOf(last)) == "open"
    assert status(call(last), AsOf(last + timedelta(days=1))) == "closed"
    assert next_day(call(last), AsOf(last)) == last


@pytest.mark.parametrize(("hour", "found"), [(9, "open"), (16, "open"), (17, "closed"), (23, "closed")])
def test_on_its_last_day_a_call_is_open_until_its_hour(hour: int, found: str) -> None:
    now = AsOf.of(None, datetime(2024, 10, 2, hour, tzinfo=BRUSSELS))
    assert status(call(date(2024, 10, 2)), now) == found


def test_with_several_cut_offs_the_next_one_counts() -> None:
    cut_offs = call(date(2024, 3, 1), date(2024, 9, 1))
    assert status(cut_offs, day(2024, 3, 2)) == "open"
    assert next_day(cut_offs, day(2024, 3, 2)) == date(2024, 9, 1)
    assert upcoming(cut_offs, AsOf.of(None, datetime(2024, 3, 1, 18, tzinfo=BRUSSELS))) == cut_offs.deadlines[1:]


def test_a_call_before_its_opening_is_forthcoming() -> None:
    announced = call(date(2027, 9, 22), opens=date(2027, 3, 1))
    assert status(announced, day(2027, 2, 28)) == "forthcoming"
    assert status(announced, day(2027, 3, 1)) == "open"


def test_a_call_said_to_be_forthcoming_without_an_opening_day_stays_so() -> None:
    announced = call(date(2027, 9, 22), source_status="forthcoming", source_status_on=date(2026, 8, 10))
    assert status(announced, day(2026, 11, 23)) == "forthcoming"
    assert status(announced, day(2027, 9, 23)) == "closed"


def test_a_call_without_a_deadline_is_unknown_even_if_its_source_says_open() -> None:
    assert status(call(source_status="open"), day(2024, 5, 15)) == "unknown"
    assert next_deadline(call(), day(2024, 5, 15)) is None

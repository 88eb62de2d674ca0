from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.calls.as_of import AsOf, closes_at
from assistant.clock import BRUSSELS
from vectorstore.records import Deadline

SUMMER, WINTER = date(2024, 7, 1), date(2024, 12, 2)
ZONES = st.sampled_from(["Europe/Brussels", "Europe/Lisbon", "Europe/Helsinki", "UTC", "Etc/GMT+12", "Asia/Tokyo"])
# Half of all days lie beside a change of clocks.
CHANGES = st.sampled_from([date(2024, 3, 31), date(2024, 10, 27), date(2025, 3, 30), date(2025, 10, 26)])
DAYS = st.dates(date(2024, 1, 1), date(2026, 1, 1)) | CHANGES
DEADLINES = st.builds(
    Deadline, DAYS, st.just("single"), st.none() | st.times().map(lambda t: t.replace(second=0)), ZONES
)


def brussels(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), BRUSSELS)


@pytest.mark.parametrize(
    ("deadline", "instant"),
    [
        (Deadline(SUMMER), datetime(2024, 7, 1, 15, tzinfo=UTC)),
        (Deadline(WINTER), datetime(2024, 12, 2, 16, tzinfo=UTC)),
        (Deadline(SUMMER, time=time(12)), datetime(2024, 7, 1, 10, tzinfo=UTC)),
        (Deadline(SUMMER, time=time(12), zone="Europe/Lisbon"), datetime(2024, 7, 1, 11, tzinfo=UTC)),
        (Deadline(date(2024, 10, 27), time=time(2, 30)), datetime(2024, 10, 27, 0, 30, tzinfo=UTC)),
    ],
)
def test_a_deadline_passes_at_its_hour_and_at_five_in_brussels_where_none_is_given(
    deadline: Deadline, instant: datetime
) -> None:
    assert closes_at(deadline) == instant
    assert AsOf.of(None, instant).is_past(deadline)
    assert not AsOf.of(None, instant - timedelta(seconds=1)).is_past(deadline)


def test_a_day_that_is_asked_for_counts_to_its_end() -> None:
    deadline = Deadline(SUMMER, time=time(12))
    assert not AsOf.of(SUMMER, brussels(SUMMER, 23)).is_past(deadline)
    assert AsOf.of(SUMMER + timedelta(days=1), brussels(SUMMER, 9)).is_past(deadline)


def test_no_deadline_outlasts_its_day_in_brussels() -> None:
    anywhere = Deadline(SUMMER, time=time(23, 59), zone="Etc/GMT+12")
    assert not AsOf.of(None, brussels(SUMMER, 23, 58)).is_past(anywhere)
    assert AsOf.of(None, brussels(SUMMER, 23, 59)).is_past(anywhere)


@given(DEADLINES, DAYS, st.times())
def test_what_has_passed_stays_so_and_a_day_is_never_stricter_than_its_moments(
    deadline: Deadline, day: date, hour: time
) -> None:
    now = datetime.combine(day, hour, BRUSSELS).astimezone(UTC)
    moment = AsOf.of(None, now)
    passed = moment.is_past(deadline)
    assert passed == (now >= closes_at(deadline))
    assert passed or moment.day <= deadline.date
    assert passed <= AsOf.of(None, now + timedelta(minutes=1)).is_past(deadline)
    assert AsOf(moment.day).is_past(deadline) <= passed

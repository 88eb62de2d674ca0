from __future__ import annotations

from datetime import date, datetime, time

import pytest

from assistant.calls.as_of import AsOf
from assistant.clock import BRUSSELS
from assistant.wording import Wording
from prompts import LANGUAGES
from vectorstore.records import Deadline

DAY = date(2027, 5, 31)
BEFORE, THE_DAY = AsOf(date(2027, 5, 15)), AsOf(DAY)
AT_NOON = Deadline(DAY, time=time(12))


@pytest.mark.parametrize(
    ("deadline", "as_of", "said"),
    [
        (Deadline(DAY), BEFORE, "31 May 2027"),
        (Deadline(DAY), THE_DAY, "31 May 2027"),
        (AT_NOON, BEFORE, "31 May 2027 at 12:00 Brussels time"),
        (Deadline(DAY, time=time(17)), BEFORE, "31 May 2027"),
        (Deadline(DAY, time=time(17)), THE_DAY, "31 May 2027 at 17:00 Brussels time"),
        (Deadline(DAY, time=time(17), zone="Europe/Lisbon"), BEFORE, "31 May 2027 at 17:00 Lisbon time"),
        (Deadline(DAY, time=time(17), zone="UTC"), BEFORE, "31 May 2027 at 17:00 UTC"),
        (Deadline(DAY, time=time(17), zone="Etc/GMT-2"), BEFORE, "31 May 2027 at 17:00 UTC+2"),
    ],
)
def test_an_hour_is_said_where_a_source_gives_another_than_usual_or_it_is_the_last_day(
    deadline: Deadline, as_of: AsOf, said: str
) -> None:
    assert Wording("en", as_of).deadline(deadline) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_the_hour_and_the_city(language: str) -> None:
    said = Wording(language, BEFORE).deadline(Deadline(DAY, time=time(9, 30), zone="Europe/Lisbon"))
    assert "09:30" in said
    assert said != Wording(language, BEFORE).deadline(AT_NOON)


def test_what_closed_today_says_which_hour_counted() -> None:
    evening = Wording("en", AsOf.of(None, datetime(2027, 5, 31, 19, tzinfo=BRUSSELS)))
    assert evening.ago(AT_NOON) == "earlier today"
    assert evening.ago(Deadline(DAY)) == "earlier today: where a source names no hour, 17:00 Brussels time counts"

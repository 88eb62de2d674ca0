"""Which days of a cell of deadlines are deadlines."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest.assembling import assemble

MAY, JUNE = date(2027, 5, 15), date(2027, 6, 30)


def days(cell: str, folder: Path) -> list[date]:
    file = folder / "calls.csv"
    rows = f'Aqua vouchers,"{cell}",EUR 5000\nFire grants,2 February 2027,EUR 100'
    file.write_text(f"Title,Deadline,Grant\n{rows}\n", encoding="utf-8")
    content = assemble(file, "digest", lambda words: len(words.split()), 254)
    (call,) = (call for document in content.documents for call in document.calls if "Aqua" in call.title)
    return [deadline.date for deadline in call.deadlines]


@pytest.mark.parametrize(
    "cell",
    [
        "closed on 15 May 2027; next call expected in 2028",
        "deadline: 15 May 2027. You will hear from us by 30 September 2027.",
        "submit by 15 May 2027 (pitch days: 3-4 June 2027)",
        "new deadline 15 May 2027, no longer 15 June 2027",
    ],
)
def test_days_of_other_things_beside_a_deadline_that_words_tell_are_none(cell: str, tmp_path: Path) -> None:
    assert days(cell, tmp_path) == [MAY]


@pytest.mark.parametrize(
    "cell",
    [
        "15 May 2027 (SMEs), 30 June 2027 (start-ups)",
        "Deadline: 15 May 2027\n30 June 2027",
        "1st cut-off 15 May 2027 at 17:00, 30 June 2027 at 17:00",
        "First deadline: 15 May 2027; second: 30 June 2027",
    ],
)
def test_every_day_that_nothing_else_is_said_of_is_one(cell: str, tmp_path: Path) -> None:
    assert days(cell, tmp_path) == [MAY, JUNE]

from __future__ import annotations

from datetime import date

import pytest

from assistant.answers import Question
from assistant.calls.as_of import AsOf
from assistant.calls.callbook import CallBook
from assistant.understanding.periods import Period
from assistant.understanding.understanding import understand
from assistant.understanding.understood import Understood
from vectorstore.records import Call, Deadline

AS_OF = date(2024, 5, 15)
BOOK = CallBook(
    (
        Call(
            "a", "Trade mission", "Trade mission.", "d", "p", acronym="ELBE", deadlines=(Deadline(date(2024, 5, 20)),)
        ),
        Call("b", "Training", "Training.", "d", "p", acronym="GEMSTONE", deadlines=(Deadline(date(2024, 12, 31)),)),
    )
)


def read(text: str) -> Understood:
    return understand(Question(text), AsOf(AS_OF), "en", BOOK)


@pytest.mark.parametrize("text", ["What comes after ELBE as the next deadline?", "Which call closes next after ELBE?"])
def test_the_next_deadline_after_a_call_is_another_call_s(text: str) -> None:
    understood = read(text)
    assert understood.period == Period(start=date(2024, 5, 21))
    assert (understood.order, [call.acronym for call in understood.besides]) == ("soonest", ["ELBE"])


def test_what_closes_before_a_call_ends_the_day_before() -> None:
    assert read("Which calls close before GEMSTONE?").period == Period(end=date(2024, 12, 30))


@pytest.mark.parametrize("text", ["When does ELBE close?", "How many days after ELBE opens may we apply?"])
def test_a_question_about_the_call_itself_counts_from_nothing(text: str) -> None:
    assert read(text).period is None

from __future__ import annotations

from datetime import date

import pytest

from assistant.answers import Question
from assistant.as_of import AsOf
from assistant.callbook import CallBook
from assistant.listing import Listing
from assistant.recommending import Recommender
from assistant.retrieving import Retrieved
from assistant.understanding import understand
from vectorstore.records import Budget, Call, Deadline

AS_OF = date(2024, 5, 15)


def call(name: str, summary: str, closes: date | None = None, **fields: object) -> Call:
    deadlines = (Deadline(closes),) if closes else ()
    return Call(name, summary, summary, "d", "p", acronym=name, deadlines=deadlines, **fields)  # type: ignore[arg-type]


BOOK = CallBook(
    (
        call("SOILA", "Living soil", date(2024, 9, 1), sectors=("agri-food",), budget=Budget(max_eur=2_000_000)),
        call("FARMB", "Larger farms", date(2024, 9, 2), sectors=("agri-food",), budget=Budget(max_eur=9_000_000)),
        call("QUBIT", "Quantum sensing", date(2024, 7, 1), sectors=("quantum",)),
        call("GRIDX", "Power networks", date(2024, 12, 1), sectors=("quantum", "energy-renewables")),
        call("LATER", "Harbour lights", date(2025, 2, 1), opens=date(2024, 10, 1)),
        call("ALWAYS", "Advice at any time"),
    )
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Which call for soil has the largest budget?", ["SOILA"]),
        ("Which agri-food call has the largest budget?", ["FARMB"]),
        ("Which quantum call closes last?", ["QUBIT"]),
        ("Which calls open in October 2024?", ["LATER"]),
        ("Which calls have not opened yet?", ["LATER"]),
        ("Is there anything without a deadline?", ["ALWAYS"]),
        ("What comes after QUBIT as the next deadline?", ["SOILA"]),
        ("What closes first in September 2024?", ["SOILA"]),
        ("Calls with a budget of at least 5 million euro", ["FARMB"]),
        ("Which calls are open for at least another 200 days?", ["GRIDX", "LATER"]),
    ],
)
def test_a_list_holds_what_meets_the_question(text: str, names: list[str]) -> None:
    understood = understand(Question(text), AsOf(AS_OF), "en", BOOK)
    weights = {"soil": 1.0, "quantum": 1.0}
    listed = Listing(understood, Retrieved((), weights), BOOK).listed()
    assert [match.call.acronym for match in listed.current] == names


def test_where_nothing_fits_on_the_days_asked_for_what_has_closed_is_said_to_have_fitted() -> None:
    understood = understand(Question("money for quantum sensors in August 2024"), AsOf(date(2024, 8, 2)), "en", BOOK)
    book = CallBook(tuple(each for each in BOOK.calls if each.acronym == "QUBIT"))
    found = Recommender(understood, Retrieved((), {"quantum": 1.0}), book).fitting()
    assert not found.current
    assert [match.call.acronym for match in found.closed] == ["QUBIT"]

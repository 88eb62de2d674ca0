from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.answers import Profile, Question
from assistant.calls.as_of import AsOf
from assistant.calls.callbook import CallBook
from assistant.drafts import Matches
from assistant.recommending.listing import Listing
from assistant.recommending.recommending import Recommender
from assistant.retrieving import Retrieved
from assistant.understanding.understanding import understand
from vectorstore.records import Budget, Call, Deadline

AS_OF = AsOf(date(2024, 5, 15))


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

NOTHING = Retrieved((), {})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Which call for soil has the largest budget?", ["SOILA"]),
        ("Which agri-food call has the largest budget?", ["FARMB"]),
        ("Which quantum call closes last?", ["QUBIT"]),
        ("Which ERC calls are open?", []),
        ("Which calls open in October 2024?", ["LATER"]),
        ("Which calls have not opened yet?", ["LATER"]),
        ("Is there anything without a deadline?", ["ALWAYS"]),
        ("What comes after QUBIT as the next deadline?", ["SOILA"]),
        ("What closes first in September 2024?", ["SOILA"]),
        ("Calls with a budget of at least 5 million euro", ["FARMB"]),
        ("Which calls are open for at least another 200 days?", ["GRIDX", "LATER"]),
        ("What are the next two deadlines?", ["QUBIT", "SOILA"]),
        ("list all quantum calls", ["QUBIT", "GRIDX"]),
        ("Calls that give 9 million euro per project", ["FARMB"]),
        ("Which calls are open, but not for quantum?", ["SOILA", "FARMB", "ALWAYS"]),
        ("Which calls are open or coming after October 2024?", ["GRIDX", "LATER"]),
    ],
)
def test_a_list_holds_what_meets_the_question(text: str, names: list[str]) -> None:
    understood = understand(Question(text), AS_OF, "en", BOOK)
    weights = {"soil": 1.0, "quantum": 1.0}
    listed = Listing(understood, Retrieved((), weights), BOOK).listed()
    assert [match.call.acronym for match in listed.current] == names


def test_where_nothing_fits_on_the_days_asked_for_what_has_closed_is_said_to_have_fitted() -> None:
    understood = understand(Question("money for quantum sensors in August 2024"), AsOf(date(2024, 8, 2)), "en", BOOK)
    book = CallBook(tuple(each for each in BOOK.calls if each.acronym == "QUBIT"))
    found = Recommender(understood, Retrieved((), {"quantum": 1.0}), book).fitting()
    assert not found.current
    assert [match.call.acronym for match in found.closed] == ["QUBIT"]


def offered(question: str, *calls: Call) -> Recommender:
    book = CallBook(calls)
    return Recommender(understand(Question(question), AS_OF, "en", book), Retrieved((), {}), book)


def test_a_call_open_to_the_asker_that_names_nothing_of_the_field_asked_for_fits_not_and_is_only_near() -> None:
    any_sme = call("GOABROAD", "Missions", date(2024, 9, 1), applicants=("sme",), sectors=())
    recommender = offered("We are an SME that makes quantum sensors, which call fits?", any_sme)
    assert recommender.fitting() == Matches()
    assert [match.call for match in recommender.nearest()] == [any_sme]


def test_a_call_that_is_closed_or_for_others_is_not_near() -> None:
    closed = call("OLD", "Missions", date(2024, 5, 1), applicants=("sme",))
    others = call("TOWNS", "Missions", date(2024, 9, 1), applicants=("public-authority",))
    assert not offered("We are an SME that makes quantum sensors, which call fits?", closed, others).nearest()


def test_where_all_calls_of_a_field_are_for_others_these_are_the_nearest() -> None:
    steel = call("STEEL", "Missions", date(2024, 9, 1), applicants=("sme",), sectors=("energy-intensive-industries",))
    recommender = offered("large steel company", steel)
    assert recommender.fitting() == Matches()
    assert [(match.call, match.failed) for match in recommender.nearest()] == [(steel, True)]


def test_what_a_follow_up_chooses_by_goes_before_all_else() -> None:
    cars = call("CARS", "Car makers", date(2024, 9, 1), sectors=("mobility-transport-automotive",))
    advice = call("ADVICE", "Mentors", date(2024, 9, 1), support=("coaching",))
    recommender = offered("We are a car maker, which calls fit us? is about coaching?", cars, advice)
    assert {match.call for match in recommender.fitting().current} == {cars, advice}
    chosen = replace(recommender.understood, required=Profile(needs=("coaching",)))
    assert [match.call for match in replace(recommender, understood=chosen).fitting().current] == [advice]


@pytest.mark.parametrize(("opens", "listed"), [(None, []), (date(2024, 10, 1), ["LATER"])])
def test_calls_that_open_on_some_days_are_those_known_to(opens: date | None, listed: list[str]) -> None:
    later = call("LATER", "Harbour lights", date(2025, 2, 1), opens=opens, source_status="forthcoming")
    book = CallBook((later,))
    listing = Listing(understand(Question("Which calls open in October 2024?"), AS_OF, "en", book), NOTHING, book)
    assert [match.call.acronym for match in listing.listed().current] == listed
    assert listing.openings_unknown == (opens is None)
    assert [match.call for match in listing.not_yet_open().current] == [later]


def test_who_asks_for_what_is_open_now_gets_what_opens_later_only_where_nothing_is() -> None:
    now = call("NOW", "Quantum sensing", date(2024, 9, 1), sectors=("quantum",))
    later = call("LATER", "Quantum chips", date(2024, 9, 1), opens=date(2024, 6, 1), sectors=("quantum",))
    asked = "Quantum sensors: what is open right now?"
    assert [match.call for match in offered(asked, now, later).fitting().current] == [now]
    assert [match.call for match in offered(asked, later).fitting().current] == [later]


def test_of_calls_of_one_name_the_one_that_closes_first_is_told() -> None:
    calls = [call("STEP", f"Step {month}", date(2024, month, 1)) for month in (9, 7, 8)]
    book = CallBook(tuple(replace(each, call_id=str(at)) for at, each in enumerate(calls)))
    understood = understand(Question("Which of the STEP calls closes first?"), AS_OF, "en", book)
    assert [match.call.call_id for match in Listing(understood, Retrieved((), {}), book).named().current] == ["1"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Which of SOILA and GRIDX stays open longer?", "GRIDX"),
        ("Which of SOILA and GRIDX closes sooner?", "SOILA"),
        ("Does SOILA or FARMB have the larger budget?", "FARMB"),
    ],
)
def test_of_two_calls_the_one_that_is_asked_for_is_told(text: str, name: str) -> None:
    understood = understand(Question(text), AS_OF, "en", BOOK)
    found = Listing(understood, Retrieved((), {}), BOOK).named().current
    assert [match.call.acronym for match in found] == [name]


def test_a_call_of_a_wider_field_fits_only_where_a_word_of_the_question_speaks_for_it() -> None:
    solar = call("SOLAR", "Thermal plants", date(2024, 9, 1), sectors=("energy-renewables",))
    cells = call("CELLS", "Cells for storage", date(2024, 9, 1), sectors=("batteries",))
    found = offered("Which calls are about batteries?", solar, cells).fitting()
    assert [match.call for match in found.current] == [cells]

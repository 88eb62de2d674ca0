from __future__ import annotations

from datetime import date

import pytest

from assistant.callbook import CallBook
from assistant.conversations import Turn
from assistant.follow_ups import self_contained
from prompts import LANGUAGES, interface
from vectorstore.records import Call, Deadline


def call(name: str) -> Call:
    return Call(
        name.lower(), f"{name} training", "Training.", "d", "p", acronym=name, deadlines=(Deadline(date(2024, 12, 31)),)
    )


BOOK = CallBook((call("GEMSTONE"), call("POLREC"), call("FRIEND")))


def asked(question: str, last: str, *call_ids: str) -> str:
    return self_contained(question, [Turn(last, call_ids)], BOOK)


@pytest.mark.parametrize("question", ["When does it close?", "Who can apply?", "deadline?", "and the budget?"])
def test_an_attribute_without_a_subject_is_asked_of_the_last_call(question: str) -> None:
    assert "GEMSTONE" in asked(question, "Tell me about the GEMSTONE call", "gemstone")


@pytest.mark.parametrize(
    ("question", "last", "becomes"),
    [
        ("and FRIEND?", "deadline of POLREC?", "deadline of friend?"),
        ("And in September?", "Which calls close in June 2024?", "Which calls close in September 2024?"),
        ("and to skills?", "What are the barriers to resilience?", "What are the barriers to skills"),
        ("And for tourism?", "which calls fit a water-tech SME", "which calls fit a tourism SME"),
        ("what about training?", "We are an SME that makes chairs", "We are an SME that makes chairs training"),
        ("only the ones about export", "Which calls close in June?", "Which calls close in June? about export"),
        ("Which of these are for hotels?", "Which calls close in June?", "Which calls close in June? are for hotels?"),
    ],
)
def test_what_is_named_anew_replaces_its_like(question: str, last: str, becomes: str) -> None:
    assert asked(question, last).casefold() == becomes.casefold()


def test_an_ordinal_points_to_a_call_of_the_last_answer() -> None:
    assert asked("What is the budget of the second one?", "which calls?", "gemstone", "polrec") == (
        "What is the budget of POLREC?"
    )


def test_us_are_those_who_spoke_before() -> None:
    assert asked("Which calls are for us?", "We are an automotive supplier.") == (
        "We are an automotive supplier. Which calls are for us?"
    )


@pytest.mark.parametrize(
    "question",
    ["What is a metacluster?", "thanks!", "Who spoke for Mobile Heights?", "Which calls close in March 2027?"],
)
def test_a_question_of_its_own_stays_as_it_is(question: str) -> None:
    assert asked(question, "Tell me about the GEMSTONE call", "gemstone") == question


@pytest.mark.parametrize(
    "question",
    ["barriers to resilience", *(interface(language)("starter_3") for language in LANGUAGES)],
)
def test_what_names_its_subject_is_no_follow_up(question: str) -> None:
    assert asked(question, "Which calls are open now?", "gemstone") == question


@pytest.mark.parametrize("question", ["Quels appels sont ouverts actuellement ?", "Quali bandi sono aperti adesso?"])
def test_calls_that_are_asked_for_in_so_many_words_take_nothing_from_a_turn_that_described_no_one(
    question: str,
) -> None:
    assert asked(question, "What are the barriers to resilience?") == question

from __future__ import annotations

from datetime import date

import pytest

from assistant.calls.callbook import CallBook
from assistant.conversations import Turn
from assistant.understanding.follow_ups import narrowing, self_contained
from assistant.understanding.languages import detect
from prompts import LANGUAGES, interface
from vectorstore.records import Call, Deadline


def call(name: str) -> Call:
    return Call(
        name.lower(), f"{name} training", "Training.", "d", "p", acronym=name, deadlines=(Deadline(date(2024, 12, 31)),)
    )


BOOK = CallBook((call("GEMSTONE"), call("POLREC"), call("FRIEND")))


def asked(question: str, last: str, *call_ids: str, language: str = "") -> str:
    return self_contained(question, [Turn(last, call_ids)], BOOK, language or detect(question, [last]))


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
        ("and refurbishment?", "What is part pairing?", "What is refurbishment"),
        ("what about furniture instead", "which calls fit a tourism SME", "which calls fit a furniture SME"),
        ("same but in September", "Which calls close in June 2024?", "Which calls close in September 2024?"),
        ("no, I meant FRIEND", "deadline of POLREC?", "deadline of friend?"),
        ("lo mismo, pero en julio", "¿Qué cierra en junio de 2024?", "¿Qué cierra en julio 2024?"),
        ("without water", "Which calls are for cities?", "Which calls are for cities, not water"),
        ("only the ones about export", "Which calls close in June?", "Which calls close in June? about export"),
        ("Which of these are for hotels?", "Which calls close in June?", "Which calls close in June? are for hotels?"),
    ],
)
def test_what_is_named_anew_replaces_its_like(question: str, last: str, becomes: str) -> None:
    assert asked(question, last).casefold() == becomes.casefold()


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("where does it say so?", "en"),
        ("Source?", "en"),
        ("Où est-ce écrit ?", "fr"),
        ("Und wo steht das?", "de"),
        ("¿Dónde lo dice?", "es"),
        ("Dove sta scritto?", "it"),
        ("Gdzie to jest napisane?", "pl"),
    ],
)
def test_the_source_of_an_answer_is_asked_for_by_its_question(question: str, language: str) -> None:
    assert asked(question, "How many stands were there?", language=language) == "How many stands were there?"


@pytest.mark.parametrize("question", ["And DockSense, when did that start?", "And the one on Canada, when is it?"])
def test_an_attribute_of_what_the_question_names_itself_is_asked_of_that(question: str) -> None:
    assert asked(question, "Who leads the SeaArm project?") == question


def test_what_the_last_question_asked_for_is_no_subject() -> None:
    assert asked("and who buys it?", "What does a kilogram of yarn cost?") == "and who buys it? kilogram yarn"


def test_a_question_among_the_calls_of_the_last_answer_names_what_it_chooses_by() -> None:
    turns = [Turn("which calls fit an automotive SME", ())]
    chosen = narrowing("which of these is about coaching?", turns, "en")
    assert chosen is not None
    assert chosen.needs == ("coaching",)
    assert narrowing("which calls are about coaching?", turns, "en") is None
    assert narrowing("which of these is about coaching?", [], "en") is None


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


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Which calls are open now?", "en"),
        ("Which calls close in March 2027?", "en"),
        ("Quels appels sont ouverts maintenant ?", "fr"),
        ("Welche Aufrufe sind jetzt offen?", "de"),
        ("Jakie nabory są teraz otwarte?", "pl"),
    ],
)
def test_a_list_of_calls_on_its_own_condition_takes_no_theme_of_the_turn_before(question: str, language: str) -> None:
    assert asked(question, "What were the barriers to the green transition?", language=language) == question


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Co to jest klaster?", "pl"),
        ("¿Qué es una suma global?", "es"),
        ("Was ist ein Gutschein?", "de"),
        ("Quelles régions la carte montre-t-elle ?", "fr"),
        ("¿Qué dice la Comisión Europea de la industria?", "es"),
        ("Was sind die Aufgaben der Cluster Akademie?", "de"),
    ],
)
def test_an_article_of_one_language_is_no_pronoun_of_another(question: str, language: str) -> None:
    assert asked(question, "Which calls close in June?", language=language) == question


def test_what_is_asked_now_is_not_what_the_last_question_asked() -> None:
    assert asked("How long does a decision take?", "Who may apply to the Craft Fund?") == (
        "How long does a decision take? Craft Fund?"
    )


@pytest.mark.parametrize(
    ("question", "before", "language"),
    [
        ("A SILEO?", "Kiedy kończy się POLREC?", "pl"),
        ("And SILEO?", "Kiedy kończy się POLREC?", "en"),
        ("GEMSTONE?", "Quand ferme POLREC ?", "fr"),
        ("Was könnte dabei helfen?", "", "de"),
        ("Was gilt als KMU?", "", "de"),
        ("Quando scade POLREC?", "", "it"),
        ("Quando fecha o POLREC?", "", "pt"),
        ("Wanneer sluit POLREC?", "", "nl"),
        ("companies in Serbia, AI", "", "en"),
        ("railway track works co-funding", "", "en"),
        ("AI e PMI italiane", "", "it"),
    ],
)
def test_words_too_few_to_tell_are_in_the_language_of_the_question_before(
    question: str, before: str, language: str
) -> None:
    assert detect(question, [before] if before else []) == language


def test_the_end_of_an_order_is_looked_for_among_the_calls_of_the_last_answer() -> None:
    last = "Which calls fit a furniture maker?"
    now = "and what is the nearest deadline?"
    assert asked(now, last, "gemstone", "polrec") == f"{last} {now}"

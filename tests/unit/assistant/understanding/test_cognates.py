from __future__ import annotations

import pytest

from assistant.understanding.cognates import Cognates

INDEX = (
    "investors",
    "private",
    "competence",
    "platform",
    "innovation",
    "productivity",
    "themselves",
    "graz",
    "obstacle",
)


def put(text: str, language: str) -> str:
    return Cognates(
        lambda word: int(word in INDEX), lambda start: [(word, 1) for word in INDEX if word.startswith(start)]
    ).put(text, language)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("cercano gli investitori privati", "it", "cercano gli investors private"),
        ("welche Kompetenz", "de", "welche competence"),
        ("la productivité", "fr", "la productivity"),
        ("la productividad", "es", "la productivity"),
        ("wspiera innowacji", "pl", "wspiera innovation"),
        ("wydarzenie w Grazu", "pl", "wydarzenie w Graz"),
        ("un obstacole", "it", "un obstacle"),
        ("a produtividade", "pt", "a productivity"),
        ("de productiviteit", "nl", "de productivity"),
    ],
)
def test_a_word_is_put_into_the_one_of_the_sources_that_it_is_nearly(text: str, language: str, expected: str) -> None:
    assert put(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("quelle est la date", "fr"),
        ("investitori", "en"),
        ("welche Themen", "de"),
        ("wie heißt Frau Investoric", "it"),
        ("der Aufruf INVESTOR", "de"),
    ],
)
def test_names_short_words_and_words_of_no_likeness_stay(text: str, language: str) -> None:
    assert put(text, language) == text


def test_words_that_the_index_lacks_are_unknown_but_no_names() -> None:
    cognates = Cognates(lambda word: int(word in INDEX), lambda _: [])
    assert cognates.unknown("czy wspiera Platform Zenobia w graz", "pl") == {"wspiera"}
    assert not cognates.unknown("does xylo help", "en")

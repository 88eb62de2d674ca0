from __future__ import annotations

import pytest

from assistant.lexicon import in_english, knows


@pytest.mark.parametrize(
    ("question", "language", "english"),
    [
        ("Wie hoch ist der Turm?", "de", "how high is the tower?"),
        ("Hoeveel bruggen?", "nl", "how many bridge?"),
        ("Quem é o presidente?", "pt", "who is the president?"),
        ("Que veulent-ils ?", "fr", "Que want ?"),
        ("¿Qué hizo?", "es", "what make?"),
    ],
)
def test_words_and_phrases_are_put_into_english(question: str, language: str, english: str) -> None:
    assert in_english(question, language) == english


def test_the_index_decides_between_the_meanings_of_a_word() -> None:
    assert in_english("der Preis", "de") == "the price"
    assert in_english("der Preis", "de", known=lambda word: int(word == "award")) == "the award"


def test_a_compound_that_the_index_holds_is_not_taken_apart() -> None:
    assert in_english("das Turmhaus", "de") == "the tower house"
    assert in_english("das Turmhaus", "de", known=lambda word: int(word == "turmhaus")) == "the tower"


def test_what_the_glossary_does_not_know_is_handed_on_in_stretches() -> None:
    assert in_english("Xylo im Turm Ypsi", "de", unknown=str.upper) == "XYLO in tower YPSI"


def test_a_name_that_is_its_own_translation_keeps_its_capitals() -> None:
    assert in_english("Robot Days", "nl") == "Robot Days"


def test_the_words_of_other_languages_are_not_known() -> None:
    assert knows("turm", "de")
    assert not knows("turm", "pt")
    assert not knows("tower", "en")


def test_every_row_of_the_vocabulary_has_a_cell_for_each_language() -> None:
    from importlib import resources

    text = resources.files("assistant.lexicon").joinpath("vocabulary.txt").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if not line.startswith("#")]
    assert {line.count("|") for line in rows} == {rows[0].count("|")}
    assert text.isascii() or "¿" in text

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from vectorstore import lexical
from vectorstore.lexical import Entry, LexicalIndex
from vectorstore.records import Locator, Passage

Make = Callable[..., LexicalIndex]


@pytest.fixture
def made(tmp_path: Path) -> Make:
    """An index of texts, each in English unless it is a pair of a text and a language."""

    def make(*texts: str | tuple[str, str], heading: tuple[str, ...] = ()) -> LexicalIndex:
        pairs = [(text, "en") if isinstance(text, str) else text for text in texts]
        entries = [Entry(passage(n, text, heading), f"t{n}", language) for n, (text, language) in enumerate(pairs)]
        LexicalIndex.create(tmp_path / "lexical", entries, {language for _, language in pairs})
        return LexicalIndex(tmp_path / "lexical")

    return make


def passage(number: int, text: str, heading: tuple[str, ...] = ()) -> Passage:
    return Passage(f"p{number}", "d", "s", number, Locator("section", "1"), heading, text)


def test_forms_of_a_word_are_found_in_the_language_of_the_document(made: Make) -> None:
    index = made(
        "Vouchers for training.", ("Les entreprises innovantes.", "fr"), ("Förderungen für Betriebe.", "de-AT")
    )
    assert list(index.search("a voucher", 5)) == ["p0"]
    assert list(index.search("entreprise innovante", 5)) == ["p1"]
    assert list(index.search("Förderung", 5)) == ["p2"]
    assert index.document_frequency("voucher") == index.document_frequency("Förderung") == 1


def test_a_heading_counts_less_than_the_text(made: Make) -> None:
    index = made("water and nothing else", "unrelated", heading=("water",))
    assert list(index.search("water", 5)) == ["p0", "p1"]
    assert index.document_frequency("water") == 2


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("bio-based fibres", "biobased"),
        ("biobased fibres", "bio-based"),
        ("biobased fibres", "bio based"),
        ("topic HORIZON-CL6-2027-01-3", "horizon cl6 2027"),
        ("the GreenBoost call", "green boost"),
        ("the GreenBoost call", "GREENBOOST"),
        ("the eIDAS regulation", "eidas"),
    ],
)
def test_compounds_and_identifiers_are_found_in_either_spelling(made: Make, written: str, asked: str) -> None:
    assert "p0" in made(written, "something else", "a third text").search(asked, 5)


def test_signs_of_a_query_language_mean_nothing(made: Make) -> None:
    assert list(made("water reuse").search('text:water AND -(reuse~ "', 5)) == ["p0"]


def test_a_question_without_words_finds_nothing(made: Make) -> None:
    assert made("water").search("?!", 5) == {}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("tourizm", "tourism"),
        ("pollymer recyling", "polymer recycling"),
        ("Barriors: to Resiliance!", "barriers: to Resiliance!"),
    ],
)
def test_misspelt_words_are_put_right_by_the_words_of_the_passages(made: Make, written: str, meant: str) -> None:
    index = made("Tourism and polymer recycling.", "Barriers to resilience.")
    assert index.speller.correct(written, lambda _: False) == meant  # Resiliance has the stem of resilience


@pytest.mark.parametrize("right", ["recycle", "RECICLING", "wter", "aquaculture", "dourism", "re2cling"])
def test_words_that_may_be_right_are_left_alone(made: Make, right: str) -> None:
    assert made("Tourism, water and recycling.").speller.correct(right, lambda _: False) == right


def test_a_name_within_a_question_is_left_alone(made: Make) -> None:
    assert made("The backup system.").speller.correct("is Backuss a systen", lambda _: False) == "is Backuss a system"


def test_a_word_known_elsewhere_is_no_misspelling(made: Make) -> None:
    assert made("Every country.").speller.correct("county", lambda word: word == "county") == "county"


def test_passages_that_hold_a_word_are_counted_once_whether_heading_or_text_says_it(made: Make) -> None:
    index = made("Water reuse in towns.", "Reuse of water, and of waters.", "Energy.", heading=("Clean water",))
    assert index.document_frequency("water") == 3
    assert index.document_frequency("reuse") == 2
    assert index.document_frequency("clean") == 3
    assert index.document_frequency("hydrogen") == 0


def test_a_common_word_is_counted_by_estimate(made: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexical, "_COMMON", 1)
    assert made("Water.", "Water.", "Energy.", "Wind.", heading=("Water",)).document_frequency("water") == 4

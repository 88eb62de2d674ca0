from __future__ import annotations

from assistant.words import content_words, fold, stems, tokens


def test_folding_removes_case_and_accents() -> None:
    assert fold("Šermukšnytė Łódź Straße") == "sermuksnyte lodz strasse"


def test_compounds_give_their_pieces_and_their_whole() -> None:
    assert tokens("EU-Canada e-mail") == ["eu", "canada", "e", "mail"]
    assert {"bio", "base", "biobas"} <= stems("bio-based")


def test_stop_words_of_every_language_are_dropped() -> None:
    assert content_words("Which calls are there for the water sector?") == ["calls", "water", "sector"]
    assert content_words("Welche Aufrufe gibt es für Wasser") == ["aufrufe", "wasser"]


def test_an_authority_is_no_author() -> None:
    assert stems("public authorities").isdisjoint(stems("authors"))

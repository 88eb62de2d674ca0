from __future__ import annotations

import pytest

from ingest.calls.seats import seats
from ingest.taxonomy import load


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("micro enterprises registered in Serbia, majority-owned by their founders", ["RS"]),
        ("only companies from Malta, Serbia or Slovenia", ["MT", "RS", "SI"]),
        ("Eurostars for Malta-based SMEs", ["MT"]),
        ("A UK registered business must lead", ["GB"]),
        ("missions to Japan for SMEs based in Spain", ["ES"]),
        ("PME établies en France", ["FR"]),
        ("imprese con sede in Italia", ["IT"]),
    ],
)
def test_words_of_eligibility_say_where_applicants_are_established(text: str, keys: list[str]) -> None:
    assert [mention.key for mention in seats(text, load().find(text))] == keys


@pytest.mark.parametrize(
    "text",
    [
        "trade mission to Canada",
        "B2B meetings with entities from Mexico or Chile",
        "business meetings with partners in Mexico or Chile",
        "legal entities established in China are not eligible",
        "Open to those established in EU Member States and Horizon Europe associated countries",
        "Any legal entity established in the United States may also apply",
    ],
)
def test_markets_and_countries_that_are_barred_or_let_in_too_are_no_seats(text: str) -> None:
    assert not seats(text, load().find(text))

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
        ("grants for companies in Cyprus", ["CY"]),
        ("SMEs (small firms) must be legally established in an EU Member State or in Ukraine", ["eu", "UA"]),
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
        "No company from China can take part",
        "Except for entities established in Hungary, all legal entities can apply",
        "SMEs in France and the rest of Europe",
        "SMEs established in Iceland, Norway and the EEA",
        "Companies from Switzerland are not funded",
    ],
)
def test_markets_and_countries_that_are_barred_or_let_in_too_are_no_seats(text: str) -> None:
    assert not seats(text, load().find(text))


@pytest.mark.parametrize(
    "text",
    [
        "Consortia of three SMEs, at least one of which is established in Ukraine",
        "The coordinator must be established in Germany",
        "One company from Cyprus and one from Malta",
        "The programme is run by a foundation based in Austria",
        "Priority is given to SMEs established in Romania",
        "Companies from Ukraine get up to 5 extra points",
        "The event is located in Milan. SMEs may apply",
        "Vouchers for SMEs to hire companies from Germany",
        "The jury: mentors are companies from Finland",
        "A centre for civil society organisations in Serbia",
        "Grants to work with new Ukraine-based suppliers",
    ],
)
def test_where_some_of_a_team_or_others_than_the_applicants_are_is_no_seat_of_all(text: str) -> None:
    assert not seats(text, load().find(text))

from __future__ import annotations

import pytest

from ingest.calls.evidence import Finds, Region
from ingest.calls.money import amounts, find_budget
from vectorstore.records import Locator, Passage


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("EUR 500,000-2.5M per project", 500_000, 2_500_000),
        ("EUR 2M-4M in all", 2_000_000, 4_000_000),
        ("€2-4 million", 2_000_000, 4_000_000),
        ("EUR 5,000 to EUR 50,000", 5_000, 50_000),
        ("1.5 million euros", 1_500_000, None),
        ("200 000 €", 200_000, None),
        ("20 000 – 60 000 EUR", 20_000, 60_000),
        ("de 5 000 à 50 000 €", 5_000, 50_000),
        ("zwischen 2 und 4 Mio. Euro", 2_000_000, 4_000_000),
        ("2 millones de euros", 2_000_000, None),
        ("1,5 million d'euros", 1_500_000, None),
        ("call of 2027 - 60 000 EUR", 60_000, None),
        ("stage 1 - 60 000 EUR", 60_000, None),
    ],
)
def test_amounts_are_read_in_full_euros(text: str, low: int, high: int | None) -> None:
    (found,) = amounts(text)
    assert (found.euros, found.to) == (low, high)


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Selected companies receive EUR 75,000 each.", "budget_max", "75000"),
        ("Proposals in the EUR 5,000 to EUR 50,000 range.", "budget_min", "5000"),
        ("The total budget is EUR 3.5M.", "budget_total", "3500000"),
        ("Grants from 20,000 to 150,000 euro per farm", "budget_min", "20000"),
        ("Gesamtbudget: 2,4 Mio. Euro, höchstens 600.000 Euro je Vorhaben.", "budget_max", "600000"),
        ("Vereine erhalten 15.000 Euro.", "budget_max", "15000"),
        ("It is open with a total of €7.5 million of funding.", "budget_total", "7500000"),
        ("An EU contribution of between EUR 3.00 and 3.50 million would do.", "budget_min", "3000000"),
        ("Das Gesamtbudget beträgt 2 Mio. Euro.", "budget_total", "2000000"),
        ("bis zu 20.000 € pro Unternehmen", "budget_max", "20000"),
        ("jusqu'à 15 000 € par PME", "budget_max", "15000"),
        ("de 5 000 à 50 000 € par projet", "budget_min", "5000"),
        ("hasta 30.000 euros por proyecto", "budget_max", "30000"),
        ("La dotazione è di 4 milioni di euro.", "budget_total", "4000000"),
        ("innovation grants between €20,000 and €60,000 for mills", "budget_min", "20000"),
        ("travel vouchers to Japan, €3,000 each", "budget_max", "3000"),
        ("do 200 000 EUR na projekt", "budget_max", "200000"),
    ],
)
def test_the_words_around_an_amount_say_what_it_is(text: str, field: str, value: str) -> None:
    passage = Passage("p", "d", "s", 0, Locator("slide", "1"), (), text)
    finds = Finds()
    find_budget(Region(passage, 0, len(text)), finds)
    assert value in finds.values(field)

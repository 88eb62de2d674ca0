from __future__ import annotations

import pytest

from ingest.calls import grants
from ingest.calls.evidence import Finds, whole
from vectorstore.records import Locator, Passage


def found(text: str) -> tuple[str, ...]:
    finds = Finds()
    grants.find(whole(Passage("p", "d", "s", 0, Locator("slide", "1"), (), text)), finds)
    return finds.values("grants")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Around 6 grants are expected.", "6"),
        ("Up to 20 innovative SMEs will be funded with EUR 30 000 each.", "20"),
        ("The call will select a maximum of 12 start-ups.", "12"),
        ("It is planned to award five prizes.", "5"),
        ("Between 8 and 10 projects will be selected.", "10"),
        ("8-10 projects are expected to be funded.", "10"),
        ("Indicative number of projects: 4", "4"),
        ("The expected number of grants is 15.", "15"),
        ("Es werden bis zu 30 KMU gefördert; 30 KMU werden ausgewählt.", "30"),
        ("Jusqu'à 25 PME seront sélectionnées.", "25"),
    ],
)
def test_the_number_of_grants_is_read_where_a_text_says_that_they_will_be_given(text: str, number: str) -> None:
    assert found(text) == (number,)


@pytest.mark.parametrize(
    "text",
    [
        "At least 3 proposals will be funded.",
        "The mission has funded over 50 projects.",
        "Projects should support at least 50 SMEs.",
        "A consortium of up to 5 SMEs may apply.",
        "Under Phase 1 projects are expected to establish a plan.",
        "The prize of EUR 20 000 grants are expected to cover costs.",
        "Each of the 12 partners trains 40 SMEs.",
        "LIFE 2026 projects will be funded.",
    ],
)
def test_other_counts_are_no_number_of_grants(text: str) -> None:
    assert found(text) == ()

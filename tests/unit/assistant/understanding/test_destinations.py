from __future__ import annotations

import pytest

from assistant.understanding.destinations import destinations
from ingest.taxonomy import load


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("we want to go to Japan", ("JP",)),
        ("SME that looks for partners in Japan", ("JP",)),
        ("trade missions in Canada for wineries", ("CA",)),
        ("Health start-ups in Spain", ()),
        ("wir sind ein Museum in Österreich", ()),
    ],
)
def test_a_country_is_a_destination_where_somebody_goes_sells_or_looks_for_partners(
    text: str, keys: tuple[str, ...]
) -> None:
    assert destinations(text, load().find(text)) == keys

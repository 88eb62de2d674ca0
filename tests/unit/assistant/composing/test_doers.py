from __future__ import annotations

import pytest

from assistant.composing.doers import names_doer


@pytest.mark.parametrize(
    ("text", "deed", "names"),
    [
        ("It is led by the Technical University of Turku", "leads", True),
        ("It is led by a committee", "leads", False),
        ("The Coastal Network advises SMEs on partners", "advises", True),
        ("They advise SMEs on partners", "advises", False),
        ("The school has been organised by the University of Vigo", "teaches", False),
        ("The winner, a school in Umeby, was announced", "won", True),
        ("The winner was announced", "won", False),
        ("Team Leader Cluster Policy, Grid Agency", "leads", False),
        ("The fair is organised every year by the Port of Riga", "organises", True),
        ("Coordinator: Baltic Rope Works", "coordinates", True),
        ("Item: Coordinator\nValue: Baltic Rope Works", "coordinates", True),
        ("Coordinator: to be named", "coordinates", False),
        ("Founded: January 2009", "founded", False),
        ("She follows Karl Brand, who led the network for years", "led", True),
        ("Lunch, offered by the Province of Carinthia", "paid", True),
    ],
)
def test_who_does_something_may_be_an_organisation(text: str, deed: str, names: bool) -> None:
    assert names_doer(text, {deed}) is names


def test_a_doer_in_brackets_is_that_of_what_stands_before_them() -> None:
    text = "Two groups are active: Japan (led by Jan Novak) and the Gulf states"
    assert names_doer(text, {"leads"}, {"japan"})
    assert not names_doer(text, {"leads"}, {"gulf"})

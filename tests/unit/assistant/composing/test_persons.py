from __future__ import annotations

import pytest

from assistant.composing.persons import has_role, names_person

COMMON = frozenset({"energy", "cluster", "office", "research", "moderator"})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Glenda Napier, CEO, Energy Cluster Denmark", True),
        ("CEO, Energy Cluster Denmark", False),
        ("Project Officer:\nMiguel Alvarez-Rodriguez", True),
        ("Role: Head of Research\nName: Märt Tamm\nSince: 2022", True),
        ("Role: Head of Research\nSince: 2022", False),
        ("Excused: Jānis Bērziņš.", True),
        ("Meeting Coordinator Makx Dekkers Issue Date 29/09/2021", True),
        ("The talk is moderated.", False),
        ("The chair of the board, Raimonds Kalniņš, is elected for three years", True),
        ("Zivile Kropaite chairs the talk", True),
    ],
)
def test_a_person_is_told_from_an_organisation(text: str, names: bool) -> None:
    assert names_person(text, COMMON) is names


def test_a_particle_of_a_name_may_be_a_common_word() -> None:
    assert names_person("Pieter van Loon, coordinator", COMMON | {"van"})


def test_a_directorate_is_no_director() -> None:
    assert has_role("Director-General")
    assert not has_role("Directorate-General for Research")

from __future__ import annotations

import pytest

from assistant.answers import Profile
from assistant.understanding.askers import profile_of
from ingest.taxonomy import load


def read(text: str, given: Profile | None = None) -> Profile:
    return profile_of(given, load().find(text), text)


@pytest.mark.parametrize(
    ("text", "applicant", "size"),
    [
        ("large retail group that wants a voucher", "large-company", "large"),
        ("a big chemicals producer", "large-company", "large"),
        ("we have 1,200 employees and make glass", "large-company", "large"),
        ("glass maker with 8 employees", "sme", "micro"),
        ("SME with 120 employees", "sme", "medium"),
        ("Wir sind 600 Mitarbeiter", "large-company", "large"),
        ("start-up with 12 employees", "start-up", "small"),
        ("university with 3,000 staff", "university-education", "large"),
    ],
)
def test_the_size_that_the_words_give_says_which_kind_of_company_asks(text: str, applicant: str, size: str) -> None:
    assert read(text).applicant == applicant
    assert read(text).size == size


@pytest.mark.parametrize(
    "text", ["An SME may have up to 249 employees, right?", "a large number of small firms", "a big group of SMEs"]
)
def test_numbers_and_big_words_that_speak_of_no_asker_give_no_size(text: str) -> None:
    assert read(text).size is None


def test_a_size_given_goes_before_the_words() -> None:
    assert read("small company in tourism", Profile(size="large")).applicant == "large-company"
    assert read("large company in tourism", Profile(size="micro")).applicant == "sme"
    assert read("hotel", Profile(applicant="ngo", size="large")).applicant == "ngo"


def test_a_single_person_is_of_no_field() -> None:
    assert read("student with an idea for a football app").sectors == ("sport",)

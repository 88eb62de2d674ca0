"""Repetitions told from different questions, with the real embedder."""

from __future__ import annotations

import pytest

from assistant.desk.likeness import Candidate, same
from assistant.settings import Settings
from vectorstore.embedders import Embedder, open_embedder

CALLS = frozenset({"gemstone", "cirinwater"})


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    given = Settings()
    return open_embedder(given.embedder, given.cache)


def candidates(embedder: Embedder, *texts: str) -> list[Candidate]:
    vectors = embedder.encode(list(texts))
    return [Candidate(text, text, vector) for text, vector in zip(texts, vectors, strict=True)]


def repeats(embedder: Embedder, one: str, other: str) -> bool:
    first, second = candidates(embedder, one, other)
    return same(second, [first], CALLS) == one


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Will the slides be shared?", "will you share the slides after the webinar?"),
        ("Can we get the slides?", "Are the slides going to be available?"),
        ("Is there a recording?", "will this be recorded"),
        ("Who can apply for GEMSTONE?", "Who is eligible for GEMSTONE?"),
        ("When is the deadline of CirInWater?", "what's the deadline for CirInWater please?"),
        ("When is the next EU Clusters talk?", "next EU Clusters Talk - when?"),
        ("Can companies outside the EU apply?", "Can non-EU companies apply?"),
        ("How can I become a member of the platform?", "how do I join the platform?"),
        ("Is co-funding required?", "is co-funding required or not?"),
        ("Is there a certificate of attendance?", "do we receive a certificate for attending"),
        ("Welche Ausschreibungen sind offen?", "welche ausschreibungen sind noch offen"),
        ("Avez-vous une liste des appels ?", "y a-t-il une liste des appels"),
        ("Who may apply for tourism vouchers?", "who may aply for turism vouchers"),
    ],
)
def test_other_words_for_the_same_are_a_repetition(embedder: Embedder, one: str, other: str) -> None:
    assert repeats(embedder, one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("What is GEMSTONE?", "Is GEMSTONE for us?"),
        ("When does GEMSTONE open?", "When does GEMSTONE close?"),
        ("Which calls are open in June?", "Which calls are open in July?"),
        ("Will the slides be shared?", "Will the recording be shared?"),
        ("Where are the slides?", "Who made the slides?"),
        ("Is VAT eligible?", "Is VAT not eligible?"),
        ("Can companies in the EU apply?", "Can companies outside the EU apply?"),
        ("What is the minimum grant?", "What is the maximum grant?"),
        ("Can large companies apply?", "Can small companies apply?"),
        ("Is the webinar in English?", "Is the webinar in French?"),
        ("Can I get the slides?", "Can I get the slides in French?"),
        ("Can I apply to the call?", "Can I apply to two calls?"),
        ("Wann endet die Frist?", "Wann beginnt die Frist?"),
        ("Quel est le budget ?", "Quelle est la date limite ?"),
    ],
)
def test_what_differs_in_one_decisive_word_is_another_question(embedder: Embedder, one: str, other: str) -> None:
    assert not repeats(embedder, one, other)


def test_of_several_the_most_alike_is_repeated(embedder: Embedder) -> None:
    slides, apply, again = candidates(
        embedder, "Will the slides be shared?", "Who can apply for GEMSTONE?", "who can apply for gemstone"
    )
    assert same(again, [slides, apply], CALLS) == apply.question

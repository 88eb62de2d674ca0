"""A deck kept as PPTX and as PDF: a question finds the same slide in either."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answers import Question
from assistant.assistant import Assistant
from assistant.bootstrap import build, build_store
from assistant.settings import Settings
from ingest.options import Reading
from ingest.syncing import sync
from tests.conftest import now

DECK = Path("data") / "slides" / "SEMIC_Catalogue-of-Services_Webinar_2019-02-06"
QUESTIONS = {
    "What is the objective of the taxonomy of public services?": "6",
    "What should participants share about existing services and use cases?": "11",
    "What is the value of modelling the delivery processes of public services?": "13",
    "Should we take a bottom-up approach analysing specific service processes?": "16",
    "How can proactive services be modelled starting from existing practices?": "19",
    "Should any element be added to the representation of the requirements?": "21",
    "How to reuse this work without being too prescriptive?": "22",
    "When is the workshop?": "28",  # after three hidden slides
}


@pytest.fixture(scope="module")
def decks(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Assistant]:
    """An assistant that knows the PPTX alone, and one that knows the PDF alone."""
    found = []
    for suffix in (".pptx", ".pdf"):
        settings = Settings(store=tmp_path_factory.mktemp("deck"))
        sync([(shared / DECK).with_suffix(suffix)], build_store(settings, now), reading=Reading(False, False, False))
        found.append(build(settings, now))
    return found


def slide(deck: Assistant, question: str) -> str:
    """The slide that the answer's first citation names."""
    citations = deck.answer(Question(question)).citations
    return citations[0].locator.value if citations else ""


@pytest.mark.parametrize(("question", "number"), QUESTIONS.items())
def test_the_same_question_gives_the_same_slide(decks: list[Assistant], question: str, number: str) -> None:
    assert [slide(deck, question) for deck in decks] == [number, number]

"""Answers of the sample corpus in versions that can be pasted."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.answers import Question
from assistant.assistant import Assistant
from assistant.bootstrap import build
from assistant.desk.confidence import Confidence
from assistant.desk.pasting import pasted
from assistant.desk.replying import reply
from assistant.settings import Settings
from tests.conftest import now

DAY = date(2024, 5, 15)
LIMIT = 500


@pytest.fixture(scope="module")
def assistant(settings: Settings) -> Assistant:
    return build(settings, now)


def parts(assistant: Assistant, question: str, limit: int = LIMIT) -> tuple[str, ...]:
    said = reply(assistant.answer(Question(question, as_of=DAY)), Confidence(0.5), limit, lambda _: True)
    return pasted(said.text, said.sources, limit)


def test_a_list_that_is_too_long_names_each_call_with_its_date(assistant: Assistant) -> None:
    answer = assistant.answer(Question("Which calls close in May 2024?", as_of=DAY))
    assert len(answer.calls) > 3
    (part,) = parts(assistant, "Which calls close in May 2024?")
    assert all((card.acronym or card.title[:20]) in part for card in answer.calls)
    assert part.count("until") == len({(card.acronym, card.title) for card in answer.calls})


@pytest.mark.parametrize("limit", [160, 250, 500])
def test_a_list_that_has_no_room_for_all_says_that_there_are_others(assistant: Assistant, limit: int) -> None:
    (part,) = parts(assistant, "Which calls are open?", limit)
    assert ", until " in part
    assert "; and others." in part


def test_dates_and_remarks_are_in_the_language_of_the_question(assistant: Assistant) -> None:
    (part,) = parts(assistant, "Welche Ausschreibungen schließen im Mai 2024?", 160)
    assert ", bis " in part
    assert "; und weitere." in part


def test_a_recommendation_says_all_of_the_best_call_while_there_is_room(assistant: Assistant) -> None:
    question = "which calls fit a water-tech SME"
    (part,) = parts(assistant, question, 450)
    assert "water-smart" in part.split(";")[0]
    assert "; Open topic" in part
    (shortest,) = parts(assistant, question, 130)
    assert "CirInWater, until 2 October 2024; and others." in shortest

"""The project's own question sets, run as ``make eval`` runs them: thresholds stand in the sets."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from assistant.settings import Settings
from eval.asking import Source, in_process
from eval.running import run
from eval.sets import load
from eval.summary import summarise

SETS = sorted((Path(__file__).resolve().parents[3] / "eval" / "questions").glob("*.yaml"))
KINDS = {"attribute", "person", "future", "unknown_entity", "out_of_scope", "advice"}


@pytest.fixture(scope="module")
def source(settings: Settings) -> Source:
    return in_process(settings)


@pytest.mark.parametrize("file", SETS, ids=lambda file: file.stem)
def test_a_set_of_the_project_keeps_its_thresholds(file: Path, source: Source) -> None:
    question_set = load(file)
    assert question_set.thresholds
    finished = run(question_set, source)
    failed = [(each.question.id, each.complaints) for each in finished.results if each.outcome != "passed"]
    assert [breach.words for breach in summarise(finished).breaches] == [], failed


def test_there_are_enough_questions_of_every_kind() -> None:
    questions = [question for file in SETS for question in load(file).questions]
    tags = Counter(tag for question in questions for tag in question.tags)
    assert len(questions) >= 150
    assert all(tags[kind] >= 3 for kind in KINDS | {"false_premise", "follow_up", "language", "typos", "injection"})
    assert {question.expect for question in questions} == {"answer", "abstain", "clarify"}


def test_no_question_is_asked_twice_on_the_same_day() -> None:
    asked = Counter(
        (tuple(re.sub(r"\W", "", turn).casefold() for turn in question.asked), loaded.day_of(question))
        for loaded in map(load, SETS)
        for question in loaded.questions
    )
    twice = [key for key, times in asked.items() if times > 1]
    assert len(twice) <= 1  # water-tech SMEs are asked about twice: once for the calls, once for those closed

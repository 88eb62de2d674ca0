from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from eval.judging import Case, judge
from eval.received import receive
from eval.sets import QuestionSet
from tests.unit.eval.answers import answer, card

ALIASES = {"WATER": "CirInWater", "TRAVEL": "IKAT|SILEO"}
WATER = card("Knowledge lump sum", acronym="CirInWater", summary="for one SME", next_deadline="2024-10-02")
TOURISM = card("Second call", acronym="IKAT")
OLD = card("Second call", acronym="IKAT", status="closed")


def complaints(expectation: dict[str, Any], given: dict[str, Any]) -> tuple[str, ...]:
    question = {"id": "Q", "question": "which?", **expectation}
    named = QuestionSet.model_validate({"name": "n", "aliases": ALIASES, "questions": [question]})
    return judge(Case(named.questions[0], receive(given), named))


CASES: list[tuple[dict[str, Any], dict[str, Any], bool]] = [
    ({}, answer(), True),
    ({}, answer(status="no_evidence"), False),
    ({}, answer(status="clarification"), False),
    ({"expect": "abstain"}, answer(status="no_evidence"), True),
    ({"expect": "abstain"}, answer(status="out_of_scope"), True),
    ({"expect": "abstain"}, answer(status="declined"), True),
    ({"expect": "abstain"}, answer(), False),
    ({"expect": "clarify"}, answer(status="clarification"), True),
    ({"expect": "clarify"}, answer(), False),
    ({"first": ["WATER"]}, answer(calls=[WATER, TOURISM]), True),
    ({"first": ["WATER"]}, answer(calls=[TOURISM, WATER]), False),
    ({"first": ["WATER"]}, answer(), False),
    ({"first": ["WATER", "TRAVEL"]}, answer(calls=[TOURISM]), True),
    ({"all": ["WATER", "TRAVEL"]}, answer(calls=[TOURISM, WATER]), True),
    ({"all": ["WATER", "TRAVEL"]}, answer(calls=[WATER]), False),
    ({"any": ["WATER", "TRAVEL"]}, answer(calls=[WATER]), True),
    ({"any": ["WATER", "TRAVEL"]}, answer(calls=[card("Other")]), False),
    ({"none": ["TRAVEL"]}, answer(calls=[WATER]), True),
    ({"none": ["TRAVEL"]}, answer(calls=[TOURISM]), False),
    ({"closed": ["TRAVEL"]}, answer(closed_calls=[OLD]), True),
    ({"closed": ["TRAVEL"]}, answer(status="no_evidence", closed_calls=[OLD]), True),
    ({"closed": ["TRAVEL"]}, answer(), False),
    ({"closed": ["TRAVEL"]}, answer(calls=[TOURISM], closed_calls=[OLD]), False),
    ({"say": ["2 October 2024|2024-10-02"]}, answer(calls=[WATER]), True),
    ({"say": ["SOMETHING"]}, answer(), True),
    ({"say": ["2 October"]}, answer(), False),
    ({"unsay": ["something"]}, answer(), False),
    ({"unsay": ["2024-10-02"]}, answer(calls=[WATER]), True),
    ({"cite": ["Something"]}, answer(), True),
    ({"cite": ["nothing"]}, answer("nothing [1]"), False),
    ({}, answer(statements=[{"text": "x", "citations": [2]}]), False),
    ({}, answer(calls=[OLD]), False),
    ({}, answer(citations=[{"number": 1, "quote": " "}]), True),
    ({"expect": "abstain", "closed": ["TRAVEL"]}, answer(closed_calls=[OLD]), False),
    ({"first": ["A call"], "none": ["A call"]}, answer(calls=[card()]), False),
    ({"say": ["clos"], "unsay": ["open"]}, answer("It closed.", calls=[WATER]), True),
]


@pytest.mark.parametrize(("expectation", "given", "passes"), CASES)
def test_an_answer_passes_when_all_that_is_stated_holds(
    expectation: dict[str, Any], given: dict[str, Any], passes: bool
) -> None:
    assert (complaints(expectation, given) == ()) == passes


def test_every_complaint_is_told() -> None:
    wrong = complaints({"all": ["WATER"], "say": ["56"], "cite": ["57"]}, answer())
    assert wrong == ("WATER is missing", "/56/ is not said", "/57/ is not quoted")


@pytest.fixture(scope="module")
def score(shared: Path) -> ModuleType:
    """The reference scorer; it ends the process when imported, so its last line is left out."""
    source = (shared / "questions/score.py").read_text("utf-8").replace("sys.exit(main())", "")
    spec = importlib.util.spec_from_loader("score", loader=None)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    exec(compile(source, "score.py", "exec"), module.__dict__)
    assert "score" not in sys.modules
    return module


@pytest.mark.parametrize(("expectation", "given", "passes"), CASES)
def test_agrees_with_the_reference_scorer(
    score: ModuleType, expectation: dict[str, Any], given: dict[str, Any], passes: bool
) -> None:
    assert (score.judge(expectation, given, ALIASES) == []) == passes

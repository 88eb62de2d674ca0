from __future__ import annotations

import json

import pytest

from eval.asking import Source
from eval.errors import AskFailed
from eval.exporting import exported
from eval.passages import StoredPassage
from eval.received import RawAnswer
from eval.running import Run, run
from eval.sets import QuestionSet
from tests.unit.eval.answers import answer

PASSAGES = {name: StoredPassage(name, "Notes", f"text of {name}", ("Head",)) for name in ("cited", "found")}
SET = QuestionSet.model_validate(
    {
        "name": "n",
        "as_of": "2024-05-15",
        "questions": [
            {"id": "A", "turns": ["first", "then"], "say": ["a|b", "c"], "tags": ["t"]},
            {"id": "B", "question": "broken"},
        ],
    }
)


@pytest.fixture
def finished() -> Run:
    def ask(question: object) -> RawAnswer:
        if getattr(question, "question", "") == "broken":
            raise AskFailed("HTTP 500")
        return answer(citations=[{"number": 1, "quote": "x", "passage_id": "cited"}])

    return run(SET, Source(ask, PASSAGES.get, lambda _: ("found",)))


def test_ragas_gets_a_single_turn_sample_with_the_passages_cited_first(finished: Run) -> None:
    (line,) = exported(finished, "ragas")
    assert json.loads(line) == {
        "user_input": "first\nthen",
        "response": "Something [1].",
        "retrieved_contexts": ["Head\ntext of cited", "Head\ntext of found"],
        "reference": "expect: answer; say: a|b, c",
    }


@pytest.mark.filterwarnings("ignore")  # of the client's own imports, and of its newer name for outputs
def test_langsmith_gets_an_example_that_its_client_takes(finished: Run) -> None:
    from langsmith.schemas import ExampleCreate

    (line,) = exported(finished, "langsmith")
    example = ExampleCreate(**json.loads(line))
    assert example.inputs == {"turns": ["first", "then"], "as_of": "2024-05-15"}
    assert example.reference_outputs == {"expect": "answer", "say": ["a|b", "c"]}
    assert example.metadata is not None
    assert (example.metadata["id"], example.metadata["text"]) == ("A", "Something [1].")

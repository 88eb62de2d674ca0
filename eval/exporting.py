"""A run in the formats of other tools: samples for ragas, examples for a LangSmith dataset; JSON lines both."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from eval.running import Result, Run

__all__ = ["FORMATS", "exported"]


def exported(run: Run, form: str) -> Iterator[str]:
    """One JSON line for each question that got an answer."""
    for result in run.results:
        if result.answer is not None and result.outcome != "error":
            yield json.dumps(FORMATS[form](result, result.answer), ensure_ascii=False) + "\n"


def _ragas(result: Result, answer: Any) -> dict[str, Any]:
    """A ``SingleTurnSample`` of ragas; the contexts are the passages that the answer cites."""
    cited = dict.fromkeys(citation.get("passage_id", "") for citation in answer.get("citations") or ())
    return {
        "user_input": result.question.asked[-1],
        "response": answer["text"],
        "retrieved_contexts": [result.passages[name].shown for name in cited if name in result.passages],
        "reference": _expected(result),
    }


def _langsmith(result: Result, answer: Any) -> dict[str, Any]:
    """An example as ``Client.create_examples`` takes it: inputs, reference outputs, metadata."""
    question = result.question
    return {
        "inputs": {"turns": list(question.asked), "as_of": result.as_of.isoformat() if result.as_of else None},
        "outputs": {"expected": _expected(result), "text": answer["text"], "status": answer["status"]},
        "metadata": {"id": question.id, "tags": list(question.tags), "outcome": result.outcome},
    }


def _expected(result: Result) -> str:
    """What the question states, in words; both tools want one text."""
    stated = result.question.model_dump(
        exclude={"id", "question", "turns", "tags", "as_of", "language"}, exclude_defaults=True
    )
    told = {"expect": result.question.expect, **stated}
    return "; ".join(f"{name}: {value if isinstance(value, str) else ', '.join(value)}" for name, value in told.items())


FORMATS: dict[str, Callable[[Result, Any], dict[str, Any]]] = {"ragas": _ragas, "langsmith": _langsmith}

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
        if result.shown:
            yield json.dumps(FORMATS[form](result), ensure_ascii=False) + "\n"


def _ragas(result: Result) -> dict[str, Any]:
    """A ``SingleTurnSample``; the contexts are the passages cited, then the others found. Turns stand one a line."""
    return {
        "user_input": "\n".join(result.question.asked),
        "response": result.shown["text"],
        "retrieved_contexts": [passage.shown for passage in result.passages.values()],
        "reference": _expected(result),
    }


def _langsmith(result: Result) -> dict[str, Any]:
    """An example as ``Client.create_examples`` takes it: ``outputs`` are the reference, this answer is metadata."""
    question, answer = result.question, result.shown
    return {
        "inputs": {"turns": list(question.asked), "as_of": result.as_of.isoformat() if result.as_of else None},
        "outputs": {"expect": question.expect, **question.stated},
        "metadata": {
            "id": question.id,
            "tags": list(question.tags),
            "outcome": result.outcome,
            "status": answer["status"],
            "text": answer["text"],
        },
    }


def _expected(result: Result) -> str:
    """What the question states, in words: a reference of ragas is one text."""
    stated = result.question.stated_in_words
    return stated if "expect" in result.question.stated else "; ".join(filter(None, ("expect: answer", stated)))


FORMATS: dict[str, Callable[[Result], dict[str, Any]]] = {"ragas": _ragas, "langsmith": _langsmith}

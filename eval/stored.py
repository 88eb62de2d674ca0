"""A run read back from its folder: whole, or as far as it came before it was interrupted."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from eval.errors import NoRun
from eval.folder import ANSWERS, MANIFEST, PASSAGES, SET
from eval.passages import Passages, StoredPassage
from eval.running import Result, Run, judged_again
from eval.sets import QuestionSet, SetQuestion

__all__ = ["manifest_of", "read_run", "scored"]


def read_run(folder: Path) -> Run:
    """The stored results as they were judged, in the set's order; raises NoRun."""
    question_set = _set_of(folder)
    questions = {question.id: question for question in question_set.questions}
    passages = {each["passage_id"]: StoredPassage.of(each) for each in _lines(folder / PASSAGES)}
    try:
        results = {line["id"]: _result(line, questions[line["id"]], passages) for line in _lines(folder / ANSWERS)}
    except (KeyError, ValueError, TypeError) as error:
        raise NoRun(folder, f"{ANSWERS} does not fit its set ({error!r})") from error
    return Run(question_set, tuple(results[name] for name in questions if name in results))


def scored(run: Run, question_set: QuestionSet | None = None) -> Run:
    """The stored answers judged again, by the run's own set or by another version of it."""
    by = question_set or run.question_set
    known = {result.question.id: result for result in run.results}
    pairs = [(question, known[question.id]) for question in by.questions if question.id in known]
    return Run(by, tuple(judged_again(by, question, stored) for question, stored in pairs))


def manifest_of(folder: Path) -> dict[str, Any]:
    """What a run was made with; empty where that is not there."""
    file = folder / MANIFEST
    try:
        found: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    except ValueError as error:
        raise NoRun(folder, f"{MANIFEST} is no JSON") from error
    return found


def _set_of(folder: Path) -> QuestionSet:
    try:
        return QuestionSet.model_validate_json((folder / SET).read_text("utf-8"))
    except OSError as error:
        raise NoRun(folder, f"{SET} cannot be read ({error.strerror})") from error
    except ValidationError as error:
        raise NoRun(folder, f"{SET} is no question set") from error


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    """The JSON lines of a file; a last line without its end was cut off and is left out."""
    if not file.is_file():
        return
    for number, line in enumerate(file.read_text("utf-8").splitlines(keepends=True), 1):
        if not line.endswith("\n"):
            return
        try:
            yield json.loads(line)
        except ValueError as error:
            raise NoRun(file.parent, f"{file.name}, line {number}, is no JSON") from error


def _result(line: dict[str, Any], question: SetQuestion, passages: Passages) -> Result:
    answers = tuple(line["earlier"]) + ((line["answer"],) if line["answer"] is not None else ())
    found = tuple(line.get("found") or ())
    return Result(
        question,
        date.fromisoformat(line["as_of"]) if line["as_of"] else None,
        line["outcome"],
        tuple(line["complaints"]),
        answers,
        tuple(line["seconds"]),
        found,
        {name: passages[name] for name in (*_cited(line["answer"] or {}), *found) if name in passages},
    )


def _cited(answer: Mapping[str, Any]) -> Iterator[str]:
    """The ids of the passages that an answer cites, as far as it is an Answer."""
    for citation in answer.get("citations") or ():
        if isinstance(citation, dict):
            yield str(citation.get("passage_id"))

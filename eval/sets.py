"""Question sets: the contract's format from YAML, JSON lines or CSV; errors name file, question and field."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from eval.errors import QuestionSetError

__all__ = ["Expectation", "QuestionSet", "SetQuestion", "load"]

Expectation = Literal["answer", "abstain", "clarify"]

# A card's fields never look like ING_INT, so such a name can only be meant as an alias.
_ALIAS_NAME = re.compile(r"[A-Z0-9]+(_[A-Z0-9]+)+")


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{pattern!r} is not a regular expression ({error})") from error
    return pattern


def _nothing_is_empty(value: object) -> object:
    """A key with nothing after it is YAML's null; a reader of the file sees an empty mapping."""
    return {} if value is None else value


Regex = Annotated[str, AfterValidator(_compiles)]
Text = Annotated[str, Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)


class SetQuestion(_Strict):
    """A question, or turns of which the last is judged, and what the answer must show."""

    id: Text
    question: Text | None = None
    turns: tuple[Text, ...] = ()
    as_of: date | None = None
    expect: Expectation = "answer"
    first: tuple[Regex, ...] = ()
    all: tuple[Regex, ...] = ()
    any: tuple[Regex, ...] = ()
    none: tuple[Regex, ...] = ()
    closed: tuple[Regex, ...] = ()
    say: tuple[Regex, ...] = ()
    unsay: tuple[Regex, ...] = ()
    cite: tuple[Regex, ...] = ()
    language: Text | None = None
    tags: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _is_asked_once(self) -> Self:
        if (self.question is None) == (not self.turns):
            raise ValueError("give either 'question' or 'turns'")
        return self

    @property
    def asked(self) -> tuple[str, ...]:
        """The turns in order; one for a plain question."""
        return self.turns or (self.question or "",)

    @property
    def call_names(self) -> tuple[str, ...]:
        """Every alias or regex that stands for a call."""
        return self.first + self.all + self.any + self.none + self.closed


class QuestionSet(_Strict):
    """Questions with the day they are asked on and the names of the calls they speak of."""

    name: Text
    corpus: tuple[str, ...] = ()
    as_of: date | None = None
    aliases: Annotated[dict[str, Regex], BeforeValidator(_nothing_is_empty)] = {}
    thresholds: Annotated[dict[str, float], BeforeValidator(_nothing_is_empty)] = {}
    questions: Annotated[tuple[SetQuestion, ...], Field(min_length=1)]

    def day_of(self, question: SetQuestion) -> date | None:
        """The day a question is asked on; None leaves it to the assistant's clock."""
        return question.as_of or self.as_of

    def pattern(self, name: str) -> str:
        """The regex of an alias; anything else is a regex itself."""
        return self.aliases.get(name, name)


def load(file: Path) -> QuestionSet:
    """The question set of a YAML file; raises QuestionSetError."""
    raw = _parse(file)
    try:
        loaded = QuestionSet.model_validate(raw)
    except ValidationError as error:
        raise _first_complaint(file, raw, error) from error
    _check_ids(file, loaded)
    _check_aliases(file, loaded)
    _check_thresholds(file, loaded)
    return loaded


def _parse(file: Path) -> Mapping[str, Any]:
    """The file as a mapping: YAML as it is, JSON lines and CSV as the questions of a set named after the file."""
    text = _read(file)
    if file.suffix in (".jsonl", ".ndjson"):
        return _of_lines(file, text)
    if file.suffix == ".csv":
        return {"name": file.stem, "questions": [_of_row(row) for row in csv.DictReader(io.StringIO(text))]}
    try:
        raw = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise QuestionSetError(file, f"is not valid YAML ({_in_one_line(error)}).") from error
    if not isinstance(raw, dict):
        raise QuestionSetError(file, "must be a mapping with 'name' and 'questions'.")
    return raw


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except OSError as error:
        raise QuestionSetError(file, f"cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise QuestionSetError(file, "is not UTF-8 text.") from error


def _of_lines(file: Path, text: str) -> Mapping[str, Any]:
    """A question a line; a first line without an id states what holds for the whole set."""
    try:
        records = [json.loads(line) for line in text.splitlines() if line.strip()]
    except ValueError as error:
        raise QuestionSetError(file, f"is not JSON lines ({error}).") from error
    head = records.pop(0) if records and isinstance(records[0], dict) and "id" not in records[0] else {}
    return {"name": file.stem, **head, "questions": records}


def _of_row(row: Mapping[str | None, Any]) -> dict[str, Any]:
    """A row's cells that are filled; a cell of a list holds one entry a line, since a regex may hold any sign."""
    lists = {name for name, field in SetQuestion.model_fields.items() if field.default == ()}
    filled = {name: cell for name, cell in row.items() if cell}
    return {str(name): cell.splitlines() if name in lists else cell for name, cell in filled.items()}


def _in_one_line(error: yaml.YAMLError) -> str:
    return " ".join(str(error).split())


def _first_complaint(file: Path, raw: Mapping[str, Any], error: ValidationError) -> QuestionSetError:
    first = error.errors(include_url=False, include_context=False)[0]
    place = first["loc"]
    reason = "there is no such field." if first["type"] == "extra_forbidden" else f"{first['msg']}."
    if place[:1] == ("questions",) and len(place) > 1 and isinstance(place[1], int):
        return QuestionSetError(file, reason, question=_label(raw, place[1]), field=_dotted(place[2:]))
    return QuestionSetError(file, reason, field=_dotted(place))


def _dotted(place: tuple[int | str, ...]) -> str:
    return ".".join(map(str, place))


def _label(raw: Mapping[str, Any], index: int) -> str:
    entry = raw["questions"][index]
    name = entry.get("id") if isinstance(entry, dict) else None
    return str(name) if name else f"no. {index + 1}"


def _check_ids(file: Path, loaded: QuestionSet) -> None:
    repeated = [name for name, times in Counter(q.id for q in loaded.questions).items() if times > 1]
    if repeated:
        raise QuestionSetError(file, "this id is given more than once.", question=repeated[0], field="id")


def _check_aliases(file: Path, loaded: QuestionSet) -> None:
    for question in loaded.questions:
        for name in question.call_names:
            if name not in loaded.aliases and _ALIAS_NAME.fullmatch(name):
                raise QuestionSetError(file, f"{name} is not among the aliases.", question=question.id)


def _check_thresholds(file: Path, loaded: QuestionSet) -> None:
    from eval.thresholds import unknown_metrics

    unknown = unknown_metrics(loaded.thresholds)
    if unknown:
        raise QuestionSetError(file, "there is no such metric.", field=f"thresholds.{unknown[0]}")

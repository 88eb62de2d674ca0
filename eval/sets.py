"""Question sets in the contract's format, checked; errors name file, question and field."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from eval.errors import QuestionSetError
from eval.set_files import read_raw

__all__ = ["Expectation", "QuestionSet", "SetQuestion", "load"]

Expectation = Literal["answer", "abstain", "clarify"]

# A card's fields never look like ING_INT, so such a name can only be meant as an alias.
_ALIAS_NAME = re.compile(r"[A-Z0-9]+(_[A-Z0-9]+)+")
# An acronym may look like this too.
_LIKE_AN_ALIAS = re.compile(r"[A-Z][A-Z0-9]+")


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{pattern!r} is not a regular expression ({error})") from error
    return pattern


def _says_something(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be blank")
    return text


def _nothing_is_empty(value: object) -> object:
    """A key with nothing after it is YAML's null; a reader of the file sees an empty mapping."""
    return {} if value is None else value


Regex = Annotated[str, AfterValidator(_compiles)]
Text = Annotated[str, AfterValidator(_says_something)]


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

    @property
    def stated(self) -> dict[str, Any]:
        """What an answer must show, as JSON values; only what this question states."""
        asked = {"id", "question", "turns", "tags", "as_of"}
        return self.model_dump(mode="json", exclude_defaults=True, exclude=asked)

    @property
    def stated_in_words(self) -> str:
        """The same as one line, in the set's own words."""
        return "; ".join(f"{k}: {v if isinstance(v, str) else ', '.join(v)}" for k, v in self.stated.items())


_LISTS = frozenset(name for name, field in SetQuestion.model_fields.items() if field.default == ())


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

    def unnamed(self) -> Iterator[tuple[str, str]]:
        """Question id and name wherever a call is named by what is no alias."""
        for question in self.questions:
            yield from ((question.id, name) for name in question.call_names if name not in self.aliases)

    def doubtful_names(self) -> tuple[tuple[str, str], ...]:
        """Of these, in a set with aliases, the names that may be a forgotten alias as well as an acronym."""
        return tuple(found for found in self.unnamed() if self.aliases and _LIKE_AN_ALIAS.fullmatch(found[1]))


def load(file: Path) -> QuestionSet:
    """The question set of a YAML, JSON lines or CSV file; raises QuestionSetError."""
    raw = read_raw(file, _LISTS)
    try:
        loaded = QuestionSet.model_validate(raw)
    except ValidationError as error:
        raise _first_complaint(file, raw, error) from error
    _check_ids(file, loaded)
    _check_aliases(file, loaded)
    _check_thresholds(file, loaded)
    return loaded


def _first_complaint(file: Path, raw: Mapping[str, Any], error: ValidationError) -> QuestionSetError:
    first = error.errors(include_url=False, include_context=False)[0]
    place = first["loc"]
    told = first["msg"].removeprefix("Value error, ")
    reason = "there is no such field." if first["type"] == "extra_forbidden" else f"{told}."
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
    for question, name in loaded.unnamed():
        if _ALIAS_NAME.fullmatch(name):
            raise QuestionSetError(file, f"{name} is not among the aliases.", question=question)


def _check_thresholds(file: Path, loaded: QuestionSet) -> None:
    from eval.thresholds import unknown_metrics

    unknown = unknown_metrics(loaded.thresholds)
    if unknown:
        raise QuestionSetError(file, "there is no such metric.", field=f"thresholds.{unknown[0]}")

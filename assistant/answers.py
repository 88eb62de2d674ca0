"""What the assistant says: the contract's Answer and its parts, field for field."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

import orjson

from vectorstore.records import Budget, Deadline, Locator

AnswerStatus = Literal["answered", "clarification", "no_evidence", "out_of_scope", "declined"]
CallStatus = Literal["forthcoming", "open", "closed", "unknown"]
Verdict = Literal["fits", "may_fit"]
Criterion = Literal["applicant", "sector", "country", "need", "deadline"]
Outcome = Literal["pass", "fail", "unknown"]
Size = Literal["micro", "small", "medium", "large"]


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of the asker; keys of the taxonomy, ``country`` as ISO 3166-1 alpha-2.

    Of the sizes calls tell the first three, which are SMEs, from the last.
    """

    applicant: str | None = None
    sectors: tuple[str, ...] = ()
    country: str | None = None
    size: Size | None = None
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question as it comes in; ``as_of`` None means today in Brussels."""

    question: str
    conversation_id: str | None = None
    as_of: date | None = None
    language: str | None = None
    profile: Profile | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A number, a passage and a verbatim quote: ``quote == passage text[start:end]``."""

    number: int
    passage_id: str
    document_id: str
    title: str
    locator: Locator
    heading_path: tuple[str, ...]
    url: str
    source_url: str | None
    quote: str
    start: int
    end: int
    published: date | None
    language: str  # of the document: of its title, its headings and the quote


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence or list item with the numbers of the citations that support it; ``language`` is the source's where
    the words are, None where they are in the answer's."""

    text: str
    citations: tuple[int, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a call fits, in words, with the citation that says so."""

    text: str
    citation: int | None


@dataclass(frozen=True, slots=True)
class Check:
    """One criterion of the match between a call and a profile."""

    criterion: Criterion
    outcome: Outcome
    citation: int | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A date (ISO) or an amount in euros that a less trusted source gives for a field of a card."""

    field: str
    value: str
    citation: int


@dataclass(frozen=True, slots=True)
class CallCard:
    """A call as of a day: its stored fields, its status and, when matched, why it fits."""

    call_id: str
    title: str
    acronym: str | None
    topic_id: str | None
    programme: str
    action_type: str | None
    summary: str
    language: str  # of the document that states it: of title and summary
    url: str | None
    status: CallStatus
    opens: date | None
    deadlines: tuple[Deadline, ...]
    next_deadline: date | None
    days_left: int | None
    applicants: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    budget: Budget = field(default_factory=Budget)
    verdict: Verdict | None = None
    score: float = 0.0
    reasons: tuple[Reason, ...] = ()
    checks: tuple[Check, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens and cost of completions; zero for the extractive generator."""

    input_tokens: int = 0
    output_tokens: int = 0
    cost_eur: float | None = None


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds spent in each step."""

    understand: float = 0.0
    retrieve: float = 0.0
    compose: float = 0.0
    generate: float = 0.0
    verify: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer; ``text`` is the statements joined, with ``[n]`` markers."""

    answer_id: str
    conversation_id: str
    created_at: datetime
    as_of: date
    language: str
    status: AnswerStatus
    text: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...] = ()
    calls: tuple[CallCard, ...] = ()
    closed_calls: tuple[CallCard, ...] = ()
    suggestions: tuple[str, ...] = ()
    generator: str = "extractive"
    usage: Usage = field(default_factory=Usage)
    timings_ms: Timings = field(default_factory=Timings)


def as_json(answer: Answer) -> bytes:
    """The answer as it goes over the wire and into a conversation; instants in UTC end in Z."""
    return orjson.dumps(answer, option=orjson.OPT_UTC_Z)

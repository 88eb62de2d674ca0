"""What comes in over HTTP, checked at the edge; what goes out are the dataclasses of ``assistant/answers.py``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from fastapi import Query
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    model_validator,
)

from assistant.answers import CallCard, CallStatus, Profile, Question, Size
from assistant.assistant import CallFilter
from assistant.conversations import RecordedTurn
from assistant.feedback import Feedback, Rating, Reason
from assistant.web.days import AsOfDay, Day
from ingest.taxonomy import Kind, load
from vectorstore.records import Locator

MOST_CHARACTERS = 2000
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_CHARACTERS)]
Comment = Annotated[str, StringConstraints(strip_whitespace=True, max_length=MOST_CHARACTERS)]
Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]


def _key(kind: Kind) -> AfterValidator:
    """A key of the taxonomy, or words that it knows for one; anything else is refused with the keys that there are."""
    return AfterValidator(lambda words: load().key(kind, words))


Sector = Annotated[Word, _key("sector")]
Support = Annotated[Word, _key("support")]
Applicant = Annotated[Word, _key("applicant")]
Country = Annotated[Word, _key("country")]


_SIZES_OF = {"sme": "micro, small, medium", "start-up": "micro, small, medium", "large-company": "large"}


def _of_the_applicant(size: Size | None, info: ValidationInfo) -> Size | None:
    allowed = _SIZES_OF.get(info.data.get("applicant") or "", size or "")
    if size and size not in allowed:
        raise ValueError(f"no {info.data['applicant']} is {size}; allowed with it are {allowed}")
    return size


class Strict(BaseModel):
    """Takes no other fields: one that is misspelt would restrict nothing, and nobody would be told."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _known(cls, given: object) -> object:
        unknown = [name for name in given if name not in cls.model_fields] if isinstance(given, dict) else []
        if unknown:
            raise ValueError(f"{', '.join(map(str, unknown))}: unknown; allowed are {', '.join(cls.model_fields)}")
        return given


class ProfileIn(Strict):
    """What is known of the asker, by the keys of the taxonomy."""

    applicant: Applicant | None = None
    sectors: list[Sector] = Field(default_factory=list, max_length=20)
    country: Country | None = None
    size: Annotated[Size | None, AfterValidator(_of_the_applicant)] = None
    needs: list[Support] = Field(default_factory=list, max_length=20)

    def profile(self) -> Profile:
        return Profile(self.applicant, tuple(self.sectors), self.country, self.size, tuple(self.needs))


class QuestionIn(BaseModel):
    """One question; ``as_of`` answers for another day than today."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"question": "which calls fit a water-tech SME"}]})

    question: Text = Field(description="1 to 2000 characters after trimming.")
    conversation_id: Word | None = Field(None, description="From an earlier answer, to follow up.")
    as_of: AsOfDay | None = Field(None, description="ISO date; today in Brussels when left out.")
    language: Word | None = Field(None, description="BCP 47; detected from the question when left out.")
    profile: ProfileIn | None = None

    def asked(self) -> Question:
        profile = self.profile.profile() if self.profile else None
        return Question(self.question, self.conversation_id, self.as_of, self.language, profile)


class FeedbackIn(BaseModel):
    """A thumb up or down on one answer."""

    answer_id: Word = Field(description="From the answer.")
    rating: Rating
    reason: Reason | None = None
    comment: Comment | None = Field(None, description="Up to 2000 characters.")

    def feedback(self) -> Feedback:
        return Feedback(self.answer_id, self.rating, self.reason, self.comment or None)


@dataclass(frozen=True, slots=True)
class ConversationOut:
    """A conversation, its turns oldest first."""

    conversation_id: str
    turns: tuple[RecordedTurn, ...]


def _after_the_start(closes_before: date | None, info: ValidationInfo) -> date | None:
    start = info.data.get("closes_after")
    if start and closes_before and start > closes_before:
        raise ValueError(f"no call can meet both: allowed with closes_after={start} are {start} and later days")
    return closes_before


class CallQuery(Strict):
    """The conditions of a list of calls, all of which hold, and its page."""

    as_of: AsOfDay | None = None
    status: list[CallStatus] = Field([], max_length=4, description="Calls of any of these.")
    q: Text | None = None
    programme: Word | None = None
    sector: Sector | None = None
    support: Support | None = None
    applicant: Applicant | None = None
    country: Country | None = None
    closes_after: Day | None = None
    closes_before: Annotated[Day | None, AfterValidator(_after_the_start)] = None
    sort: Literal["deadline", "relevance", "title"] = "deadline"
    page: int = Field(1, ge=1)
    size: int = Field(20, ge=1, le=100)

    def conditions(self) -> CallFilter:
        given = self.model_dump(exclude={"page", "size", "status"})
        return CallFilter(status=tuple(self.status), **given)


CallQueryIn = Annotated[CallQuery, Query()]


@dataclass(frozen=True, slots=True)
class CallPage:
    """One page of calls."""

    items: tuple[CallCard, ...]
    total: int
    page: int
    size: int


@dataclass(frozen=True, slots=True)
class DocumentOut:
    """A document as listed, with its size."""

    document_id: str
    title: str
    file_name: str
    media_type: str
    language: str
    published: date | None
    source_url: str | None
    publisher: str | None
    author: str | None


@dataclass(frozen=True, slots=True)
class DocumentList:
    """All documents and how much the index holds."""

    items: tuple[DocumentOut, ...]
    total: int
    sections: int
    passages: int
    calls: int


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A section of a document with its passages."""

    section_id: str
    locator: Locator
    heading_path: tuple[str, ...]
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentOutline:
    """A document and its sections in order."""

    document: DocumentOut
    outline: tuple[OutlineEntry, ...]


@dataclass(frozen=True, slots=True)
class PassageOut:
    """A passage with its neighbours, and the address of the picture of its slide or page where there is one."""

    passage_id: str
    document_id: str
    title: str
    text: str
    locator: Locator
    heading_path: tuple[str, ...]
    source_url: str | None
    published: date | None
    language: str
    previous: str | None
    next: str | None
    picture: str | None

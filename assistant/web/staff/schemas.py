"""What comes in at the desk, checked at the edge, and what goes out."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from assistant.clock import BRUSSELS
from assistant.desk.cleaning import clean, one_line
from assistant.desk.desk import WebinarDesk
from assistant.desk.records import DeskQuestion, Kind, Session, Status
from assistant.desk.sessions import NewSession
from assistant.web.days import AsOfDay, Instant
from vectorstore.records import Audience

MOST_PASTED = 50_000
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Id = Annotated[str, StringConstraints(min_length=1, max_length=40)]
Version = Annotated[int, Field(ge=1, le=2**31 - 1, description="The version of the question that was read.")]


class SessionIn(BaseModel):
    """A new session; its answers are as of ``day``, today in Brussels when left out."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"title": "Green calls", "day": "2024-05-15"}]})

    title: Title
    day: AsOfDay | None = None
    scope: Audience = Field("public", description="Whose documents may answer: 'staff' means all of them.")
    speakers: list[Name] = Field(default_factory=list, max_length=20)
    starts_at: Instant | None = Field(None, description="When it began; for times in a recording's chat.")

    def new(self, today: date) -> NewSession:
        speakers = tuple(filter(None, (one_line(name) for name in self.speakers)))
        starts_at = self.starts_at
        if starts_at is not None and starts_at.tzinfo is None:
            starts_at = starts_at.replace(tzinfo=BRUSSELS)
        return NewSession(one_line(self.title) or "Session", self.day or today, self.scope, speakers, starts_at)


class PastedIn(BaseModel):
    """One question a line, or a chat, a table or JSON as Zoom gives them."""

    text: Annotated[str, Field(max_length=MOST_PASTED)]


class VersionIn(BaseModel):
    """A deed done to one version of a question."""

    version: Version


class AnswerIn(VersionIn):
    """A text that is being worked on."""

    answer: Annotated[str, Field(max_length=10_000)]
    follow_up: bool | None = None


class ApprovalIn(VersionIn):
    """The text that becomes the answer; the draft as it stands when left out."""

    answer: Annotated[str, Field(max_length=10_000)] | None = None
    follow_up: bool | None = None


class StatusIn(VersionIn):
    status: Literal["live", "dismissed", "follow_up"]


class KindIn(VersionIn):
    kind: Kind


class MergeIn(VersionIn):
    into: Id


@dataclass(frozen=True, slots=True)
class QuestionOut(DeskQuestion):
    """A question with what would be pasted for it, in parts; ``tail`` characters of which are sources."""

    text: str = ""
    parts: tuple[str, ...] = ()
    tail: int = 0


@dataclass(frozen=True, slots=True)
class SessionOut:
    """A session with the sizes of its queue."""

    session: Session
    waiting: int
    settled: int
    total: int


@dataclass(frozen=True, slots=True)
class SessionList:
    items: tuple[SessionOut, ...]


@dataclass(frozen=True, slots=True)
class QueueOut:
    """A session's whole queue as of ``sequence``; ``now`` is the server's clock."""

    session: Session
    questions: tuple[QuestionOut, ...]
    sequence: int
    now: datetime
    max_chars: int
    claim_seconds: int


@dataclass(frozen=True, slots=True)
class ArrivedOut:
    """What became of questions that came in, and in which form they were read."""

    created: int
    updated: int
    unchanged: int
    form: str


@dataclass(frozen=True, slots=True)
class TranscriptOut:
    """Documents of the index that a transcript made or changed, and the same in words."""

    created: int
    updated: int
    skipped: int
    said: str


@dataclass(frozen=True, slots=True)
class EarlierOut:
    """A question that was answered before; ``here``: in this session."""

    question_id: str
    question: str
    answer: str
    session: str
    day: date
    status: Status
    answered_by: str | None
    here: bool


def out(desk: WebinarDesk, question: DeskQuestion) -> QuestionOut:
    values = {field.name: getattr(question, field.name) for field in fields(DeskQuestion)}
    return QuestionOut(**values, text=clean(question.said), parts=desk.parts(question), tail=desk.tail(question))

"""What the desk keeps: sessions, the questions of their queues, and replies ready to be pasted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from assistant.answers import AnswerStatus, CallStatus
from vectorstore.records import Audience

Kind = Literal["question", "greeting", "technical", "spam", "remark"]
Status = Literal["waiting", "drafted", "approved", "live", "dismissed", "follow_up"]
Level = Literal["high", "medium", "low"]

SETTLED: tuple[Status, ...] = ("approved", "live", "dismissed", "follow_up")
# Settled with something that can be told to the next who asks.
ANSWERED: tuple[Status, ...] = ("approved", "live", "follow_up")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a reply stands written: ``url`` for attendees, None where there is no public one; ``link`` for staff.

    Not ``public``: a document that only staff may read.
    """

    title: str
    url: str | None
    link: str
    locator: str
    quote: str
    public: bool = True


@dataclass(frozen=True, slots=True)
class CallNote:
    """A call of a reply, as far as the desk shows it."""

    name: str
    status: CallStatus
    next_deadline: date | None
    days_left: int | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Reply:
    """A draft in plain text, without its sources; ``follow_up`` where it only promises an answer."""

    text: str
    sources: tuple[Source, ...]
    calls: tuple[CallNote, ...]
    confidence: float
    level: Level
    answer_status: AnswerStatus
    follow_up: bool
    topic: str
    generator: str
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Incoming:
    """A question as it comes in, from a form or a file; ``key`` is the id that Zoom gave it, where there is one."""

    text: str
    asked_at: datetime | None = None
    asker: str | None = None
    email: str | None = None
    key: str | None = None
    answer: str = ""
    answered_live: bool = False
    dismissed: bool = False
    answered_by: str | None = None
    answered_at: datetime | None = None
    remark: bool = False

    @property
    def is_answered(self) -> bool:
        """Was it answered where it comes from, in writing or aloud?"""
        return self.answered_live or bool(self.answer)


@dataclass(frozen=True, slots=True)
class Session:
    """One talk: ``day`` is what its answers are as of, ``scope`` whose documents they may use."""

    session_id: str
    title: str
    day: date
    scope: Audience
    speakers: tuple[str, ...]
    starts_at: datetime | None
    created_at: datetime
    sequence: int


@dataclass(frozen=True, slots=True)
class DeskQuestion:
    """One question of a queue; ``version`` counts its changes, ``sequence`` those of the whole session."""

    question_id: str
    session_id: str
    number: int
    version: int
    sequence: int
    arrived_at: datetime
    asked_at: datetime | None
    question: str
    language: str
    kind: Kind
    status: Status
    speaker: str | None = None
    asker: str | None = None
    email: str | None = None
    merged_into: str | None = None
    draft: Reply | None = None
    draft_problem: str | None = None
    drafted_at: datetime | None = None
    answer: str | None = None
    edited: bool = False
    follow_up: bool = False
    earlier: str | None = None
    claimed_by: str | None = None
    claimed_until: datetime | None = None
    answered_by: str | None = None
    answered_at: datetime | None = None

    @property
    def said(self) -> str:
        """What would be pasted: the staff's words, else the draft's."""
        if self.answer is not None:
            return self.answer
        return self.draft.text if self.draft else ""

    @property
    def sources(self) -> tuple[Source, ...]:
        return self.draft.sources if self.draft else ()

    @property
    def untouched(self) -> bool:
        """Has nobody of the staff put a hand to it yet?"""
        return self.status in ("waiting", "drafted") and not self.edited

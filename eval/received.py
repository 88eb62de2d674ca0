"""The parts of an Answer that evaluation looks at, read from the JSON that users get."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from eval.errors import AskFailed

__all__ = ["RawAnswer", "ReceivedAnswer", "ReceivedCall", "receive"]

RawAnswer = Mapping[str, Any]

_MARKER = re.compile(r"\s*\[\d+\]")


class _Received(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class ReceivedStatement(_Received):
    text: str
    citations: tuple[int, ...] = ()

    @property
    def unmarked(self) -> str:
        """The text without its ``[n]`` markers, whose digits are no figures."""
        return _MARKER.sub("", self.text)


class ReceivedCitation(_Received):
    """Where it points is optional: a judgement needs the quote alone."""

    number: int
    quote: str
    passage_id: str = ""
    start: int | None = None
    end: int | None = None


class ReceivedDeadline(_Received):
    date: date
    time: str | None = None


class ReceivedUsage(_Received):
    input_tokens: int = 0
    output_tokens: int = 0
    cost_eur: float | None = None


class ReceivedCall(_Received):
    title: str
    acronym: str | None = None
    topic_id: str | None = None
    summary: str = ""
    status: str
    deadlines: tuple[ReceivedDeadline, ...] = ()

    @property
    def searched(self) -> str:
        """What an alias is searched in: acronym, title, topic id and summary."""
        return " | ".join(field or "" for field in (self.acronym, self.title, self.topic_id, self.summary))


class ReceivedAnswer(_Received):
    """An Answer as it came in; ``said`` is its text and every field of its calls, as one string."""

    conversation_id: str
    status: str
    text: str
    language: str = ""
    as_of: date | None = None
    statements: tuple[ReceivedStatement, ...] = ()
    citations: tuple[ReceivedCitation, ...] = ()
    calls: tuple[ReceivedCall, ...] = ()
    closed_calls: tuple[ReceivedCall, ...] = ()
    usage: ReceivedUsage = ReceivedUsage()
    timings_ms: dict[str, float] = {}
    said: str = ""

    @property
    def quoted(self) -> str:
        """All quotes, one a line."""
        return "\n".join(citation.quote for citation in self.citations)


def receive(raw: RawAnswer) -> ReceivedAnswer:
    """The typed view of an Answer; raises AskFailed where the JSON is not one."""
    try:
        return ReceivedAnswer.model_validate({**raw, "said": _said(raw)})
    except (ValidationError, TypeError) as error:
        raise AskFailed(f"What came back is no Answer: {' '.join(str(error).split())}") from error


def _said(raw: RawAnswer) -> str:
    cards = [json.dumps(raw.get(key) or [], ensure_ascii=False) for key in ("calls", "closed_calls")]
    return "\n".join((str(raw.get("text", "")), *cards))

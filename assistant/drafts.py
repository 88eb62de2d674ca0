"""What the steps of an answer hand on before quotes are numbered: quotes, sentences, matches, the draft."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.answers import AnswerStatus, CallStatus, Criterion, Outcome, Verdict
from vectorstore.records import Call


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a passage: ``text[start:end]``."""

    passage_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One statement to be, with the quotes that support it; ``verbatim`` where its words are those of the source."""

    text: str
    quotes: tuple[Quote, ...] = ()
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one criterion for one call: the key that decided it and the words that say so."""

    criterion: Criterion
    outcome: Outcome
    key: str | None = None
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A call held against a question: its status on the day, the findings, how relevant it is (0..1)."""

    call: Call
    status: CallStatus
    findings: tuple[Finding, ...] = ()
    verdict: Verdict | None = None
    score: float = 0.0

    def passed(self, criterion: Criterion) -> bool:
        return any(f.criterion == criterion and f.outcome == "pass" for f in self.findings)

    def with_theme_open(self) -> Match:
        """The same with a failed sector or need left open."""
        opened = tuple(
            Finding(f.criterion, "unknown") if f.outcome == "fail" and f.criterion in ("sector", "need") else f
            for f in self.findings
        )
        return replace(self, findings=opened)

    @property
    def passed_all(self) -> bool:
        return bool(self.findings) and all(finding.outcome == "pass" for finding in self.findings)

    @property
    def failed(self) -> bool:
        return any(finding.outcome == "fail" for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Matches:
    """The calls of an answer: those one can still apply for, best first, and those that are closed."""

    current: tuple[Match, ...] = ()
    closed: tuple[Match, ...] = ()
    later: int = 0
    """How many more open on a later day, where only what is open was asked for."""
    more: int = 0
    """How many more meet the conditions of a list than ``current`` holds."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before its quotes are numbered."""

    status: AnswerStatus
    sentences: tuple[Sentence, ...]
    matches: Matches = Matches()
    suggestions: tuple[str, ...] = ()

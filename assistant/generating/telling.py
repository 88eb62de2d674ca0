"""Generate → verify: a model's sentences about numbered sources, each shown once it has been verified.

Whatever goes wrong, the answer is the extractive one, in the same request: a model that is down, slow, busy, lying,
silent or lost in the middle takes nothing from it.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from time import perf_counter

from assistant.answers import Statement, Usage
from assistant.breaker import Breaker
from assistant.citing import Citer, marked
from assistant.composing.materials import Materials
from assistant.drafts import Draft
from assistant.generating.allowance import Allowance, Reserved
from assistant.generating.briefing import Brief, brief
from assistant.generating.budget import Count
from assistant.generating.completions import Completer, CompletionFailed
from assistant.generating.parsing import Said, sentences
from assistant.generating.tally import Tally
from assistant.settings import ModelSettings
from assistant.streaming import Stop
from assistant.verifying import verify
from assistant.words import content_words, stem

__all__ = ["EXTRACTIVE", "Telling", "Writer", "tell"]

log = logging.getLogger(__name__)

EXTRACTIVE = "extractive"
# Of a model's sentences so many must pass for its answer to stand without the extractive one.
ENOUGH = 0.5
MOST_STATEMENTS = 12
COVERED = 0.8
LONGEST_TOKEN = 16  # characters; what says more than it may is not listened to any longer


@dataclass
class Telling:
    """An answer's statements as they come about: what has been said, by whom, what was dropped and why."""

    statements: list[Statement] = field(default_factory=list)
    generator: str = EXTRACTIVE
    usage: Usage = field(default_factory=Usage)
    dropped: Counter[str] = field(default_factory=Counter)
    verify_s: float = 0.0

    def say(self, statement: Statement) -> Statement:
        self.statements.append(statement)
        return statement


def tell(
    prepared: Brief | None, extractive: Sequence[Statement], telling: Telling, writer: Writer | None, stop: Stop
) -> Iterator[Statement]:
    """The statements of an answer, by the model where there is one to ask, else the extractive ones."""
    if writer is None or prepared is None:
        return map(telling.say, extractive)
    return writer.tell(prepared, extractive, telling, stop)


@dataclass
class Writer:
    """A model with everything that keeps it honest and in time."""

    completer: Completer
    settings: ModelSettings
    breaker: Breaker
    counting: Callable[[], Count]
    allowance: Allowance | None = None
    tally: Tally = field(default_factory=Tally)
    _count: Count | None = field(default=None, repr=False)

    def brief(self, draft: Draft, statements: Sequence[Statement], citer: Citer, materials: Materials) -> Brief | None:
        """What the model would be told, None where it is not to be asked; further sources are added to the citer."""
        self._count = self._count or self.counting()
        return brief(draft, statements, citer, materials, self.settings, self._count)

    def tell(
        self, prepared: Brief, extractive: Sequence[Statement], telling: Telling, stop: Stop
    ) -> Generator[Statement]:
        """Verified sentences of the model; when they are too few or break off, the extractive ones not yet said."""
        complete = False
        reserved = self._reserve(prepared)
        if reserved is not None:
            try:
                complete = yield from self._generated(prepared, telling, stop)
            finally:
                self._settle(reserved, telling)
        if not complete or len(telling.statements) < ENOUGH * (len(telling.statements) + telling.dropped.total()):
            yield from map(telling.say, _not_said(extractive, telling.statements))
        elif telling.statements:
            telling.generator = self.completer.name
        else:
            yield from map(telling.say, extractive)
        if telling.generator == EXTRACTIVE:
            self.tally.add(fell_back=1)

    def is_up(self) -> bool:
        """Would the model be asked now: does it answer, and is it within what it may do in a day?"""
        return not self.breaker.rests and (self.allowance is None or self.allowance.is_left())

    def _reserve(self, prepared: Brief) -> Reserved | None:
        """Leave to ask, with the most it can cost put aside; None where the model is not to be asked."""
        if not self.breaker.allows():
            return None
        if self.allowance is None:
            return Reserved("", 0)
        count = self._count or self.counting()
        asked = sum(count(message.text) for message in prepared.messages)
        most = self._cost(asked, self.settings.answer_tokens) or 0.0
        reserved = self.allowance.reserve(most * (self.settings.retries + 1))
        if reserved is None:
            self.tally.add(refused=1)
        return reserved

    def _settle(self, reserved: Reserved, telling: Telling) -> None:
        self.tally.add(telling.dropped, telling.usage, asked=1)
        if self.allowance is not None:
            self.allowance.settle(reserved, telling.usage.cost_eur or 0.0)

    def _cost(self, input_tokens: int, output_tokens: int) -> float | None:
        prices = self.settings.input_eur, self.settings.output_eur
        if prices[0] is None or prices[1] is None:
            return None
        return (input_tokens * prices[0] + output_tokens * prices[1]) / 1e6

    def _generated(self, prepared: Brief, telling: Telling, stop: Stop) -> Generator[Statement, None, bool]:
        """Did the model come to its end?"""
        heard: list[str] = []
        reported: list[Usage | None] = []
        try:
            for said in sentences(self._pieces(prepared, stop, heard, reported)):
                if len(telling.statements) < MOST_STATEMENTS and self._passes(said, prepared, telling):
                    yield telling.say(Statement(marked(said.text, said.citations), said.citations))
        except CompletionFailed as error:
            if not stop.requested:
                self.breaker.failed()
                self.tally.add(failed=1)
                log.warning("the model %s failed, the answer is extractive: %s", self.completer.name, error)
            return False
        finally:
            telling.usage = self._usage(prepared, heard, reported)
        self.breaker.succeeded()
        if telling.dropped:
            log.info("dropped sentences of %s: %s", self.completer.name, dict(telling.dropped))
        return True

    def _pieces(self, prepared: Brief, stop: Stop, heard: list[str], reported: list[Usage | None]) -> Iterator[str]:
        """What the model says, up to the length that it was asked for with some to spare."""
        stream = self.completer.stream(prepared.messages, stop)
        room = LONGEST_TOKEN * self.settings.answer_tokens
        while room > 0:
            try:
                piece = next(stream)[:room]
            except StopIteration as end:
                reported.append(end.value)
                return
            room -= len(piece)
            heard.append(piece)
            yield piece

    def _passes(self, said: Said, prepared: Brief, telling: Telling) -> bool:
        started = perf_counter()
        flaws = verify(said.text, said.citations, prepared.sources)
        telling.verify_s += perf_counter() - started
        if flaws:
            telling.dropped[flaws[0].kind] += 1
        shown = marked(said.text, said.citations)
        return not flaws and shown not in {statement.text for statement in telling.statements}

    def _usage(self, prepared: Brief, heard: list[str], reported: list[Usage | None]) -> Usage:
        """As the model reports it, else as counted here; with its cost where the prices are set."""
        count = self._count or self.counting()
        found = next(filter(None, reported), None) or Usage(
            sum(count(message.text) for message in prepared.messages), count("".join(heard))
        )
        cost = self._cost(found.input_tokens, found.output_tokens)
        return found if cost is None else Usage(found.input_tokens, found.output_tokens, round(cost, 6))


def _not_said(extractive: Sequence[Statement], said: Sequence[Statement]) -> list[Statement]:
    """The statements whose words have not been said yet."""
    known = {stem(word) for statement in said for word in content_words(statement.text)}
    return [statement for statement in extractive if not said or _news(statement, known)]


def _news(statement: Statement, known: set[str]) -> bool:
    words = {stem(word) for word in content_words(statement.text)}
    return len(words & known) < COVERED * len(words)

"""The assistant as its entry points see it: one object that answers, lists calls and shows one call's evidence."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from assistant.answering import Desk, answer, turn
from assistant.answers import Answer, CallCard, CallStatus, Question
from assistant.calls.as_of import AsOf
from assistant.calls.calendars import AHEAD
from assistant.calls.callbook import CallBook
from assistant.calls.details import CallDetail, detail
from assistant.calls.status import next_day, status, upcoming
from assistant.citing import Citer
from assistant.clock import Clock, brussels_day
from assistant.conversations import Conversations
from assistant.drafts import Match
from assistant.feedback import FeedbackBook
from assistant.generating.telling import Writer
from assistant.retrieving import coverage, retrieve, weigh
from assistant.streaming import Done, Event, Stop
from assistant.understanding.languages import detect
from assistant.understanding.understanding import understand
from assistant.wording import Wording
from assistant.words import content_words
from vectorstore.generation import Generation
from vectorstore.reader import Reader
from vectorstore.records import Call

CANARY = "Which calls are open?"
NO_LANGUAGE = "cluster"  # no word that tells its language, so that the statistical model is loaded


@dataclass(frozen=True, slots=True)
class CallFilter:
    """Conditions that all hold; empty ones do not restrict. Deadline bounds are days, both inclusive."""

    as_of: date | None = None
    status: tuple[CallStatus, ...] = ()
    q: str | None = None
    programme: str | None = None
    sector: str | None = None
    support: str | None = None
    applicant: str | None = None
    country: str | None = None
    closes_after: date | None = None
    closes_before: date | None = None
    sort: Literal["deadline", "relevance", "title"] = "deadline"


@dataclass
class Assistant:
    """Answers over the newest generation of the index; safe to use from many threads."""

    reader: Reader
    conversations: Conversations
    feedback: FeedbackBook
    clock: Clock
    base_url: str = ""
    writer: Writer | None = None
    observers: list[Callable[[Answer], None]] = field(default_factory=list)
    """Told of every answer once it is complete."""
    _book: tuple[str, CallBook] | None = field(default=None, repr=False)

    def today(self) -> date:
        return brussels_day(self.clock())

    def as_of(self, day: date | None = None) -> AsOf:
        """The day that is asked for, else this very moment."""
        return AsOf.of(day, self.clock())

    def close(self) -> None:
        """Release the index and the database; whatever is asked afterwards opens them again."""
        self.reader.close()
        self.conversations.engine.dispose()

    def answer(self, question: Question, stop: Stop | None = None) -> Answer:
        """One turn; raises UnknownConversation, and StoreEmpty while nothing is indexed.

        A stop ends a completion that is under way; the answer is extractive then.
        """
        with self.reader.reading() as generation:
            return self._observed(answer(question, self._desk(generation), stop or Stop()))

    def stream(self, question: Question, stop: Stop) -> Generator[Event]:
        """One turn as it unfolds; raises as above, before the first event. Closing it leaves the rest undone."""
        with self.reader.reading() as generation:
            for event in turn(question, self._desk(generation), stop):
                if isinstance(event, Done):
                    self._observed(event.answer)
                yield event

    def calls(self, conditions: CallFilter) -> tuple[CallCard, ...]:
        """The calls that meet all conditions, sorted, as of their day."""
        return self.some_calls(conditions, slice(None))[0]

    def feed(self, conditions: CallFilter) -> tuple[CallCard, ...]:
        """The calls of a calendar: those that meet all conditions and, unless a status is asked for, are not closed."""
        return self.calls(replace(conditions, status=conditions.status or AHEAD))

    def some_calls(self, conditions: CallFilter, part: slice) -> tuple[tuple[CallCard, ...], int]:
        """A part of these calls, and how many there are."""
        as_of = self.as_of(conditions.as_of)
        with self.reader.reading() as generation:
            found = self._matching(conditions, as_of, generation)
            shown = _sorted(found, conditions.sort, as_of)[part]
            generation.catalogue.passages_by_id(e.passage_id for match in shown for e in match.call.evidence)
            citer = Citer(generation.catalogue, Wording("en", as_of), self.base_url)
            return tuple(map(citer.card, shown)), len(found)

    def _matching(self, conditions: CallFilter, as_of: AsOf, generation: Generation) -> list[Match]:
        book = self.calls_of(generation)
        weights = weigh(content_words(conditions.q or ""), generation)
        calls = (call for call in book.calls if _meets(call, conditions, as_of, book))
        matches = (Match(call, status(call, as_of), score=_relevance(call, weights)) for call in calls)
        return [match for match in matches if match.score > 0 or not conditions.q]

    def call(self, call_id: str, as_of: date | None = None) -> CallDetail | None:
        """One call with its evidence, None when there is no such call."""
        with self.reader.reading() as generation:
            found = self.calls_of(generation).by_id.get(call_id)
            if found is None:
                return None
            moment = self.as_of(as_of)
            citer = Citer(generation.catalogue, Wording("en", moment), self.base_url)
            return detail(Match(found, status(found, moment)), citer)

    def canary(self) -> bool:
        """Is a question understood and retrieved? Loads the embedder, the taxonomy and the index the first time."""
        with self.reader.reading() as generation:
            book = self.calls_of(generation)
            book.prepare()
            detect(NO_LANGUAGE)
            understood = understand(Question(CANARY), self.as_of(), "en", book)
            return bool(retrieve(understood, generation).found)

    def _observed(self, result: Answer) -> Answer:
        for observer in self.observers:
            observer(result)
        return result

    def _desk(self, generation: Generation) -> Desk:
        return Desk(generation, self.calls_of(generation), self.conversations, self.clock(), self.base_url, self.writer)

    def calls_of(self, generation: Generation) -> CallBook:
        """All calls of a generation, laid out once."""
        held = self._book
        if held is None or held[0] != generation.id:
            held = (generation.id, CallBook(generation.catalogue.calls()))
            self._book = held
        return held[1]


def _meets(call: Call, conditions: CallFilter, as_of: AsOf, book: CallBook) -> bool:
    wanted = (
        (conditions.sector, call.sectors),
        (conditions.support, call.support),
        (conditions.applicant, call.applicants),
        (conditions.country, call.countries),
    )
    if any(value is not None and value not in held for value, held in wanted):
        return False
    if conditions.status and status(call, as_of) not in conditions.status:
        return False
    if conditions.programme and not _in_programme(call, conditions.programme, book):
        return False
    return _closes_within(call, conditions, as_of)


def _in_programme(call: Call, programme: str, book: CallBook) -> bool:
    return programme.casefold() in call.programme.casefold() or programme.casefold() in book.programmes(call)


def _closes_within(call: Call, conditions: CallFilter, as_of: AsOf) -> bool:
    """Does a deadline lie within the bounds: one that is still ahead, or any of a call that has none ahead?"""
    if conditions.closes_after is None and conditions.closes_before is None:
        return True
    start, end = conditions.closes_after or date.min, conditions.closes_before or date.max
    return any(start <= deadline.date <= end for deadline in upcoming(call, as_of) or call.deadlines)


def _relevance(call: Call, weights: dict[str, float]) -> float:
    return coverage(weights, " ".join(filter(None, (call.acronym, call.title, call.topic_id, call.summary))))


def _sorted(matches: Iterable[Match], sort: str, as_of: AsOf) -> list[Match]:
    if sort == "title":
        return sorted(matches, key=lambda m: m.call.title.casefold())
    if sort == "relevance":
        return sorted(matches, key=lambda m: (-m.score, m.call.title.casefold()))
    return sorted(matches, key=lambda m: (*_deadline_order(m, as_of), m.call.title.casefold()))


def _deadline_order(match: Match, as_of: AsOf) -> tuple[int, int]:
    """The next deadlines first, then those past with the latest first, then calls without one."""
    ahead = next_day(match.call, as_of)
    if ahead:
        return 0, ahead.toordinal()
    past = max((d.date.toordinal() for d in match.call.deadlines), default=None)
    return (2, 0) if past is None else (1, -past)

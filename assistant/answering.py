"""The turn, step by step: understand → retrieve → recommend → compose → cite → generate → verify.

Without a model, or where no source stands behind the draft, the draft is the answer.

Every outcome has a status; each step is one function that can be read, timed and tested by itself.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.answers import Answer, Question
from assistant.calls.as_of import AsOf
from assistant.calls.callbook import CallBook
from assistant.citing import Citer, cite, joined, used
from assistant.composing.materials import Materials
from assistant.conversations import Conversations, Turn, new_id
from assistant.drafting import compose, compose_fixed
from assistant.generating.telling import Telling, Writer, tell
from assistant.history import keep, turns_before, with_notice
from assistant.retrieving import retrieve
from assistant.streaming import Begun, Cited, Done, Event, Said, Shown, Stop
from assistant.suggesting import suggest
from assistant.timing import Laps
from assistant.understanding.cognates import Cognates
from assistant.understanding.follow_ups import narrowing, self_contained
from assistant.understanding.languages import detect
from assistant.understanding.spelling import spelt
from assistant.understanding.understanding import understand
from assistant.understanding.understood import Understood
from assistant.wording import Wording
from vectorstore.generation import Generation


@dataclass(frozen=True, slots=True)
class Desk:
    """What one turn works with: a generation, its calls, the conversations, the instant and a model if any."""

    generation: Generation
    book: CallBook
    conversations: Conversations
    now: datetime
    base_url: str
    writer: Writer | None = None


def answer(question: Question, desk: Desk, stop: Stop) -> Answer:
    """One turn of a conversation; UnknownConversation when it names one that does not exist."""
    *_, last = turn(question, desk, stop)
    assert isinstance(last, Done)
    return last.answer


def turn(question: Question, desk: Desk, stop: Stop) -> Generator[Event]:
    """The same, each part as soon as it is known; whoever stops listening closes it and the rest is not done."""
    laps = Laps()
    turns = turns_before(desk.conversations, question.conversation_id)
    language = question.language or detect(question.question, [turn.question for turn in turns])
    as_of = AsOf.of(question.as_of, desk.now)
    wording = Wording(language, as_of)
    understood = read(question, turns, language, as_of, desk)
    begun = Begun(new_id(), question.conversation_id or new_id(), as_of.day)
    yield begun
    laps.end("understand")
    draft, materials = compose_fixed(understood, wording), None
    if draft is None:
        retrieved = retrieve(understood, desk.generation)
        laps.end("retrieve")
        materials = Materials(understood, retrieved, desk.book, desk.generation, wording)
        draft = compose(materials)
    citer = Citer(desk.generation.catalogue, wording, desk.base_url)
    statements, current, closed, _ = cite(draft, citer)
    brief = desk.writer.brief(draft, statements, citer, materials) if desk.writer and materials else None
    laps.end("compose")
    yield Cited(tuple(citer.citations))
    telling = Telling()
    yield from map(Said, tell(brief, statements, telling, desk.writer, stop))
    laps.split("generate", verify=telling.verify_s)
    result = Answer(
        answer_id=begun.answer_id,
        conversation_id=begun.conversation_id,
        created_at=desk.conversations.clock(),
        as_of=as_of.day,
        language=wording.spoken,
        status=draft.status,
        text=joined(telling.statements),
        statements=tuple(telling.statements),
        citations=used(citer.citations, telling.statements, (*current, *closed)),
        calls=current,
        closed_calls=closed,
        suggestions=suggest(draft, wording),
        generator=telling.generator,
        usage=telling.usage,
        timings_ms=laps.timings(),
    )
    if not keep(desk.conversations, question.question, _turn(understood, result), result):
        result = with_notice(result, wording)
        yield Said(result.statements[-1])
    yield Shown(current, closed)
    yield Done(result)


def read(question: Question, turns: Sequence[Turn], language: str, as_of: AsOf, desk: Desk) -> Understood:
    """The question made self-contained from its conversation, put right where misspelt, then understood."""
    text = self_contained(question.question, turns, desk.book, language)
    text = spelt(text, language, desk.generation)
    asked = Question(text, question.conversation_id, question.as_of, question.language, question.profile)
    cognates = Cognates(desk.generation.document_frequency, desk.generation.beginning)
    understood = understand(asked, as_of, language, desk.book, cognates)
    return replace(understood, required=narrowing(question.question, turns, language))


def _turn(understood: Understood, result: Answer) -> Turn:
    """What a follow-up needs to know of this turn: nothing of small talk."""
    calls = tuple(card.call_id for card in (*result.calls, *result.closed_calls))[:5]
    return Turn("" if understood.is_small_talk else understood.written, calls)

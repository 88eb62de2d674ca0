"""An Answer as a reply: plain text that can be pasted, the answer in its first sentence, two parts at most."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answers import Answer, AnswerStatus, CallCard, Citation, Statement
from assistant.desk.cleaning import clean, one_line
from assistant.desk.confidence import Confidence
from assistant.desk.pasting import MOST_SOURCES, pasted
from assistant.desk.records import CallNote, Reply, Source
from assistant.desk.shortening import versions
from prompts import messages

IsPublic = Callable[[str], bool]

MOST_CALLS = 8
# What is said in public where the sources do not answer.
_PUBLIC: dict[AnswerStatus, str] = {
    "no_evidence": "desk_no_evidence",
    "out_of_scope": "desk_out_of_scope",
    "declined": "desk_declined",
    "clarification": "desk_clarification",
}


@dataclass(frozen=True, slots=True)
class _Said:
    text: str
    sources: tuple[Source, ...]


def reply(answer: Answer, confidence: Confidence, limit: int, is_public: IsPublic) -> Reply:
    """The reply that an answer makes for attendees; one that only abstains asks for a follow-up."""
    abstains = answer.status != "answered"
    said = _abstention(answer) if abstains else _shortest(answer, limit, is_public)
    return Reply(
        text=said.text,
        sources=said.sources,
        calls=tuple(_note(card) for card in (*answer.calls, *answer.closed_calls)[:MOST_CALLS]),
        confidence=0.0 if abstains else confidence.value,
        level="low" if abstains else confidence.level,
        answer_status=answer.status,
        follow_up=abstains,
        topic=_topic(answer),
        generator=answer.generator,
        milliseconds=answer.timings_ms.total,
    )


def _abstention(answer: Answer) -> _Said:
    return _Said(messages(answer.language)(_PUBLIC[answer.status]), ())


def _shortest(answer: Answer, limit: int, is_public: IsPublic) -> _Said:
    """The first version that fits; the last one where none does."""
    said = _Said("", ())
    for version in versions(answer):
        said = _Said(
            version.text, tuple(_source(c, is_public(c.passage_id)) for c in _best(version.statements, answer))
        )
        if len(pasted(said.text, said.sources, limit)) <= version.parts:
            break
    return said


def _best(statements: Sequence[Statement], answer: Answer) -> list[Citation]:
    """Of the documents and public addresses that are cited first the longest quote: it tells staff most."""
    by_number = {citation.number: citation for citation in answer.citations}
    found: dict[tuple[str, str | None], Citation] = {}
    for number in (number for statement in statements for number in statement.citations):
        citation = by_number[number]
        place = (citation.document_id, _public(citation))
        found[place] = max(found.get(place, citation), citation, key=lambda one: len(one.quote))
    return list(found.values())[:MOST_SOURCES]


def _public(citation: Citation) -> str | None:
    """An address that an attendee can open: the document's own, else this server's where it has a public one."""
    for url in (citation.source_url, citation.url):
        if url and url.startswith(("http://", "https://")) and not any(c.isspace() for c in url):
            return url
    return None


def _source(citation: Citation, public: bool) -> Source:
    """What only staff may read has no address for others, and its link leads through the staff's door."""
    return Source(
        title=one_line(citation.title, 200),
        url=_public(citation) if public else None,
        link=citation.url if public else citation.url.replace("/sources/", "/staff/sources/", 1),
        locator=f"{citation.locator.kind} {citation.locator.value}",
        quote=clean(citation.quote, 1000),
        public=public,
    )


def _note(card: CallCard) -> CallNote:
    name = card.acronym or card.title
    return CallNote(one_line(name, 120), card.status, card.next_deadline, card.days_left, card.url)


def _topic(answer: Answer) -> str:
    """What a question is about, for grouping: its one call, calls in general, or the chapter that answers it."""
    cards = (*answer.calls, *answer.closed_calls)
    if len(cards) == 1:
        return one_line(cards[0].acronym or cards[0].title, 80)
    if cards:
        return messages(answer.language)("desk_topic_calls")
    return _chapter(answer.citations[0]) if answer.citations else messages(answer.language)("desk_topic_other")


def _chapter(citation: Citation) -> str:
    """The heading at the top of the place that is cited, else the title of its document."""
    return one_line(citation.heading_path[0] if citation.heading_path else citation.title, 120)

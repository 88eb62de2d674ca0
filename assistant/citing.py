"""From a draft to numbered citations: in the order they are first used, each a link to its source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from assistant.answers import CallCard, Check, Citation, Conflict, Reason, Statement
from assistant.calls.conflicts import decisive
from assistant.calls.status import next_day
from assistant.drafts import Draft, Finding, Match, Quote, Sentence
from assistant.wording import Wording
from vectorstore.catalogue import Catalogue
from vectorstore.records import Call, Evidence

_REASON = {
    "sector": "reason_sector",
    "need": "reason_need",
    "applicant": "reason_applicant",
    "country": "reason_country",
}
_KIND = {"sector": "sector", "need": "support", "applicant": "applicant", "country": "country"}


@dataclass
class Citer:
    """Numbers quotes; a quote that stands inside one already cited shares its number."""

    catalogue: Catalogue
    wording: Wording
    base_url: str
    citations: list[Citation] = field(default_factory=list)
    _of_passage: dict[str, list[Citation]] = field(default_factory=dict)

    def statement(self, sentence: Sentence) -> Statement:
        """The sentence with its markers before its last full stop."""
        numbers = tuple(dict.fromkeys(self.number(quote) for quote in sentence.quotes))
        language = self.citations[numbers[0] - 1].language if sentence.verbatim and numbers else None
        return Statement(marked(sentence.text, numbers), numbers, language)

    def number(self, quote: Quote) -> int:
        around = (c for c in self._of(quote) if c.start <= quote.start and quote.end <= c.end)
        return (next(around, None) or self._added(quote)).number

    def exact(self, quote: Quote) -> Citation:
        """The citation of these very words, also where they stand inside one already cited."""
        same = (c for c in self._of(quote) if (c.start, c.end) == (quote.start, quote.end))
        return next(same, None) or self._added(quote)

    def card(self, match: Match) -> CallCard:
        """The call as of the day, with a reason and a check for each finding."""
        call, as_of = match.call, self.wording.as_of
        ahead = next_day(call, as_of)
        numbered = [(finding, self.number(finding.quote) if finding.quote else None) for finding in match.findings]
        return CallCard(
            call_id=call.call_id,
            title=call.title,
            acronym=call.acronym,
            topic_id=call.topic_id,
            programme=call.programme,
            action_type=call.action_type,
            summary=call.summary,
            language=self._language(call),
            url=call.url,
            status=match.status,
            opens=call.opens,
            deadlines=call.deadlines,
            next_deadline=ahead,
            days_left=(ahead - as_of.day).days if ahead else None,
            applicants=call.applicants,
            sectors=call.sectors,
            support=call.support,
            countries=call.countries,
            budget=call.budget,
            verdict=match.verdict,
            score=round(match.score, 4),
            reasons=tuple(self._reason(finding, number) for finding, number in numbered if finding.outcome == "pass"),
            checks=(*(Check(f.criterion, f.outcome, number) for f, number in numbered), self._deadline_check(match)),
            conflicts=tuple(self._conflict(evidence) for evidence in decisive(call, self.catalogue)),
        )

    def _language(self, call: Call) -> str:
        """Of the document that states a call best; the catalogue remembers documents."""
        document = self.catalogue.document(call.document_id)
        return document.language if document else "en"

    def _conflict(self, found: Evidence) -> Conflict:
        return Conflict(found.field, found.value, self.number(Quote(found.passage_id, found.start, found.end)))

    def _reason(self, finding: Finding, number: int | None) -> Reason:
        label = self.wording.taxonomy.label(_KIND[finding.criterion], finding.key or "", self.wording.language)
        return Reason(self.wording.say(_REASON[finding.criterion], label=label), number)

    def _deadline_check(self, match: Match) -> Check:
        outcome = {"open": "pass", "forthcoming": "pass", "closed": "fail"}.get(match.status, "unknown")
        evidence = next((e for e in match.call.evidence if e.field == "deadline"), None)
        number = self.number(Quote(evidence.passage_id, evidence.start, evidence.end)) if evidence else None
        return Check("deadline", outcome, number)  # type: ignore[arg-type]  # the mapping holds outcomes only

    def _of(self, quote: Quote) -> list[Citation]:
        """The citations of its passage: a list of calls has thousands of others."""
        return self._of_passage.setdefault(quote.passage_id, [])

    def _added(self, quote: Quote) -> Citation:
        added = self._citation(quote, len(self.citations) + 1)
        self.citations.append(added)
        self._of(quote).append(added)
        return added

    def _citation(self, quote: Quote, number: int) -> Citation:
        passage = self.catalogue.passage(quote.passage_id)
        document = self.catalogue.document(passage.document_id) if passage else None
        if passage is None or document is None:
            raise LookupError(f"passage {quote.passage_id} is cited but not in the catalogue")
        return Citation(
            number=number,
            passage_id=passage.passage_id,
            document_id=document.document_id,
            title=document.title,
            locator=passage.locator,
            heading_path=passage.heading_path,
            url=source_link(self.base_url, quote),
            source_url=document.source_url,
            quote=passage.text[quote.start : quote.end],
            start=quote.start,
            end=quote.end,
            published=document.published,
            language=document.language,
        )


def source_link(base_url: str, quote: Quote) -> str:
    """The address of the source viewer with the quote highlighted."""
    return f"{base_url.rstrip('/')}/sources/{quote.passage_id}?{urlencode({'start': quote.start, 'end': quote.end})}"


def joined(statements: Iterable[Statement]) -> str:
    """The text of an answer: its statements, each on a line of its own where it is a list item or a long one."""
    return "\n".join(statement.text for statement in statements)


def used(
    citations: Iterable[Citation], statements: Iterable[Statement], cards: Iterable[CallCard]
) -> tuple[Citation, ...]:
    """The citations that some statement or card rests on, with the numbers that they have been given."""
    numbers: set[int | None] = {number for statement in statements for number in statement.citations}
    for card in cards:
        numbers |= {reason.citation for reason in card.reasons} | {check.citation for check in card.checks}
        numbers |= {conflict.citation for conflict in card.conflicts}
    return tuple(citation for citation in citations if citation.number in numbers)


def cite(
    draft: Draft, citer: Citer
) -> tuple[tuple[Statement, ...], tuple[CallCard, ...], tuple[CallCard, ...], tuple[Citation, ...]]:
    """Statements, open cards, closed cards and the citations that they share."""
    sentences = [replace(s, quotes=_outermost(s.quotes)) for s in draft.sentences]
    statements = tuple(citer.statement(sentence) for sentence in sentences)
    current = tuple(citer.card(match) for match in draft.matches.current)
    closed = tuple(citer.card(match) for match in draft.matches.closed)
    return statements, current, closed, tuple(citer.citations)


def _outermost(quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """Quotes without those that stand inside another one of the same sentence."""
    return tuple(q for q in quotes if not any(_inside(q, other) for other in quotes if other != q))


def _inside(quote: Quote, other: Quote) -> bool:
    return quote.passage_id == other.passage_id and other.start <= quote.start and quote.end <= other.end


def marked(text: str, numbers: tuple[int, ...]) -> str:
    if not numbers:
        return text
    markers = "".join(f"[{number}]" for number in numbers)
    stop = text[-1] if text[-1] in ".!?" else ""
    return f"{text[: len(text) - len(stop)]} {markers}{stop}"

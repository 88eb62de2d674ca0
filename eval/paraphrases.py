"""Faithful sentences made from an index by rule: taken as they are, and said in other words that mean the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from assistant.composing.quoting import sentences
from assistant.verifying import Source
from assistant.verifying.sources import source_of
from assistant.wording import short_name
from assistant.words import content_words, fold, stop_words
from ingest.calls.dates import find_dates
from ingest.calls.money import amounts
from vectorstore.catalogue import Catalogue
from vectorstore.records import Call, Passage

__all__ = ["Case", "faithful", "sources_of"]

FEWEST_WORDS = 4
# Words of talks and calls and others that mean the same there; chosen without looking at the verifier's own list.
_SYNONYMS = {
    "companies": "firms",
    "company": "firm",
    "organisations": "bodies",
    "supports": "assists",
    "support": "assist",
    "helps": "assists",
    "offers": "provides",
    "includes": "covers",
    "starts": "begins",
    "needs": "requires",
    "needed": "required",
    "projects": "actions",
    "lack": "shortage",
    "barriers": "obstacles",
    "shows": "demonstrates",
    "funding": "financing",
    "improve": "enhance",
    "collaboration": "cooperation",
    "participants": "attendees",
    "training": "courses",
    "build": "establish",
    "use": "employ",
    "compulsory": "mandatory",
    "at least": "no fewer than",
    "about": "around",
    "quickly": "fast",
    "bring": "deliver",
    "solutions": "answers",
}
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence with what it cites, and how it was made."""

    kind: str
    sentence: str
    citations: tuple[int, ...]
    sources: dict[int, Source]

    def saying(self, kind: str, sentence: str) -> Case:
        return Case(kind, sentence, self.citations, self.sources)


def faithful(catalogue: Catalogue) -> Iterator[Case]:
    """Every faithful case of an index, in the order of its documents."""
    for case in _extracted(catalogue):
        yield case
        for kind, rewrite in _REWRITES.items():
            yield from (case.saying(kind, said) for said in rewrite(case.sentence) if said and said != case.sentence)
    yield from _rendered(catalogue)
    yield from _rows(catalogue)


def sources_of(catalogue: Catalogue, *passages: Passage) -> dict[int, Source]:
    """These passages as numbered sources."""
    found = {}
    for number, passage in enumerate(passages, 1):
        document = catalogue.document(passage.document_id)
        assert document is not None
        found[number] = source_of(number, passage, document)
    return found


def _extracted(catalogue: Catalogue) -> Iterator[Case]:
    seen: set[str] = set()
    for passage in _passages(catalogue):
        sources = sources_of(catalogue, passage)
        for start, end in sentences(passage.text):
            said = passage.text[start:end]
            if len(content_words(said)) >= FEWEST_WORDS and said not in seen:
                seen.add(said)
                yield Case("extracted", said, (1,), sources)


def _passages(catalogue: Catalogue) -> Iterator[Passage]:
    for document in catalogue.documents():
        yield from catalogue.passages(document.document_id)


def _rendered(catalogue: Catalogue) -> Iterator[Case]:
    """Facts of calls from their fields, several wordings each."""
    for call in catalogue.calls():
        for field, said in _facts(call):
            passage = _evidence_passage(catalogue, call, field)
            if passage is not None and _is_named(call, passage):
                yield Case("rendered", said, (1,), sources_of(catalogue, passage))


def _facts(call: Call) -> Iterator[tuple[str, str]]:
    name = short_name(call)
    for deadline in call.deadlines:
        yield "deadline", f"{name} closes on {_long(deadline.date)}."
        yield "deadline", f"The deadline of {name} is {deadline.date.isoformat()}."
        yield "deadline", f"Proposals for {name} are due by {_american(deadline.date)}."
    if call.budget.max_eur:
        yield "budget_max", f"{name} pays up to EUR {call.budget.max_eur:,} for one project."
        yield "budget_max", f"A project of {name} receives at most {call.budget.max_eur / 1000:g} thousand euros."
    if call.budget.total_eur:
        yield "budget_total", f"The total budget of {name} is {call.budget.total_eur / 1e6:g} million euros."


def _evidence_passage(catalogue: Catalogue, call: Call, field: str) -> Passage | None:
    evidence = next((e for e in call.evidence if e.field == field), None)
    return catalogue.passage(evidence.passage_id) if evidence else None


def _is_named(call: Call, passage: Passage) -> bool:
    return short_name(call).casefold() in " ".join((passage.text, *passage.heading_path)).casefold()


def _rows(catalogue: Catalogue) -> Iterator[Case]:
    """``Event: EU-Taiwan / Place: Berlin`` → "EU-Taiwan: place Berlin"."""
    for passage in _passages(catalogue):
        if passage.kind == "row":
            fields = [line.split(": ", 1) for line in passage.text.splitlines() if ": " in line]
            subject = fields[0][1] if fields else ""
            for label, value in fields[1:]:
                if len(content_words(value)) and len(value) < 120 and not value.endswith("?"):
                    said = f"{subject}: the {label.lower()} is {value}"
                    yield Case("row", said, (1,), sources_of(catalogue, passage))


def _other_dates(said: str) -> Iterator[str]:
    for found in find_dates(said):
        if found.is_day:
            for written in (found.start.isoformat(), _american(found.start), _numeric(found.start)):
                yield said[: found.span[0]] + written + said[found.span[1] :]


def _other_amounts(said: str) -> Iterator[str]:
    for amount in amounts(said):
        if amount.to is None:
            for written in (f"€{amount.euros:,}", f"{amount.euros / 1000:g} thousand euros"):
                yield said[: amount.span[0]] + written + said[amount.span[1] :]
    if " %" in said:
        yield said.replace(" %", " per cent")


def _fewer_clauses(said: str) -> Iterator[str]:
    """Without what follows the last comma, where enough is left and nothing is left hanging."""
    head, comma, tail = said.rpartition(", ")
    if comma and len(content_words(head)) >= FEWEST_WORDS and not re.match(r"(?:and|or|not|in)\b", tail):
        yield f"{head.rstrip(',')}."


def _framed(said: str) -> Iterator[str]:
    yield f"According to the source, {_continued(said)}"


def _continued(said: str) -> str:
    """A sentence in the middle of another one: a capital goes where it only marked the beginning."""
    return said[0].lower() + said[1:] if fold(said.split()[0]) in stop_words() else said


def _in_synonyms(said: str) -> Iterator[str]:
    changed = said
    if "://" in said:
        return
    for word, other in _SYNONYMS.items():
        changed = re.sub(rf"\b{word}\b", other, changed)
    yield changed


def _reordered(said: str) -> Iterator[str]:
    """``A, b c`` → "b c, A": a short opening phrase goes to the end."""
    head, comma, tail = said.rstrip(".").partition(", ")
    if comma and 2 <= len(head.split()) <= 5 and ", " not in tail and len(tail.split()) > 4:
        yield f"{tail[0].upper()}{tail[1:]}, {_continued(head)}."


def _turned_passive(said: str) -> Iterator[str]:
    """``X supports Y`` ↔ "Y is supported by X"."""
    active = re.fullmatch(
        r"(\w[\w\s-]{2,40}?) (supports?|offers?|funds?|develops?|connects?|includes?) ([^,;:]+)\.", said
    )
    if active:
        verb = re.sub(r"s$", "", active[2])
        participle = f"{verb}d" if verb.endswith("e") else f"{verb}ed"
        be = "are" if active[3].split()[0].endswith("s") else "is"
        yield f"{active[3][0].upper()}{active[3][1:]} {be} {participle} by {_continued(active[1])}."


def _contracted(said: str) -> Iterator[str]:
    yield re.sub(r"\b(is|are|do|does|did|was|were|has|have) not\b", r"\1n't", said)


_REWRITES: dict[str, Callable[[str], Iterator[str]]] = {
    "date form": _other_dates,
    "amount form": _other_amounts,
    "fewer clauses": _fewer_clauses,
    "framed": _framed,
    "synonyms": _in_synonyms,
    "word order": _reordered,
    "passive": _turned_passive,
    "contraction": _contracted,
}


def _long(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _american(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def _numeric(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year}"

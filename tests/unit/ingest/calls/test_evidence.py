"""Every field of every call of real material has evidence, and the words of the evidence hold the value."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest

from ingest.assembling import assemble
from ingest.calls.dates import find_dates
from ingest.calls.gathering import merged
from ingest.calls.money import amounts, euros
from ingest.hours import hours
from ingest.taxonomy import load
from tests.conftest import CORPUS
from vectorstore.drafts.draft import DocumentContent
from vectorstore.records import Call, Evidence, Passage

MATERIAL = (
    "corpus/euclusters-talk-2024-05-15.txt",
    "data/cascade-calls/open-calls.csv",
    "data/cascade-calls/calls.json",
    "data/eccp-pages/pages.jsonl",
    "data/ft-fixtures/topicDetails_smp-cosme-2024-cluster-01.json",
    "data/ft-fixtures/sedia_search_response_trimmed.json",
    "data/he-calls-calendar/HE_calls_2024-07-11.xlsx",
    "data/work-programmes/HE_CL2_2025.pdf",
)
SMALL = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
SAME = {"rolling": "open", "continuous": "open", "ongoing": "open", "upcoming": "forthcoming", "expired": "closed"}
KEYS = ("applicant", "sector", "support", "country")


def content(file: Path) -> tuple[DocumentContent, ...]:
    return assemble(file, "digest", lambda text: len(text.split()), 254).documents


def fields(call: Call) -> Iterator[tuple[str, str]]:
    """Every field that the call fills, with each of its values as evidence writes them."""
    budget = call.budget
    single = {
        **{name: getattr(call, name) for name in ("title", "summary", "programme", "acronym", "topic_id")},
        **{name: getattr(call, name) for name in ("action_type", "url", "opens")},
        "status": call.source_status,
        "grants": budget.grants,
        **{f"budget_{part}": getattr(budget, f"{part}_eur") for part in ("total", "min", "max")},
    }
    yield from ((name, str(value)) for name, value in single.items() if value is not None and value != "")
    yield from (("deadline", day.date.isoformat()) for day in call.deadlines)
    yield from (("deadline_time", f"{day.date}T{day.time:%H:%M}") for day in call.deadlines if day.time)
    for name, keys in zip(KEYS, (call.applicants, call.sectors, call.support, call.countries), strict=True):
        yield from ((name, key) for key in keys)


def without_evidence(call: Call) -> list[tuple[str, str]]:
    stated = {(evidence.field, evidence.value) for evidence in call.evidence}
    return [pair for pair in fields(call) if pair not in stated]


def unheld(call: Call, passages: dict[str, Passage]) -> list[Evidence]:
    """Evidence whose words do not stand where it says, or do not say what it says."""
    return [e for e in call.evidence if not holds(e, passages[e.passage_id])]


def holds(evidence: Evidence, passage: Passage) -> bool:
    words = passage.text[evidence.start : evidence.end]
    if evidence.heading:
        return bool(words) and evidence.heading in passage.headings and says(evidence, evidence.heading)
    return says(evidence, words)


def is_own(evidence: Evidence, addresses: Collection[str | None]) -> bool:
    return evidence.field == "url" and evidence.value in addresses


def says(evidence: Evidence, words: str) -> bool:
    field, value = evidence.field, evidence.value
    if field in ("deadline", "deadline_replaced", "opens", "status_on", "vanished"):
        days = find_dates(words, year_hint=date.fromisoformat(value).year)
        return value in {day.isoformat() for found in days for day in (found.start, found.end)}
    if field == "deadline_time":
        return value.partition("T")[2] in {f"{hour.time:%H:%M}" for hour in hours(words)}
    if field.startswith("budget_"):
        return int(value) in numbers(words)
    if field == "grants":
        return int(value) in {SMALL.index(word) + 1 if word in SMALL else int(word) for word in counts(words)}
    if field == "seat":
        return ("country", value) in keys(words)
    if field in KEYS:
        return (field, value) in keys(words)
    if field == "programme":
        return value in (words, *programmes(words))
    if field == "status":
        return SAME.get(words.lower(), words.lower()) == value
    if field == "deadline_label":
        return bool(words.strip())
    return squeezed(value) in squeezed(words)


def numbers(words: str) -> set[int]:
    bare = re.fullmatch(r"\W*([\d.,\s]+)(?:EUR|€)?\W*", words)
    found = {euros(bare[1].strip())} if bare else set()
    return found | {number for each in amounts(words) for number in (each.euros, each.to) if number is not None}


def counts(words: str) -> list[str]:
    return re.findall(rf"\b(?:\d+|{'|'.join(SMALL)})\b", words.lower())


def keys(words: str) -> set[tuple[str, str]]:
    named = {(mention.kind, mention.key) for mention in load().find(words)}
    return named | {("sector", key) for key in load().sectors_of_programme(words)}


def programmes(words: str) -> Iterator[str]:
    """As the words name them, or as the identifier that they are belongs to them."""
    named = [mention.key for mention in load().find(words) if mention.kind == "programme"]
    named += filter(None, [load().programme_of(word) for word in re.findall(r"[\w-]+", words)])
    yield from (load().label("programme", wider) for key in named for wider in (key, *load().broader("programme", key)))


def squeezed(text: str) -> str:
    return " ".join(text.split())


def assert_told(documents: Iterable[DocumentContent]) -> None:
    contents = tuple(documents)
    passages = {passage.passage_id: passage for item in contents for passage in item.passages}
    stated = [call for item in contents for call in item.calls]
    whole = merged(stated, [item.document for item in contents]).calls
    assert {call.call_id: found for call in (*stated, *whole) if (found := without_evidence(call))} == {}
    own = {item.document.source_url for item in contents}  # the address of a page is told by whatever stands on it
    lacking = {call.call_id: unheld(call, passages) for call in (*stated, *whole)}
    assert {name: found for name, each in lacking.items() if (found := [e for e in each if not is_own(e, own)])} == {}
    assert stated


@pytest.mark.parametrize("name", MATERIAL)
def test_every_field_of_real_calls_is_told_by_the_words_of_its_evidence(name: str, shared: Path) -> None:
    assert_told(content(shared / name))


def test_every_field_of_the_sample_calls_is_told_by_the_words_of_its_evidence() -> None:
    assert_told(item for file in sorted(CORPUS.iterdir()) if file.suffix != ".yaml" for item in content(file))


def test_every_field_of_the_portals_topics_is_told_by_the_words_of_its_evidence(
    harvest: tuple[DocumentContent, ...],
) -> None:
    assert_told(harvest)

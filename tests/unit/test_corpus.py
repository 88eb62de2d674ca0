"""The sample corpus: complete, small, factual, in its own words; and the question set that goes with it."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from eval.sets import QuestionSet, load
from ingest.chunking import chunk
from ingest.readers import read

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"
DECK = CORPUS / "green-digital-resilient-2024-05-15.pptx"
CALLS = CORPUS / "euroclusters-calls-2024-05-15.csv"
TOPICS = CORPUS / "portal-topics-2027.jsonl"
FACTS = ("reference", "title", "programme", "callIdentifier", "deadline", "callStatus", "deadlineModel", "portalUrl")
BUDGET = ("budgetMin", "budgetMax", "expectedGrants")
RUN_OF_WORDS = 8


def topics(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def rows() -> list[dict[str, str]]:
    with CALLS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def slide_texts() -> Iterator[str]:
    for slide in Presentation(str(DECK)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield from (paragraph.text for paragraph in shape.text_frame.paragraphs)
            if shape.has_table:
                yield from (cell.text for row in shape.table.rows for cell in row.cells)
        if slide.has_notes_slide:
            yield slide.notes_slide.notes_text_frame.text


def everything() -> str:
    read = [file.read_text("utf-8") for file in sorted(CORPUS.iterdir()) if file.suffix != ".pptx"]
    return "\n".join((*read, *slide_texts()))


def runs_of_words(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[^\W\d_]+", text.lower())  # figures and dates are facts
    return {tuple(words[i : i + RUN_OF_WORDS]) for i in range(len(words) - RUN_OF_WORDS + 1)}


def test_holds_only_documents() -> None:
    assert {file.suffix for file in CORPUS.iterdir()} == {".pptx", ".md", ".csv", ".jsonl"}


def test_is_small() -> None:
    assert DECK.stat().st_size < 100_000
    assert sum(file.stat().st_size for file in CORPUS.iterdir()) < 200_000


def test_every_file_is_read_and_the_whole_stays_below_250_passages() -> None:
    documents = [document for file in sorted(CORPUS.iterdir()) for document in read(file)]
    assert len(documents) == 5 + len(topics(TOPICS))
    passages = [chunk(document, "d", lambda text: 2 * len(text.split()), 254)[1] for document in documents]
    assert 100 < sum(map(len, passages)) < 250


def test_lists_all_calls_of_the_talk_with_a_day_each() -> None:
    calls = rows()
    assert len(calls) == 22
    assert all(date(2024, 5, 15) <= date.fromisoformat(call["Deadline"]) <= date(2025, 8, 1) for call in calls)


def test_has_topics_to_apply_for_all_through_2027() -> None:
    found = topics(TOPICS)
    assert 15 <= len(found) <= 20
    assert {date.fromisoformat(topic["deadline"]).year for topic in found} == {2027}


def test_deck_has_nested_bullets_tables_and_notes() -> None:
    slides = Presentation(str(DECK)).slides
    frames = [shape.text_frame for slide in slides for shape in slide.shapes if shape.has_text_frame]
    assert 8 <= len(slides) <= 12
    assert any(paragraph.level == 1 for frame in frames for paragraph in frame.paragraphs)
    assert any(shape.has_table for slide in slides for shape in slide.shapes)
    assert any(slide.has_notes_slide for slide in slides)


def test_slide_and_table_agree_on_deadlines() -> None:
    days = {call["Acronym"]: date.fromisoformat(call["Deadline"]) for call in rows()}
    stated = [re.fullmatch(r"([\w -]+?): .*; deadline (\d+ \w+ \d{4})", text) for text in slide_texts()]
    named = {match[1]: match[2] for match in stated if match}
    assert len(named) == 6
    assert {name: f"{days[name].day} {days[name]:%B %Y}" for name in named} == named


def test_facts_of_the_topics_are_those_of_the_portal(shared: Path) -> None:
    official = {topic["topicId"]: topic for topic in topics(shared / "data/ft-topics-2026-08/topics.jsonl")}
    for topic in topics(TOPICS):
        original = official[topic["topicId"]]
        assert {key: topic[key] for key in FACTS + BUDGET} == {key: original[key] for key in FACTS + BUDGET}


def test_topics_are_told_in_other_words_than_the_portal(shared: Path) -> None:
    official = {topic["topicId"]: topic for topic in topics(shared / "data/ft-topics-2026-08/topics.jsonl")}
    for topic in topics(TOPICS):
        own, original = (
            runs_of_words(f"{one['description']} {one['topicConditions']}")
            for one in (topic, official[topic["topicId"]])
        )
        assert not own & original


def test_takeaways_are_told_in_other_words_than_the_talk(shared: Path) -> None:
    talk = runs_of_words((shared / "corpus/euclusters-talk-2024-05-15.txt").read_text("utf-8"))
    prose = [line for file in CORPUS.glob("*.md") for line in file.read_text("utf-8").splitlines()]
    cells = [call[label] for call in rows() for label in ("Applicants", "Sector", "Support")]
    bullets = [text for text in slide_texts() if "DG GROW" not in text]  # an office is a fact
    for text in (*prose, *cells, *bullets):
        assert not runs_of_words(text) & talk, text


@pytest.fixture(scope="module")
def sample() -> QuestionSet:
    return load(ROOT / "eval/questions/sample_corpus.yaml")


def test_sample_questions_are_many_and_of_every_kind(sample: QuestionSet) -> None:
    assert len(sample.questions) >= 40
    kinds = {"recommendation", "call_fact", "list", "takeaway", "service", "faq", "abstain", "follow_up", "language"}
    assert kinds | {"typos", "injection", "as_of"} <= {tag for question in sample.questions for tag in question.tags}


def test_every_call_named_by_the_sample_questions_is_in_the_corpus(sample: QuestionSet) -> None:
    cards = [f"{call['Acronym']} | {call['Title']} | {call['Topic ID']}" for call in rows()]
    cards += [f"{topic['title']} | {topic['topicId']}" for topic in topics(TOPICS)]
    for name, pattern in sample.aliases.items():
        assert any(re.search(pattern, card, re.IGNORECASE) for card in cards), name


def test_the_corpus_holds_the_words_that_the_sample_questions_expect(sample: QuestionSet) -> None:
    text = everything()
    for question in sample.questions:
        for pattern in question.say + question.cite:
            if "status" not in question.tags:  # "closed" depends on the day and stands in no document
                assert re.search(pattern, text, re.IGNORECASE), f"{question.id}: {pattern}"

"""Every topic of a real harvest becomes one call with the file's own identifier, title, programme and deadline."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.syncing import merged
from vectorstore.drafts.draft import DocumentContent
from vectorstore.records import Call

HARVEST = Path("data") / "ft-topics-2026-08" / "topics.jsonl"


@pytest.fixture(scope="module")
def topics(shared: Path) -> dict[str, dict[str, Any]]:
    lines = (shared / HARVEST).read_text(encoding="utf-8").splitlines()
    return {topic["topicId"]: topic for topic in map(json.loads, filter(str.strip, lines))}


@pytest.fixture(scope="module")
def calls(harvest: tuple[DocumentContent, ...]) -> dict[str | None, Call]:
    documents = [item.document for item in harvest]
    found = merged([call for item in harvest for call in item.calls], documents).calls
    return {call.topic_id: call for call in found}


def test_there_is_a_call_for_every_topic_and_no_other(topics: dict[str, Any], calls: dict[str | None, Call]) -> None:
    assert calls.keys() == topics.keys()
    assert len(calls) > 600


def test_titles_programmes_and_deadlines_are_those_of_the_file(
    topics: dict[str, Any], calls: dict[str | None, Call]
) -> None:
    assert [identifier for identifier, topic in topics.items() if _differs(topic, calls[identifier])] == []


def _differs(topic: dict[str, Any], call: Call) -> bool:
    days = [deadline.date.isoformat() for deadline in call.deadlines]
    said = (" ".join(topic["title"].split()), topic["programme"], [topic["deadline"]])
    return said != (call.title, call.programme, days)


def test_types_of_action_and_addresses_are_those_of_the_file(
    topics: dict[str, Any], calls: dict[str | None, Call]
) -> None:
    given = {name: (" ".join(topic["typesOfAction"].split()), topic["portalUrl"]) for name, topic in topics.items()}
    assert {name: (calls[name].action_type or "", calls[name].url) for name in topics} == given


def test_the_label_of_a_deadline_is_the_model_of_the_file(
    topics: dict[str, Any], calls: dict[str | None, Call]
) -> None:
    labels = {"single-stage": "single", "two-stage": "two-stage", "multiple cut-off": "cut-off", "": "deadline"}
    found = {identifier: calls[identifier].deadlines[0].label for identifier in topics}
    assert found == {identifier: labels[topic["deadlineModel"]] for identifier, topic in topics.items()}


def test_budgets_are_those_of_the_file(topics: dict[str, Any], calls: dict[str | None, Call]) -> None:
    for identifier, topic in topics.items():
        budget = calls[identifier].budget
        assert (budget.min_eur, budget.max_eur) == (topic["budgetMin"], topic["budgetMax"]), identifier


def test_numbers_of_grants_are_those_of_the_file(topics: dict[str, Any], calls: dict[str | None, Call]) -> None:
    given = {identifier: topic["expectedGrants"] for identifier, topic in topics.items() if topic["expectedGrants"]}
    assert {identifier: calls[identifier].budget.grants for identifier in given} == given
    said = {identifier: calls[identifier].budget.grants for identifier in topics.keys() - given.keys()}
    assert said["EDF-2026-DA-AIR-SPS"] == 1  # no field of the record, but "One proposal is to be funded"
    assert set(said.values()) == {None, 1}


def test_what_a_topic_is_about_is_quoted_from_where_it_stands(calls: dict[str | None, Call]) -> None:
    unsaid = [
        call.topic_id
        for call in calls.values()
        if call.summary not in {evidence.value for evidence in call.evidence if evidence.field == "summary"}
    ]
    assert unsaid == []

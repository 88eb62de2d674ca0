"""The topics of a real work programme, each with what its own section and the table at the head of its call say."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from ingest.assembling import assemble
from vectorstore.drafts.draft import DocumentContent
from vectorstore.records import Budget, Call

PROGRAMME = Path("data") / "work-programmes" / "HE_CL2_2025.pdf"
TOPIC = r"HORIZON-CL2-2025-\d\d-[A-Z]+-\d\d(?:- ?two-stage)?"
CELLS = (
    r"Type of Action: ([A-Z]+) Budgets \(EUR million\) – 2025: (\d+\.\d\d) Expected EU contribution per project "
    r"\(EUR million\)\d?: (?:Around )?(\d+\.\d\d)(?: to (\d+\.\d\d))? "
    r"Indicative number of projects expected to be funded: (\d+)"
)
ACTIONS = {
    "CSA": "Coordination and Support Actions",
    "RIA": "Research and Innovation Actions",
    "IA": "Innovation Actions",
    "COFUND": "Programme Co-fund Action",
}


@pytest.fixture(scope="module")
def content(shared: Path) -> DocumentContent:
    (document,) = assemble(shared / PROGRAMME, "digest", lambda text: len(text.split()), 254).documents
    return document


@pytest.fixture(scope="module")
def calls(content: DocumentContent) -> dict[str | None, Call]:
    return {call.topic_id: call for call in content.calls}


@pytest.fixture(scope="module")
def rows(content: DocumentContent) -> dict[str, tuple[str, ...]]:
    """Identifier → type of action, budget, from, to, number of projects, as the tables give them."""
    tables = (p.text for p in content.passages if any("verview of this call" in h for h in p.heading_path))
    lines = " ".join(" ".join(tables).split())
    parts = re.split(rf"({TOPIC}):", lines)
    found = zip(parts[1::2], (re.search(CELLS, part) for part in parts[2::2]), strict=True)
    return {topic.replace("- two", "-two"): match.groups("") for topic, match in found if match}


def test_there_is_a_call_for_every_topic_of_the_tables_and_no_other(
    calls: dict[str | None, Call], rows: dict[str, tuple[str, ...]]
) -> None:
    assert calls.keys() == rows.keys()
    assert len(calls) == 32


def test_type_of_action_and_money_are_those_of_the_tables(
    calls: dict[str | None, Call], rows: dict[str, tuple[str, ...]]
) -> None:
    said = {topic: (ACTIONS[action], _budget(*amounts)) for topic, (action, *amounts) in rows.items()}
    assert {topic: (call.action_type, call.budget) for topic, call in calls.items()} == said


def _budget(total: str, least: str, most: str, grants: str) -> Budget:
    low, high = (least, most) if most else (None, least)
    return Budget(*(round(float(each) * 1e6) if each else None for each in (total, low, high)), int(grants))


def test_opening_and_deadlines_are_those_of_the_call(calls: dict[str | None, Call]) -> None:
    first, second = date(2025, 9, 16), date(2026, 3, 17)
    for topic, call in calls.items():
        assert call.opens == date(2025, 5, 15)
        assert [day.date for day in call.deadlines] == ([first, second] if "two-stage" in str(topic) else [first])


def test_the_introduction_of_a_destination_is_no_part_of_the_topic_before_it(content: DocumentContent) -> None:
    for passage in content.passages:
        *above, last = passage.heading_path or ("",)
        assert not (last.startswith("Destination") and any(re.match(TOPIC, heading) for heading in above))

"""The portal's own answers: duplicates, siblings' budgets, days in Brussels, cascade calls; nested JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.errors import ReaderError
from ingest.readers import read
from ingest.readers.portal.records import of_details, of_search
from ingest.structure import ReadDocument
from vectorstore.records import Authority

FIXTURES = Path("../shared/data/ft-fixtures")
MEETING = Path("../shared/data/zoom/2026-02-05_174/tldr.json")


def result(identifier: str, **metadata: str) -> dict[str, Any]:
    values = {"identifier": identifier, "title": f"About {identifier}", "type": "1", "language": "en", **metadata}
    return {"reference": f"{identifier}TOPICSen", "metadata": {name: [value] for name, value in values.items()}}


def search(*results: dict[str, Any]) -> dict[str, Any]:
    return {"totalResults": len(results), "pageNumber": 1, "pageSize": 100, "results": list(results)}


def cells(document: ReadDocument) -> dict[str, str]:
    return dict(document.sections[0].blocks[0].cells)


def test_a_stale_duplicate_a_translation_a_stub_and_a_tender_are_left_out() -> None:
    records, remarks = of_search(
        search(
            result("WATER-2026-01", DATASOURCE="SEDIA_PRD_CENTRICITY", status="31094502"),
            result("WATER-2026-01", language="fr", DATASOURCE="SEDIA"),
            result("WATER-2026-01", DATASOURCE="SEDIA", status="31094503"),
            result("STUB-2026-01", title=""),
            result("TENDER-1", type="0"),
        )
    )
    assert [(record["topicId"], record["callStatus"]) for record in records] == [("WATER-2026-01", "Closed")]
    assert len(remarks) == 3


def test_the_budget_of_a_sibling_topic_does_not_leak() -> None:
    line = {"expectedGrants": 3, "minContribution": 1_000_000, "maxContribution": 2_000_000}
    overview = {
        "budgetTopicActionMap": {
            "1": [{"action": "WATER-2026-01 - IA", "budgetYearMap": {"2026": "6000000"}, **line}],
            "2": [{"action": "WATER-2026-011 - IA", "budgetYearMap": {"2026": "90000000"}, **line}],
        }
    }
    ((record,), _) = of_search(search(result("WATER-2026-01", budgetOverview=json.dumps(overview))))
    assert (record["budgetTotal"], record["budgetMin"], record["budgetMax"]) == (6_000_000, 1_000_000, 2_000_000)


def test_milliseconds_are_days_in_brussels() -> None:
    details = {
        "identifier": "W-2026-01",
        "title": "W",
        "actions": [{"deadlineDates": ["1738713600000", "1716847200000"]}],
    }
    assert of_details({"TopicDetails": details})["deadline"] == ["2024-05-28", "2025-02-05"]


def test_a_cascade_call_is_not_the_topic_that_pays_for_it(tmp_path: Path) -> None:
    cascade = result(
        "WATER-2026-01",
        type="8",
        callTitle="Vouchers",
        projectAcronym="AQUA",
        deadlineDate="2026-05-28T23:59:00.000+0200",
    )
    (tmp_path / "answer.json").write_text(json.dumps(search(cascade)), encoding="utf-8")
    (document,) = read(tmp_path / "answer.json")
    assert (document.key, document.title) == ("WATER-2026-01TOPICSen", "Vouchers")
    assert cells(document)["Deadline"] == "2026-05-28 23:59 (Brussels time)"
    assert "Topic ID" not in cells(document)


@pytest.mark.skipif(not FIXTURES.exists(), reason="the shared fixtures are not at hand")
def test_real_answers_of_the_portal() -> None:
    topic = read(FIXTURES / "topicDetails_smp-cosme-2024-cluster-01.json")[0]
    assert topic.authority is Authority.PORTAL
    found = cells(topic)
    assert (found["Deadline"], found["Opening date"], found["Status"]) == ("2025-02-05", "2024-10-15", "Closed")
    assert found["Total budget (EUR)"] == "42000000"
    assert "Number of partnerships;" in [block.text for block in topic.sections[1].blocks if block.kind == "item"]
    documents = read(FIXTURES / "sedia_search_response_trimmed.json")
    dated = {document.key: cells(document).get("Deadline") for document in documents}
    assert dated["HORIZON-EIC-2026-ACCELERATOR-01"] == "2026-12-17"
    days = ("2023-01-11", "2023-03-22", "2023-06-07", "2023-10-04")
    assert dated["HORIZON-EIC-2023-ACCELERATORCHALLENGES-03"] == "; ".join(f"{d} 17:00 (Brussels time)" for d in days)


@pytest.mark.skipif(not MEETING.exists(), reason="the shared meetings are not at hand")
def test_nested_texts_are_read_under_their_names() -> None:
    (document,) = read(MEETING)
    assert ("highlights", "glamsterdam epbs") in [section.heading_path for section in document.sections]


def test_codes_without_any_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "log.json").write_text(json.dumps({"a": {"new": 3}, "events": [{"type": "NEW", "id": "X-1"}]}))
    with pytest.raises(ReaderError, match="of a kind that is not read"):
        read(tmp_path / "log.json")

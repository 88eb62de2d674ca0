"""Portal topics: the record, the structure put back into stripped texts, shared texts kept once; other JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.errors import ReaderError
from ingest.readers import read
from ingest.readers.portal.conditions import by_part
from ingest.readers.portal.text import blocks, by_heading
from ingest.structure import ReadDocument
from vectorstore.records import Authority

TOPIC: dict[str, Any] = {
    "topicId": "WATER-2027-01",
    "title": "Leak finding",
    "callIdentifier": "WATER-2027",
    "programme": "Horizon Europe",
    "typesOfAction": "HORIZON  Innovation Actions",
    "deadline": "2027-02-02",
    "deadlineModel": "single-stage",
    "callStatus": "open",
    "budgetMin": 2000000,
    "budgetMax": None,
    "keywords": "WATER-2027-01, WATER-2027, Pipes, Sensors",
    "portalUrl": "https://example.eu/water-2027-01",
    "description": "Expected Outcome:Less water is lost. Scope:Proposals should do all of this:find leaks;mend pipes.",
    "objectives": "Clean water (2026-27) This destination is about water.",
    "topicConditions": '">General conditions1. Admissibility Conditions: Proposal page limit and layoutdescribed in '
    "Annex A and Annex E of the Work Programme General Annexes.2. Eligible CountriesOnly coastal regions are eligible."
    "3. Other Eligible Conditionsdescribed in Annex B of the Work Programme General Annexes.6. Legal and financial "
    "set-up of the grantsdescribed in Annex G. Application and evaluation forms and model grant agreement (MGA): forms",
    "supportInfo": "For help, please contact water@example.euOnline Manual is your guide.",
}


def of(records: list[Any], folder: Path, name: str = "topics.jsonl") -> tuple[ReadDocument, ...]:
    file = folder / name
    file.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
    return read(file)


def test_a_topic_begins_with_its_record(tmp_path: Path) -> None:
    topic = of([TOPIC], tmp_path, "topics-2026-08-10.jsonl")[0]
    assert (topic.key, topic.title, topic.authority) == ("WATER-2027-01", "Leak finding", Authority.PORTAL)
    assert topic.source_url == "https://example.eu/water-2027-01"
    record = topic.sections[0]
    assert record.locator.value == "Record"
    assert record.blocks[0].cells == (
        ("Topic ID", "WATER-2027-01"),
        ("Title", "Leak finding"),
        ("Call", "WATER-2027"),
        ("Programme", "Horizon Europe"),
        ("Type of action", "HORIZON Innovation Actions"),
        ("Deadline", "2027-02-02"),
        ("Deadline model", "single-stage"),
        ("Status", "open"),
        ("Status as of", "2026-08-10"),
        ("Budget per project, min (EUR)", "2000000"),
        ("Keywords", "Pipes, Sensors"),
        ("URL", "https://example.eu/water-2027-01"),
    )


def test_the_sections_of_a_topic_carry_its_title(tmp_path: Path) -> None:
    paths = [section.heading_path for section in of([TOPIC], tmp_path)[0].sections[1:]]
    assert paths == [
        ("Leak finding", "Expected outcome"),
        ("Leak finding", "Scope"),
        ("Leak finding", "Conditions", "Eligible Countries"),
        ("Leak finding", "Contact"),
    ]


def test_shared_texts_stand_once(tmp_path: Path) -> None:
    other = TOPIC | {"topicId": "WATER-2027-02", "supportInfo": "Questions to b@example.euOnline Manual is your guide."}
    titles = [document.title for document in of([TOPIC, other], tmp_path)]
    assert titles == ["Leak finding", "Leak finding", "Destination: Clean water (2026-27)", "Support for applicants"]


def test_several_deadlines_are_several_days(tmp_path: Path) -> None:
    topic = of([TOPIC | {"deadline": ["2027-02-02T17:00:00", "2027-09-14"]}], tmp_path)[0]
    assert ("Deadline", "2027-02-02 17:00 (Brussels time); 2027-09-14") in topic.sections[0].blocks[0].cells


def test_lists_come_back_at_their_glue() -> None:
    text = "They should address the following outcomes:environment;industrial scale;andHealth. Proposals may do more."
    assert [(block.text, block.kind) for block in blocks(text)] == [
        ("They should address the following outcomes:", "paragraph"),
        ("environment;", "item"),
        ("industrial scale;", "item"),
        ("and", "item"),
        ("Health.", "item"),
        ("Proposals may do more.", "paragraph"),
    ]


def test_paragraphs_come_back_at_their_glue() -> None:
    text = (
        "Use good design.Proposals use LifeWatch, e.g. in the U.S.A. nullActivities start at TRL 5.[1] See x.[1] Note"
    )
    assert [block.text for block in blocks(text)] == [
        "Use good design.",
        "Proposals use LifeWatch, e.g. in the U.S.A.",
        "Activities start at TRL 5.[1] See x.",
        "[1] Note",
    ]


@pytest.mark.parametrize("text", ["a:b;c.Dee", "Scope:All. nullActivities run.[2] x", "Objective:One;two;and three"])
def test_no_word_is_changed(text: str) -> None:
    found = "".join(heading + block.text for heading, part in by_heading(text, "") for block in part)
    for word in ("Dee", "Activities", "One", "two", "three"):
        assert (word in text) == (word in found)


def test_conditions_of_this_topic_stay_and_references_go() -> None:
    found = dict(by_part(str(TOPIC["topicConditions"])))
    assert list(found) == ["Eligible Countries"]
    assert found["Eligible Countries"][0].text == "Only coastal regions are eligible."


def test_a_line_that_cannot_be_read_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    file = tmp_path / "topics.jsonl"
    good, other = json.dumps(TOPIC), json.dumps({**TOPIC, "topicId": "WATER-2027-02", "title": "Leak mending"})
    file.write_text("\n".join([good, '{"topicId": ', other, "[]", ""]), encoding="utf-8")
    first, *others = read(file)
    assert {"Leak finding", "Leak mending"} <= {document.title for document in (first, *others)}
    assert first.remarks == ("lines that are no JSON objects are left out: 2, 4",)


def test_a_file_of_which_most_lines_are_no_records_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "topics.jsonl"
    file.write_text('{\n"topicId": "WATER-2027-01",\n"title": "Leak finding"\n', encoding="utf-8")
    with pytest.raises(ReaderError, match=r"topics.jsonl .*line 1"):
        read(file)


def test_of_a_topic_that_is_held_twice_the_last_record_counts(tmp_path: Path) -> None:
    (same,) = [document for document in of([TOPIC, TOPIC], tmp_path) if document.key == TOPIC["topicId"]]
    assert same.remarks == ()
    changed = of([TOPIC, {**TOPIC, "title": "Leak mending"}], tmp_path)
    assert [document.title for document in changed if document.key == TOPIC["topicId"]] == ["Leak mending"]
    assert changed[0].remarks == ("earlier records of a topic are left out: WATER-2027-01",)


def test_pages_are_documents_of_the_platform(tmp_path: Path) -> None:
    page = {
        "url": "https://example.eu/p",
        "kind": "news",
        "text": "Big news\n\nSubmitted on 14 May 2024\n\nIt rained a lot.",
    }
    (document,) = of([page, page], tmp_path)
    assert (document.title, document.authority) == ("Big news", Authority.PLATFORM)
    assert document.source_url == "https://example.eu/p"
    assert str(document.published) == "2024-05-14"


@pytest.mark.parametrize(
    ("address", "text", "title"),
    [
        ("news/water-meets-porto_en", "By Ana on 3 May\n\nWater meets Porto!\n\nThey met.", "Water meets Porto!"),
        ("water-meets-porto.html", "They met for two days.\n\nAna Prata, Chair, Water Cluster", "Water meets porto"),
        ("node/1234", "Grants for water\n\nThey are open.", "Grants for water"),
    ],
)
def test_a_page_without_a_title_is_named_by_the_line_its_address_repeats_or_by_its_address(
    tmp_path: Path, address: str, text: str, title: str
) -> None:
    page = {"url": f"https://example.eu/{address}", "text": text}
    (tmp_path / "pages.jsonl").write_text(json.dumps(page))
    (document,) = read(tmp_path / "pages.jsonl")
    assert document.title == title


def test_plain_records_read_as_rows(tmp_path: Path) -> None:
    file = tmp_path / "calls.json"
    file.write_text(json.dumps([{"Title": "A", "Tags": ["x", "y"]}, {"Title": "B", "Until": None}]), encoding="utf-8")
    (document,) = read(file)
    assert [section.blocks[0].text for section in document.sections] == ["Title: A\nTags: x; y", "Title: B"]


@pytest.mark.parametrize("content", ["[1, 2]", '{"a": {"b": 1}}', "[]", "[" * 100_000])
def test_other_json_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "x.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ReaderError):
        read(file)


def test_every_real_topic_keeps_its_identifier_title_programme_and_deadline(shared: Path) -> None:
    file = shared / "data/ft-topics-2026-08/topics.jsonl"
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    topics = {document.key: dict(document.sections[0].blocks[0].cells) for document in read(file)[: len(lines)]}
    assert len(topics) == len(lines)
    for line in lines:
        cells = topics[line["topicId"]]
        assert cells["Title"].split() == line["title"].split()
        assert (cells["Programme"], cells["Deadline"]) == (line["programme"], line["deadline"])

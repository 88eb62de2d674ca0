"""An identifier in a section's heading is that of its call, which other sources tell of too."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.assembling import assemble
from ingest.calls.merging import merge
from vectorstore.records import Call, Document


def read(text: str, file: Path) -> tuple[Document, tuple[Call, ...]]:
    file.write_text(text, encoding="utf-8")
    (item,) = assemble(file, "digest", lambda words: len(words.split()), 254).documents
    return item.document, item.calls


@pytest.mark.parametrize(
    "heading", ["Dry ports (CEF-T-2027-DRY-03)", "CEF-T-2027-DRY-03: Dry ports", "Call CEF-T-2027-DRY-03"]
)
def test_the_call_is_one_with_that_of_another_source(heading: str, tmp_path: Path) -> None:
    told = read(f"# Notes\n\n## {heading}\n\nDry ports inland.\n\nDeadline: 9 June 2027\n", tmp_path / "notes.md")
    record = read("# Dry ports\n\nTopic ID: CEF-T-2027-DRY-03\n\nDeadline: 2 March 2027\n", tmp_path / "page.md")
    assert [call.topic_id for call in told[1]] == ["CEF-T-2027-DRY-03"]
    assert any(quote.field == "topic_id" for quote in told[1][0].evidence)
    assert len(merge((*told[1], *record[1]), (told[0], record[0]))) == 1


def test_a_heading_of_several_names_no_one_call(tmp_path: Path) -> None:
    text = "# Notes\n\n## CEF-T-2027-DRY-03 and CEF-T-2027-WET-01\n\nBoth of them.\n\nDeadline: 9 June 2027\n"
    assert [call.topic_id for call in read(text, tmp_path / "notes.md")[1]] in ([], [None])


def test_a_section_without_a_deadline_is_no_call(tmp_path: Path) -> None:
    text = "# Notes\n\n## What we heard of CEF-T-2027-DRY-03\n\nIt was well received.\n"
    assert read(text, tmp_path / "notes.md")[1] == ()

"""A call that its source calls closed is closed, whatever its day; what is said of others does not close it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.assembling import assemble
from vectorstore.records import Call


def calls(folder: Path, text: str, name: str = "calls.md") -> list[Call]:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    content = assemble(file, "digest", lambda words: len(words.split()), 254)
    return [call for document in content.documents for call in document.calls]


def listed(folder: Path, said: str, heading: str = "Calls of the hub") -> Call:
    (call,) = calls(folder, f"# Guide\n\n## {heading}\n- AQUA: vouchers for SMEs; {said}\n")
    return call


@pytest.mark.parametrize(
    "word", ["Closed (budget exhausted)", "Cancelled", "fully subscribed", "geschlossen", "clôturé"]
)
def test_a_cell_of_status_may_say_it_in_many_words(tmp_path: Path, word: str) -> None:
    (call,) = calls(tmp_path, f"Title,Status,Deadline\nAqua vouchers,{word},15 May 2027\n", "calls.csv")
    assert call.source_status == "closed"


@pytest.mark.parametrize(
    "said",
    [
        "deadline 15 May 2027 (closed early, budget exhausted)",
        "this call is closed; deadline 15 May 2027",
        "cancelled; deadline 15 May 2027",
    ],
)
def test_a_line_may_say_so_of_its_call(tmp_path: Path, said: str) -> None:
    assert listed(tmp_path, said).source_status == "closed"


def test_what_is_listed_below_closed_calls_is_closed(tmp_path: Path) -> None:
    assert listed(tmp_path, "deadline 15 May 2027", "Closed calls").source_status == "closed"


def test_a_section_may_say_so_of_its_call(tmp_path: Path) -> None:
    text = (
        "# Open call: Reed vouchers\n\nThis call is now closed because all were given out.\n\nDeadline: 15 May 2027\n"
    )
    (call,) = calls(tmp_path, text)
    assert call.source_status == "closed"


@pytest.mark.parametrize(
    "said",
    [
        "first cut-off 15 March 2027 (closed), second cut-off 15 May 2027",
        "the call is closed to large companies; deadline 15 May 2027",
        "deadline 15 May 2027; once the call is closed, experts evaluate",
        "deadline 15 May 2027 (closed consortia only)",
        "the previous call is closed; deadline 15 May 2027",
    ],
)
def test_what_is_said_of_a_round_of_others_or_of_later_closes_no_call(tmp_path: Path, said: str) -> None:
    assert listed(tmp_path, said).source_status is None


def test_a_day_that_is_struck_out_is_no_deadline(tmp_path: Path) -> None:
    rows = "| Tin grants | ~~30 July 2027~~ 15 March 2027 |\n| Zinc grants | 1 May 2027 |"
    table = f"| Call | Deadline |\n|---|---|\n{rows}\n"
    found = {call.title: [str(day.date) for day in call.deadlines] for call in calls(tmp_path, table)}
    assert found == {"Tin grants": ["2027-03-15"], "Zinc grants": ["2027-05-01"]}

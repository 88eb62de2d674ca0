"""Table rows that are calls: stages by their columns, rolling calls, what each gets."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ingest.assembling import assemble
from vectorstore.records import Call

STAGES = """Topic code,Topic title,Action,Opening,Stage 1,Stage 2,Projects,Status
HORIZON-CL5-2027-02-D6-22,Quiet tyres,RIA,2026-09-08,2026-11-17,2027-04-13,2,Open
HORIZON-MISS-2026-04-CIT-07,Market squares,IA,2026-02-03,2026-09-17,,4,Open
"""
LIST = """Title,Deadline,Status,Budget,Url,LastSeen
TRACKSIDE Open Call #2: vouchers for sensors,rolling,open,"EUR 20,000 per SME",https://trackside.example/oc2,2026-09-20
Watch list: grants to come,to be announced,monitoring,,https://watch.example,2026-09-20
"""


def calls(folder: Path, text: str) -> dict[str, Call]:
    file = folder / "list.csv"
    file.write_text(text, encoding="utf-8")
    content = assemble(file, "digest", lambda words: len(words.split()), 254)
    return {call.title: call for document in content.documents for call in document.calls}


def test_columns_of_stages_are_deadlines_whatever_the_status_says(tmp_path: Path) -> None:
    found = calls(tmp_path, STAGES)
    assert [(day.date, day.label) for day in found["Quiet tyres"].deadlines] == [
        (date(2026, 11, 17), "stage 1"),
        (date(2027, 4, 13), "stage 2"),
    ]
    assert [day.date for day in found["Market squares"].deadlines] == [date(2026, 9, 17)]
    assert (found["Market squares"].action_type, found["Market squares"].budget.grants) == ("IA", 4)


def test_a_rolling_call_is_one_and_an_amount_for_each_is_no_total(tmp_path: Path) -> None:
    (call,) = calls(tmp_path, LIST).values()
    assert (call.title, call.deadlines, call.source_status) == (
        "TRACKSIDE Open Call #2: vouchers for sensors",
        (),
        "open",
    )
    assert (call.budget.total_eur, call.budget.max_eur) == (None, 20_000)

"""Deadlines of tables with labels in two rows: every stage and cut-off is kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest.assembling import assemble
from vectorstore.records import Call

FIRST, SECOND, THIRD = date(2027, 3, 4), date(2027, 9, 1), date(2027, 11, 2)


def call(folder: Path, labels: str, row: str) -> Call:
    file = folder / "calls.csv"
    file.write_text(f"{labels}\n{row}\n{row.replace('AQUA', 'HYDRO')}\n")
    (document,) = assemble(file, "digest", lambda text: len(text.split()), 254).documents
    return next(call for call in document.calls if "AQUA" in call.title)


@pytest.mark.parametrize(
    ("labels", "row"),
    [
        ("Call,Stage 1,,Stage 2,\n,Opening,Deadline,Opening,Deadline", "2027-01-02,2027-03-04,2027-05-06,2027-09-01"),
        ("Call,First stage,,Second stage,\n,Opens,Closes,Opens,Closes", "2027-01-02,2027-03-04,2027-05-06,2027-09-01"),
        ("Call,Opening,,Deadlines,\n,stage 1,stage 2,stage 1,stage 2", "2027-01-02,2027-05-06,2027-03-04,2027-09-01"),
        (
            "Call,Deadlines,,,\n,Stage 1,,Stage 2,\n,Opens,Closes,Opens,Closes",
            "2027-01-02,2027-03-04,2027-05-06,2027-09-01",
        ),
    ],
)
def test_both_stages_have_their_deadlines(tmp_path: Path, labels: str, row: str) -> None:
    found = call(tmp_path, labels, f"AQUA vouchers,{row}")
    assert [(day.date, day.label) for day in found.deadlines] == [(FIRST, "stage 1"), (SECOND, "stage 2")]
    assert found.opens == date(2027, 1, 2)


def test_every_cut_off_below_one_label_counts(tmp_path: Path) -> None:
    labels = "Call,Deadlines,,,Link\n,1st cut-off,2nd cut-off,3rd cut-off,"
    found = call(tmp_path, labels, "AQUA vouchers,2027-03-04,2027-09-01,2027-11-02,https://example.eu/a")
    assert [(day.date, day.label) for day in found.deadlines] == [(day, "cut-off") for day in (FIRST, SECOND, THIRD)]
    assert found.url == "https://example.eu/a"


@pytest.mark.parametrize(("labels", "count"), [("Acronym,Who may apply,Deadline", 2), ("Project,Partners,End date", 0)])
def test_a_row_may_name_its_call_by_an_acronym_alone(tmp_path: Path, labels: str, count: int) -> None:
    file = tmp_path / "calls.csv"
    file.write_text(f"{labels}\nAQUA,SMEs,2027-03-04\nLIDO,SMEs,2027-09-01\n")
    (document,) = assemble(file, "digest", lambda text: len(text.split()), 254).documents
    assert [call.title for call in document.calls] == ["AQUA", "LIDO"][:count]


def test_counted_columns_of_deadlines_are_all_read(tmp_path: Path) -> None:
    found = call(tmp_path, "Title,Deadline 1,Deadline 2,Cut-off (3)", f"AQUA reuse,{FIRST},{SECOND},{THIRD}")
    assert [deadline.date for deadline in found.deadlines] == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    ("label", "value", "total"),
    [("Budget (M EUR)", "12.5", 12_500_000), ("Budget in million EUR", "3", 3_000_000), ("Budget (k€)", "60", 60_000)],
)
def test_a_label_tells_what_its_amounts_count_in(label: str, value: str, total: int, tmp_path: Path) -> None:
    found = call(tmp_path, f"Title,Deadline,{label}", f"AQUA reuse,{FIRST},{value}")
    assert found.budget.total_eur == total
    assert [evidence.value for evidence in found.evidence if evidence.field == "budget_total"] == [str(total)]

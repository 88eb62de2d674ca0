"""The calls of a real talk, field by field, against a table checked by hand."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ingest.assembling import assemble
from ingest.syncing import merged
from vectorstore.records import Call

TABLE = Path(__file__).with_name("talk_calls.toml")
TALK = Path("corpus") / "euclusters-talk-2024-05-15.txt"
ENOUGH = 0.95

Key = tuple[str, date, str]


@pytest.fixture(scope="module")
def expected() -> dict[Key, dict[str, Any]]:
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["call"]
    return {(row["name"], row["deadline"], row["about"].casefold()): row for row in rows}


@pytest.fixture(scope="module")
def found(shared: Path) -> tuple[Call, ...]:
    content = assemble(shared / TALK, "digest", lambda text: len(text.split()), 254)
    documents = [item.document for item in content.documents]
    return merged([call for item in content.documents for call in item.calls], documents).calls


def of(key: Key, calls: tuple[Call, ...]) -> Call:
    name, deadline, about = key
    (one,) = (
        call
        for call in calls
        if name in (call.acronym, call.topic_id)
        and about in call.title.casefold()
        and [d.date for d in call.deadlines] == [deadline]
    )
    return one


def test_every_call_is_found_once_with_its_name_and_deadline(
    expected: dict[Key, dict[str, Any]], found: tuple[Call, ...]
) -> None:
    assert len(found) == len(expected) == 22
    assert len({of(key, found).call_id for key in expected}) == 22


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("applicants", lambda call: call.applicants),
        ("sectors", lambda call: call.sectors),
        ("support", lambda call: call.support),
        ("countries", lambda call: call.countries),
    ],
)
def test_a_field_agrees_with_the_table(
    expected: dict[Key, dict[str, Any]],
    found: tuple[Call, ...],
    field: str,
    value: Callable[[Call], tuple[str, ...]],
) -> None:
    pairs = [(set(row[field]), set(value(of(key, found)))) for key, row in expected.items()]
    shared_keys = sum(len(wanted & given) for wanted, given in pairs)
    assert 2 * shared_keys / sum(len(wanted) + len(given) for wanted, given in pairs) >= ENOUGH


def test_every_field_has_evidence_that_can_be_read(found: tuple[Call, ...]) -> None:
    for call in found:
        stated = {(evidence.field, evidence.value) for evidence in call.evidence}
        assert {("applicant", key) for key in call.applicants if call.acronym is None} <= stated
        assert {("sector", key) for key in call.sectors} <= stated
        assert ("deadline", call.deadlines[0].date.isoformat()) in stated

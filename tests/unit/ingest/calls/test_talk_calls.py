"""The calls of a real talk, field by field, against a table checked by hand."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from ingest.assembling import assemble
from ingest.syncing import merged
from vectorstore.records import Call

TABLE = Path(__file__).with_name("talk_calls.toml")
TALK = Path("corpus") / "euclusters-talk-2024-05-15.txt"

Row = dict[str, Any]
Pair = tuple[Row, Call]


@pytest.fixture(scope="module")
def found(shared: Path) -> tuple[Call, ...]:
    content = assemble(shared / TALK, "digest", lambda text: len(text.split()), 254)
    documents = [item.document for item in content.documents]
    return merged([call for item in content.documents for call in item.calls], documents).calls


@pytest.fixture(scope="module")
def pairs(found: tuple[Call, ...]) -> tuple[Pair, ...]:
    """Each row of the table with the one call whose title begins so."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["call"]
    return tuple((row, _titled(row["title"], found)) for row in rows)


def _titled(title: str, calls: Iterable[Call]) -> Call:
    (one,) = (call for call in calls if call.title.startswith(title))
    return one


def test_every_call_is_found_once_and_no_other(pairs: tuple[Pair, ...], found: tuple[Call, ...]) -> None:
    assert len(found) == len(pairs) == 22
    assert {call.call_id for _, call in pairs} == {call.call_id for call in found}


@pytest.mark.parametrize(
    ("field", "least", "value"),
    [
        ("acronym", 1.0, lambda call: [call.acronym]),
        ("topic_id", 1.0, lambda call: [call.topic_id]),
        ("deadlines", 1.0, lambda call: [(day.date, day.label) for day in call.deadlines]),
        ("programme", 0.95, lambda call: [call.programme]),
        ("action_type", 0.95, lambda call: [call.action_type]),
        ("url", 0.95, lambda call: [call.url]),
        ("opens", 0.95, lambda call: [call.opens]),
        ("applicants", 0.95, lambda call: call.applicants),
        ("sectors", 0.95, lambda call: call.sectors),
        ("support", 0.95, lambda call: call.support),
        ("countries", 0.95, lambda call: call.countries),
        ("budget_total", 0.95, lambda call: [call.budget.total_eur]),
        ("budget_min", 0.95, lambda call: [call.budget.min_eur]),
        ("budget_max", 0.95, lambda call: [call.budget.max_eur]),
        ("grants", 0.95, lambda call: [call.budget.grants]),
    ],
)
def test_a_field_agrees_with_the_table(
    pairs: tuple[Pair, ...], field: str, least: float, value: Callable[[Call], Iterable[Any]]
) -> None:
    assert f1([(_wanted(row, field), set(value(call)) - {None, ""}) for row, call in pairs]) >= least


def f1(pairs: list[tuple[set[Any], set[Any]]]) -> float:
    """Over all values of a field; 1 where neither side has any."""
    common = sum(len(wanted & given) for wanted, given in pairs)
    return 2 * common / total if (total := sum(len(wanted) + len(given) for wanted, given in pairs)) else 1.0


def _wanted(row: Row, field: str) -> set[Any]:
    given = row.get(field, [])
    values = given if isinstance(given, list) else [given]
    return {(value["date"], value["label"]) if isinstance(value, dict) else value for value in values}

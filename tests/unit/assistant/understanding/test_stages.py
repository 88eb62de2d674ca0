from __future__ import annotations

import pytest

from assistant.understanding.stages import stages_wanted


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        ("only single-stage calls, please", "single-stage"),
        ("Welche zweistufigen Aufrufe gibt es?", "two-stage"),
        ("two stage topics on soil", "two-stage"),
        ("calls with several cut-offs", "cut-offs"),
    ],
)
def test_the_kind_of_procedure_is_a_condition(text: str, stages: str) -> None:
    found = stages_wanted(text)
    assert found is not None
    assert found.stages == stages


@pytest.mark.parametrize("text", ["How do single-stage and two-stage calls differ?", "a stage in universities"])
def test_who_compares_procedures_or_speaks_of_another_stage_sets_no_condition(text: str) -> None:
    assert stages_wanted(text) is None

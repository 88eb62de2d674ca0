"""The verification benchmark is large enough, and its aims are met on the sample corpus."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.bootstrap import build_store
from assistant.settings import Settings
from eval.verification import Verification, as_table, measure, write


@pytest.fixture(scope="module")
def found(settings: Settings) -> Iterator[Verification]:
    generation = build_store(settings).open()
    yield measure(generation.catalogue)
    generation.close()


def test_there_are_at_least_500_sentences_of_each(found: Verification) -> None:
    assert sum(kind.made for kind in found.faithful) >= 500
    assert sum(kind.made for kind in found.corrupted) >= 500
    wanted = {"date", "amount", "name", "identifier", "place", "negation", "another call", "opposite", "fate", "bound"}
    assert wanted <= {kind.kind for kind in found.corrupted}


def test_nine_in_ten_faithful_pass_and_at_most_one_in_200_corrupted(found: Verification) -> None:
    assert found.faithful_passed >= 0.90
    assert found.corrupted_passed <= 0.005
    assert found.is_met


def test_the_report_names_the_figures_and_what_was_misjudged(found: Verification, tmp_path: Path) -> None:
    report = write(found, tmp_path).read_text("utf-8")
    assert as_table(found) in report
    assert all(sentence in report for _, sentence, _ in found.misjudged)

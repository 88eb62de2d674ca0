from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from assistant.duplicates import once, repeats
from assistant.retrieving import Found
from ingest.syncing import sync
from tests.fakes import NOON, FakeEmbedder
from vectorstore.records import Hit, Locator, Passage
from vectorstore.store import Store

TEXT = (
    "The cluster of Graz helps 140 companies to save water in their plants, trains their staff and opens doors to "
    "partners abroad, from the first idea to the finished plant."
)


def found(text: str, similarity: float = 0.5, call_id: str | None = None, name: str = "p") -> Found:
    passage = Passage(name, "d", "s", 0, Locator("section", "1"), (), text, call_id=call_id)
    return Found(passage, Hit(name, 0.5, 0.5, 0.5, similarity), 0.5)


def test_passages_in_nearly_the_same_words_repeat_one_another() -> None:
    assert repeats(found(TEXT), found(TEXT.replace("opens doors", "opened the doors")))


@pytest.mark.parametrize(
    "other",
    [
        found(TEXT.replace("140", "150")),
        found(TEXT.replace("plants,", "plants under GreenBoost,")),
        found(TEXT, call_id="c1"),
        found("Another cluster altogether."),
    ],
)
def test_another_figure_name_call_or_text_says_something_else(other: Found) -> None:
    assert not repeats(found(TEXT), other)


def test_of_two_versions_the_newer_is_shown_in_the_place_of_the_better(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for day, text in ((date(2024, 5, 1), TEXT), (date(2025, 5, 1), TEXT.replace("trains", "train"))):
        (folder / f"{day}.md").write_text(f"---\ntitle: Notes\ndate: {day}\n---\n# Notes\n\n{text}\n", "utf-8")
    store = Store(tmp_path / "store", FakeEmbedder(), lambda: NOON)
    sync([folder], store)
    with closing(store.open()) as generation:
        ranked = [
            Found(passage, Hit(passage.passage_id, 0.5, 0.5, 0.5, 0.5), 0.5)
            for passage in sorted(generation.catalogue.all_passages(), key=lambda p: "trains" not in p.text)
        ]
        assert len(ranked) == 2
        shown = once(ranked, generation.catalogue)
    assert ["train their staff" in item.passage.text for item in shown] == [True]

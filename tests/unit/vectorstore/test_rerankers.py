from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from ingest.syncing import sync
from tests.fakes import NOON, FakeEmbedder
from vectorstore.errors import RerankerUnavailable
from vectorstore.records import Hit
from vectorstore.rerankers import CrossEncoderReranker, open_reranker, reordered
from vectorstore.store import Store


def test_hits_take_the_order_of_the_scores_and_the_places_keep_theirs() -> None:
    hits = [Hit("a", 0.9, 1, 1, 0.5), Hit("b", 0.6, 1, 1, 0.5), Hit("c", 0.3, 1, 1, 0.5)]
    found = reordered(hits, [0.1, 7.0, 2.0])
    assert [(hit.passage_id, hit.score) for hit in found] == [("b", 0.9), ("c", 0.6), ("a", 0.3)]


def test_no_reranker_is_made_where_none_is_named() -> None:
    assert open_reranker("") is None


def test_one_that_cannot_be_loaded_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(RerankerUnavailable, match="cannot be loaded"):
        CrossEncoderReranker(str(tmp_path / "absent")).scores("water", ["a text"])


class Longest:
    """Likes long texts."""

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        assert question == "Graz"
        return [float(len(text)) for text in texts]


def test_a_store_with_a_reranker_ranks_by_it(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name, text in (("short", "Graz."), ("long", "Graz is where clusters meet in June.")):
        (tmp_path / "in" / f"{name}.md").write_text(f"# Note\n\n{text}\n", "utf-8")
    store = Store(tmp_path / "store", FakeEmbedder(), lambda: NOON, Longest())
    sync([tmp_path / "in"], store)
    with closing(store.open()) as generation:
        first = generation.search("Graz", 5)[0]
        passage = generation.catalogue.passage(first.passage_id)
        assert passage is not None
        assert "June" in passage.text

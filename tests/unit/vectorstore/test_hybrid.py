from __future__ import annotations

import pytest

from vectorstore.hybrid import few_of_each, fuse


def ranked(similarities: dict[str, float], bm25: dict[str, float], weight: float = 0.5) -> list[str]:
    return [hit.passage_id for hit in fuse(similarities, bm25, weight)]


def test_a_passage_that_both_sides_find_stands_before_one_that_either_finds() -> None:
    assert ranked({"both": 0.8, "dense": 0.8, "words": 0.1, "none": 0.1}, {"both": 9.0, "words": 9.0})[0] == "both"


def test_scores_stand_between_nought_and_one_and_keep_the_cosine() -> None:
    hits = fuse({"a": 0.9, "b": 0.5, "c": -0.2}, {"a": 12.0, "c": 3.0})
    assert all(0 <= hit.score <= 1 for hit in hits)
    assert (hits[0].score, hits[0].similarity, hits[-1].similarity) == (1.0, 0.9, -0.2)


def test_how_far_one_side_spreads_changes_nothing() -> None:
    """Cosines that all lie close together decide as much as ones far apart."""
    bm25 = {"a": 1.0, "b": 4.0, "c": 2.0, "d": 0.5}
    near = {"a": 0.71, "b": 0.69, "c": 0.70, "d": 0.60}
    far = {name: 10 * value for name, value in near.items()}
    assert ranked(near, bm25) == ranked(far, {name: 5 * value for name, value in bm25.items()})


@pytest.mark.parametrize("bm25", [{}, {"a": 2.0, "b": 2.0}])
def test_where_words_rank_nothing_meaning_does(bm25: dict[str, float]) -> None:
    assert ranked({"a": 0.1, "b": 0.9}, bm25) == ["b", "a"]


def test_where_meaning_ranks_nothing_words_do_and_equals_keep_the_order_of_their_names() -> None:
    assert ranked({"a": 0.5, "b": 0.5, "c": 0.5}, {"c": 1.0}) == ["c", "a", "b"]


def test_of_nothing_nothing_is_fused() -> None:
    assert fuse({}, {}) == []


def test_a_ranking_keeps_the_first_few_copies_of_a_text_in_their_places() -> None:
    ranked = ["a1", "b1", *(f"a{n}" for n in range(2, 9)), "c1"]
    assert few_of_each(ranked, lambda name: name[0]) == ["a1", "b1", "a2", "a3", "a4", "c1"]

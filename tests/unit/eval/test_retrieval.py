from __future__ import annotations

import math
import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from eval.commands import evaluate
from eval.errors import CollectionError
from eval.retrieval.beir import read_collection
from eval.retrieval.cranfield import convert
from eval.retrieval.measures import MEASURES, hit, ndcg, recall, reciprocal_rank

GRADES = {"a": 3, "b": 1, "c": 0, "d": 2}


def test_measures_by_hand() -> None:
    ranking = ["c", "b", "x", "a"]
    gained, ideal = 1 / math.log2(3) + 3 / math.log2(5), 3 + 2 / math.log2(3) + 1 / 2
    assert ndcg(ranking, GRADES, 10) == pytest.approx(gained / ideal)
    assert recall(ranking, GRADES, 2) == pytest.approx(1 / 3)
    assert reciprocal_rank(ranking, GRADES, 10) == 0.5
    assert (hit(ranking, GRADES, 1), hit(ranking, GRADES, 2)) == (0.0, 1.0)


@pytest.mark.filterwarnings("ignore")  # of the reference library's own imports
def test_measures_agree_with_ir_measures() -> None:
    import ir_measures

    chance = random.Random(7)
    names = [f"d{n}" for n in range(300)]
    judged = {f"q{q}": {name: chance.randint(0, 4) for name in chance.sample(names, 40)} for q in range(20)}
    ranked = {query: chance.sample(names, 150) for query in judged}
    qrels = [ir_measures.Qrel(q, d, grade) for q, grades in judged.items() for d, grade in grades.items()]
    run = [ir_measures.ScoredDoc(q, d, -float(at)) for q, found in ranked.items() for at, d in enumerate(found)]
    theirs = ["nDCG@10", "R@5", "R@10", "R@100", "RR@10", "Success@1"]
    measures = {name: ir_measures.parse_measure(name) for name in theirs}
    reference = {(m.query_id, str(m.measure)): m.value for m in ir_measures.iter_calc(measures.values(), qrels, run)}
    for ours, name in zip(MEASURES, theirs, strict=True):
        for query, found in ranked.items():
            expected = reference[query, str(measures[name])]
            assert MEASURES[ours](found, judged[query]) == pytest.approx(expected, abs=1e-6), (ours, query)


def test_cranfield_is_numbered_and_graded_as_its_judgements_mean(tmp_path: Path) -> None:
    (tmp_path / "cran.all.1400").write_text(
        ".I 1\n.T\nwing flow\n.A\nx\n.B\ny\n.W\nwing flow\nlift of a wing\n", "utf-8"
    )
    (tmp_path / "cran.qry").write_text(".I 001\n.W\nwhat lifts\n.I 004\n.W\na wing\n", "utf-8")
    (tmp_path / "cranqrel").write_text("1 1 1\n2 1 4\n2 1 -1\n", "utf-8")
    assert convert(tmp_path, tmp_path / "out") == (1, 2, 3)
    (tmp_path / "out" / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n1\t1\t4\n2\t1\t1\n", "utf-8")
    collection = read_collection(tmp_path / "out")
    assert collection.documents[0].text == "lift of a wing"
    assert collection.queries == {"1": "what lifts", "2": "a wing"}
    assert collection.judgements == {"1": {"1": 4}, "2": {"1": 1}}


HEAD = "query-id\tcorpus-id\tscore\n"


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """One document, one query, one judgement."""
    (tmp_path / "qrels").mkdir()
    (tmp_path / "corpus.jsonl").write_text('{"_id": "d", "text": "x"}\n', "utf-8")
    (tmp_path / "queries.jsonl").write_text('{"_id": "q", "text": "y"}\n', "utf-8")
    (tmp_path / "qrels" / "test.tsv").write_text(f"{HEAD}q\td\t1\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("file", "content", "words"),
    [
        ("corpus.jsonl", "{", "line 1 is no record"),
        ("corpus.jsonl", "\n", "holds no documents"),
        ("qrels/test.tsv", "q d 1\nq d 1\n", "no table of query-id"),
        ("qrels/test.tsv", f"{HEAD}z\td\t1\n", "lacks query z"),
        ("qrels/test.tsv", f"{HEAD}q\td\t0\n", "judges no document as relevant"),
    ],
)
def test_a_broken_collection_is_refused_with_its_place(collection: Path, file: str, content: str, words: str) -> None:
    (collection / file).write_text(content, "utf-8")
    with pytest.raises(CollectionError, match=words):
        read_collection(collection)


@pytest.mark.parametrize("file", ["corpus.jsonl", "queries.jsonl", "qrels/test.tsv"])
def test_a_missing_file_of_a_collection_is_named(collection: Path, file: str) -> None:
    (collection / file).unlink()
    with pytest.raises(CollectionError, match=f"{file} cannot be read"):
        read_collection(collection)


def test_a_text_may_hold_line_ends_of_unicode_and_a_file_a_byte_order_mark(collection: Path) -> None:
    text = "one\u2028two\u0085three"
    (collection / "corpus.jsonl").write_text(f'\ufeff{{"_id": "d", "text": "{text}"}}\n', "utf-8")
    (collection / "qrels" / "test.tsv").write_text(f'\ufeff{HEAD}q\t"d\t1\n', "utf-8")
    found = read_collection(collection)
    assert [each.text for each in found.documents] == [text]
    assert found.judgements == {"q": {'"d': 1}}


def test_a_collection_is_ranked_and_written(tmp_path: Path) -> None:
    (tmp_path / "qrels").mkdir()
    records = ("water reuse in industry", "robots on building sites", "cheese from the mountains")
    lines = (f'{{"_id": "d/{n}", "title": "", "text": "{text}"}}\n' for n, text in enumerate(records))
    (tmp_path / "corpus.jsonl").write_text("".join(lines), "utf-8")
    (tmp_path / "queries.jsonl").write_text('{"_id": "q", "text": "building robots"}\n', "utf-8")
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq\td/1\t1\n", "utf-8")
    result = CliRunner().invoke(evaluate, ["retrieval", str(tmp_path), "-o", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    assert "hybrid" in result.output
    assert (tmp_path / "out" / "run.trec").read_text("utf-8").startswith("q Q0 d/1 1 ")


@pytest.mark.parametrize(
    ("setting", "words"), [("EUCLUSTERS_RERANKER", "The reranker"), ("EUCLUSTERS_EMBEDDER", "The embedding model")]
)
def test_the_models_of_the_settings_are_used_and_refused_in_a_sentence(
    collection: Path, monkeypatch: pytest.MonkeyPatch, setting: str, words: str
) -> None:
    monkeypatch.setenv(setting, str(collection / "absent"))
    result = CliRunner().invoke(evaluate, ["retrieval", str(collection)])
    assert result.exit_code == 4
    assert words in result.output

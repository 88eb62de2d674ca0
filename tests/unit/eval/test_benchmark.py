from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from eval.bench.measuring import Bench, bench, figures_of
from eval.bench.processes import Contender, contenders, run
from eval.bench.report import as_table, write
from eval.bench.serving import Served
from eval.bench.texts import hit, questions_of, texts_of
from eval.errors import BenchmarkError

SET = """
name: two
as_of: 2026-01-01
questions:
  - {id: a, question: "Where is it?", say: [Brussels], cite: ['in Brus+els']}
  - {id: b, question: "Who is it?", expect: abstain}
  - {id: c, turns: ["First?", "And then?"], say: [x]}
"""


def told(ingest_s: float, query_ms: list[float], contexts: list[list[str]]) -> dict[str, Any]:
    return {
        "note": "n",
        "versions": {},
        "pieces": 100,
        "set_up_s": 1.0,
        "ingest_s": ingest_s,
        "again_s": 0.01,
        "encode_s": 3.0,
        "query_ms": query_ms,
        "contexts": contexts,
        "disk_mb": 1.0,
        "peak_mb": 200.0,
    }


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    file = tmp_path / "set.yaml"
    file.write_text(SET, "utf-8")
    return file


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "note.md").write_text("# Office\n\nThe office is in Brussels.\n", "utf-8")
    return folder


def measured(corpus: Path, asked: Path) -> tuple[Bench, list[str]]:
    log: list[str] = []

    def pretend(contender: Contender, job: Mapping[str, Any], _: Path, mode: str) -> dict[str, Any]:
        log.append(f"{mode} {contender.name} {Path(job['folder']).name}")
        assert job["questions"] == ["Where is it?", "Who is it?"]
        assert job["judged"] == ["Where is it?"]
        assert any("The office is in Brussels." in text for text in job["texts"])
        if mode == "cold":
            return {"wall_s": 0.5, "rss_mb": 100.0}
        if contender.name == "ours":
            return told(2.0, [4.0, 6.0], [["It is in Brussels."]])
        return told(5.0, [10.0, 30.0], [["no"]])

    pair = (Contender("ours", ()), Contender("stock", ()))
    return bench(corpus, [asked], pair, rounds=3, workers=0, tell=lambda _: None, run=pretend), log


def test_medians_ratios_and_hits_follow_from_what_was_told(corpus: Path, asked: Path) -> None:
    result, _ = measured(corpus, asked)
    ours, stock = result.contenders
    assert (ours.passages_per_s, stock.passages_per_s) == (50.0, 20.0)
    assert (ours.query_p50_ms, ours.query_p95_ms, stock.query_p95_ms) == (4.0, 6.0, 30.0)
    assert (ours.encoded_per_s, ours.cold_s, ours.serving_mb) == (100.0, 0.5, 100.0)
    assert (ours.hits[1000], stock.hits[4000]) == (1.0, 0.0)
    assert (result.questions, result.judged) == (2, 1)


def test_contenders_take_turns_and_each_round_has_folders_of_its_own(corpus: Path, asked: Path) -> None:
    _, log = measured(corpus, asked)
    assert log[::2] == [
        f"build {name}" for name in ("ours 0-0", "stock 0-1", "stock 1-1", "ours 1-0", "ours 2-0", "stock 2-1")
    ]
    assert all(line.startswith("cold") for line in log[1::2])


def test_figures_are_shown_and_written_with_plots(corpus: Path, asked: Path, tmp_path: Path) -> None:
    result, _ = measured(corpus, asked)
    assert "beside stock: encoder 1.00×, passages/s 2.50×, same texts 2.50× as fast" in as_table(result)
    folder = write(result, tmp_path / "out")
    stored = json.loads((folder / "bench.json").read_text())
    assert [each["ingest_s"] for each in stored["contenders"]] == [2.0, 5.0]
    assert {path.name for path in folder.glob("*.png")} >= {"ingest.png", "hits.png", "query.png"}


def test_what_the_server_did_is_told() -> None:
    figures = figures_of("ours", [{**told(1.0, [1.0], []), "cold_s": 1.0, "serving_mb": 1.0}], [])
    served = Served(2, 1.5, 300.0, (10.0, 20.0), 16, 800, 0, 120.0, 90.0, 200.0)
    shown = as_table(Bench("c", 1, 1, 0, 1, {"cpus": 2}, (figures,), (served,)))
    assert "2 processes: ready after 1.50 s" in shown
    assert "16 clients: 120 answers/s, 0 errors" in shown


def test_a_context_must_hold_every_fact_within_its_length() -> None:
    pieces = ["The office", "is in BRUSSELS, near Leuven"]
    assert hit(["brussels", "Leuven"], pieces, 100)
    assert not hit(["brussels", "Leuven"], pieces, 25)
    assert not hit(["Ghent"], pieces, 100)


def test_only_single_questions_with_an_answer_are_judged(asked: Path) -> None:
    found = questions_of([asked])
    assert [(each.question, each.facts) for each in found] == [("Where is it?", ("in Brus+els",)), ("Who is it?", ())]
    assert found[0].as_of == date(2026, 1, 1)


def test_texts_are_those_that_the_readers_see(corpus: Path) -> None:
    (corpus / "broken.pptx").write_bytes(b"no archive")
    assert texts_of(corpus) == ("Office\nOffice\nThe office is in Brussels.",)


def test_a_contender_is_a_process_and_its_last_line_counts(tmp_path: Path) -> None:
    script = tmp_path / "peer.py"
    script.write_text(
        "import json, sys\njob = json.load(open(sys.argv[1]))\nprint('noise')\n"
        "print(json.dumps({'mode': sys.argv[2], 'n': len(job['texts'])}))\n",
        "utf-8",
    )
    job = {"folder": str(tmp_path / "index"), "texts": ["a", "b"]}
    found = run(Contender("peer", (sys.executable, str(script))), job, tmp_path / "jobs" / "1.json", "build")
    assert (found["mode"], found["n"]) == ("build", 2)
    assert found["wall_s"] > 0


def test_a_contender_that_fails_is_named_with_its_reason(tmp_path: Path) -> None:
    script = tmp_path / "peer.py"
    script.write_text("raise SystemExit('the model is missing')", "utf-8")
    failing = Contender("peer", (sys.executable, str(script)))
    with pytest.raises(BenchmarkError, match="peer fails: the model is missing"):
        run(failing, {"folder": str(tmp_path)}, tmp_path / "jobs" / "1.json", "build")


def test_a_contender_that_is_slow_or_tells_nothing_is_named(tmp_path: Path) -> None:
    waiting = Contender("peer", (sys.executable, "-c", "import threading; threading.Event().wait()"))
    job, file = {"folder": str(tmp_path)}, tmp_path / "jobs" / "1.json"
    silent = Contender("peer", (sys.executable, "-c", "print('hello')"))
    with pytest.raises(BenchmarkError, match="peer does not tell its figures in the last line: hello"):
        run(silent, job, file, "build")
    with pytest.raises(BenchmarkError, match=r"peer was not done after 0\.01 s"):
        run(waiting, job, file, "build", limit_s=0.01)


def test_sets_without_single_questions_are_refused(tmp_path: Path) -> None:
    (tmp_path / "set.yaml").write_text("name: n\nquestions:\n- {id: a, turns: [One, Two]}\n", "utf-8")
    with pytest.raises(BenchmarkError, match="no question of a single turn"):
        questions_of([tmp_path / "set.yaml"])


def test_peers_without_their_environment_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match="make bench"):
        contenders(tmp_path / "python")
    assert [each.name for each in contenders(None)] == ["this project"]


def test_a_missing_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match="does not exist"):
        bench(tmp_path / "none", [], (), rounds=1)

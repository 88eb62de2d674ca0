from __future__ import annotations

import csv
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml

from assistant.answers import Question
from eval.asking import Source
from eval.errors import AskFailed, EvalError, RunFolderTaken
from eval.folder import RunFolder
from eval.passages import StoredPassage
from eval.reporting import write_reports
from eval.reporting.html import page
from eval.running import Run, run
from eval.sets import QuestionSet
from eval.summary import Tally, summarise
from tests.unit.eval.answers import answer, card

FILES = {
    "config.yaml",
    "manifest.json",
    "answers.jsonl",
    "per_question.csv",
    "summary.json",
    "report.md",
    "report.html",
    "set.json",
    "passages.jsonl",
    "junit.xml",
}
SET = QuestionSet.model_validate(
    {
        "name": "n | <b>",
        "questions": [
            {"id": "A", "question": "good", "tags": ["fact", "easy"]},
            {"id": "B", "turns": ["first", "ba|d\x0b"], "say": ["never"], "tags": ["fact"]},
            {"id": "C", "question": "broken", "as_of": "2024-05-15"},
        ],
    }
)


def ask(question: Question) -> dict[str, Any]:
    if question.question == "broken":
        raise AskFailed("HTTP 500")
    return answer(f"You asked {question.question}", calls=[card(acronym="ABC")])


@pytest.fixture
def written(tmp_path: Path) -> Path:
    folder = RunFolder.create(tmp_path / "deep" / "run", SET, {"set": "s.yaml"}, {"machine": {}})
    made = run(SET, Source(ask), folder.add)
    write_reports(folder.path, made, summarise(made))
    return folder.path


@pytest.fixture
def finished() -> Run:
    return run(SET, Source(ask))


def test_a_run_is_a_folder_with_all_its_files(written: Path) -> None:
    assert {file.name for file in written.iterdir()} == FILES
    assert yaml.safe_load((written / "config.yaml").read_text())["set"] == "s.yaml"


def test_whole_answers_are_stored_line_by_line(written: Path) -> None:
    lines = [json.loads(line) for line in (written / "answers.jsonl").read_text("utf-8").splitlines()]
    assert [line["outcome"] for line in lines] == ["passed", "failed", "error"]
    assert [len(line["earlier"]) for line in lines] == [0, 1, 0]
    assert lines[0]["answer"]["calls"][0]["acronym"] == "ABC"
    assert lines[2]["answer"] is None


def test_an_interrupted_run_keeps_the_answers_it_has(tmp_path: Path) -> None:
    folder = RunFolder.create(tmp_path, SET, {}, {})

    def stop_at_c(question: Question) -> dict[str, Any]:
        if question.question == "broken":
            raise KeyboardInterrupt
        return ask(question)

    with pytest.raises(KeyboardInterrupt):
        run(SET, Source(stop_at_c), folder.add)
    assert len((tmp_path / "answers.jsonl").read_text("utf-8").splitlines()) == 2


def test_a_run_is_never_overwritten(written: Path) -> None:
    with pytest.raises(RunFolderTaken, match="already holds a run"):
        RunFolder.create(written, SET, {}, {})


def test_a_run_that_got_no_answer_at_all_may_be_repeated_in_its_folder(tmp_path: Path) -> None:
    RunFolder.create(tmp_path, SET, {"url": "http://127.0.0.1:1"}, {})
    RunFolder.create(tmp_path, SET, {"url": "http://127.0.0.1:2"}, {})
    assert "127.0.0.1:2" in (tmp_path / "config.yaml").read_text("utf-8")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EvalError, match="cannot be written"):
        RunFolder.create(tmp_path / "file" / "run", SET, {}, {})


def test_the_table_has_a_row_a_question(written: Path) -> None:
    with (written / "per_question.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [(row["id"], row["outcome"], row["first_call"]) for row in rows] == [
        ("A", "passed", "ABC"),
        ("B", "failed", "ABC"),
        ("C", "error", ""),
    ]


def test_junit_tells_failures_from_errors(written: Path) -> None:
    suite = ET.parse(written / "junit.xml").getroot()
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("3", "1", "1")
    assert [[child.tag for child in case] for case in suite] == [[], ["failure"], ["error"]]


def test_the_report_shows_what_did_not_pass_and_keeps_its_table_whole(written: Path) -> None:
    report = (written / "report.md").read_text("utf-8")
    assert "Passed 1/2 (50.0 %), 1 errors." in report
    (line,) = [line for line in report.splitlines() if line.startswith("| B ")]
    assert "first → ba\\|d" in line
    assert line.replace("\\|", "").count("|") == 6
    assert "| A " not in report


def test_an_error_counts_neither_as_passed_nor_as_failed(finished: Run) -> None:
    summary = summarise(finished)
    assert summary.overall == Tally(passed=1, failed=1, errors=1)
    assert summary.overall.pass_rate == 0.5
    assert summary.by_tag == {"easy": Tally(passed=1), "fact": Tally(passed=1, failed=1)}


@pytest.mark.parametrize(
    ("thresholds", "missed"),
    [
        ({}, []),
        ({"pass_rate": 0.5}, ["errors is 1, wanted at most 0"]),
        ({"pass_rate": 0.6, "errors": 1}, ["pass_rate is 0.5, wanted at least 0.6"]),
    ],
)
def test_errors_are_no_way_around_a_threshold(thresholds: dict[str, float], missed: list[str]) -> None:
    finished = run(SET.model_copy(update={"thresholds": thresholds}), Source(ask))
    assert [breach.words for breach in summarise(finished).breaches] == missed


def test_nothing_judged_has_no_rate() -> None:
    assert Tally(errors=2).pass_rate is None


class _Links(HTMLParser):
    """Every address that a page would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [f"{tag} {name}={value}" for name, value in attrs if name in ("src", "srcset") and value]
        if tag in ("link", "iframe", "object", "embed", "base"):
            self.found.append(tag)


def test_the_report_is_one_file_that_fetches_nothing(written: Path) -> None:
    page = (written / "report.html").read_text("utf-8")
    links = _Links()
    links.feed(page)
    assert links.found == []
    assert re.findall(r"url\(\s*['\"]?(?!#)|@import", page) == []


def test_the_report_has_the_worst_question_first_and_escapes_what_an_answer_holds(written: Path) -> None:
    page = (written / "report.html").read_text("utf-8")
    assert re.findall(r'data-id="(\w)"', page) == ["C", "B", "A"]
    assert "n | &lt;b&gt;" in page
    assert "n | <b>" not in page


def test_a_run_that_saw_retrieval_draws_abstention_and_calibration() -> None:
    passage = StoredPassage("p", "Notes", "good things")
    source = Source(ask, passage=lambda _: passage, found=lambda _: ("p",))
    seen, unseen = run(SET, source), run(SET, Source(ask))
    titles = [re.findall(r"<figcaption>(\w+)", page(each, summarise(each))) for each in (seen, unseen)]
    assert titles == [["Passed", "Latency", "Abstaining", "Calibration"], ["Passed", "Latency"]]

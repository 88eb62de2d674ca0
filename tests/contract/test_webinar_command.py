"""``euclusters webinar draft``: a file of questions in, a table of drafts out, one clear sentence for every mistake."""

from __future__ import annotations

import csv
from pathlib import Path
from time import process_time

import pytest
from click.testing import CliRunner, Result

from assistant.commands.webinar import webinar
from assistant.desk.exporting.table import COLUMNS
from assistant.settings import Settings


@pytest.fixture(autouse=True)
def of_no_env_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def draft(settings: Settings, *arguments: object) -> Result:
    given = ["draft", "--store", str(settings.store), "--as-of", "2024-05-15", *map(str, arguments)]
    return CliRunner().invoke(webinar, given)


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(newline="", encoding="utf-8") as opened:
        return list(csv.DictReader(opened))


def written(file: Path, text: str) -> Path:
    file.write_text(text, "utf-8")
    return file


REPORT = """Q&A Report

#,Question,Asker Name,Asker Email,Answer(s)
1,What is the deadline of GEMSTONE?,Jane Doe,jane@example.com,
2,What is the e-mail of Marek Przeor?,Max,max@example.com,
3,No sound!,Max,max@example.com,
4,How much is it?,Max,max@example.com,live answered
5,"=1+1, who may apply?",Max,max@example.com,"Only SMEs."
"""


def test_a_report_becomes_a_table_of_drafts(settings: Settings, tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    result = draft(settings, written(tmp_path / "q.csv", REPORT), "-o", out)
    assert (result.exit_code, result.stdout) == (
        0,
        "questions 5: approved 1, drafted 1, follow_up 1, live 1, technical 1\n",
    )
    found = rows(out)
    assert tuple(found[0]) == COLUMNS
    assert "31 December 2024" in found[0]["answer"]
    assert "slide" in found[0]["sources"]
    assert found[4]["question"].startswith("'=1+1")
    assert "Jane" not in out.read_text("utf-8")


def test_what_zoom_has_answered_is_drafted_on_demand(settings: Settings, tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    draft(settings, written(tmp_path / "q.csv", REPORT), "-o", out, "--all")
    assert "Only SMEs." not in out.read_text("utf-8")


@pytest.mark.parametrize("limit", [120, 500])
def test_no_part_is_longer_than_asked(settings: Settings, tmp_path: Path, limit: int) -> None:
    out = tmp_path / "a.csv"
    draft(
        settings,
        written(tmp_path / "q.txt", "Which calls are open?\nbarriers to resilience\n"),
        "-o",
        out,
        "--max-chars",
        limit,
    )
    parts = [part for row in rows(out) for part in row["answer"].split("\n\n")]
    assert parts
    assert all(0 < len(part) <= limit for part in parts)


def test_json_and_named_columns_are_taken(settings: Settings, tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    assert draft(settings, written(tmp_path / "q.json", '["Which calls are open?"]'), "-o", out).exit_code == 0
    table = written(tmp_path / "t.csv", "Who,Ask us\nAnn,Which calls are open?\n")
    assert draft(settings, table, "-o", out, "--column", "question=Ask us").exit_code == 0
    assert [row["question"] for row in rows(out)] == ["Which calls are open?"]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("q.csv", "", "q.csv is empty"),
        ("q.csv", "Company,City\nAcme,Graz\n", "Company, City"),
        ("q.json", "{", "not valid JSON"),
    ],
)
def test_a_wrong_file_is_one_sentence_and_the_old_table_stays(
    settings: Settings, tmp_path: Path, name: str, text: str, said: str
) -> None:
    out = written(tmp_path / "a.csv", "old")
    result = draft(settings, written(tmp_path / name, text), "-o", out)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert out.read_text() == "old"


def test_a_missing_file_or_folder_is_one_sentence(settings: Settings, tmp_path: Path) -> None:
    missing = draft(settings, tmp_path / "none.csv", "-o", tmp_path / "a.csv")
    assert (missing.exit_code, "cannot be read" in missing.stderr) == (4, True)
    nowhere = draft(settings, written(tmp_path / "q.txt", "Why?"), "-o", tmp_path / "none" / "a.csv")
    assert nowhere.exit_code == 2
    assert "cannot be written" in nowhere.stderr


NAMES = "GEMSTONE CirInWater POLREC IKAT SILEO RESIST ELBE tourism textile health AI water cement"
FORMS = ("deadline of {}?", "who may apply for {}?", "tell me about {}", "is {} open?", "what does {} pay?")
MORE = ("", "And why?", "In Poland?", "For us?")


def test_two_hundred_questions_take_less_than_thirty_seconds(settings: Settings, tmp_path: Path) -> None:
    asked = [f"{form.format(name)} {more}" for more in MORE for form in FORMS for name in NAMES.split()][:200]
    began = process_time()  # a busy machine shall not fail it
    result = draft(settings, written(tmp_path / "q.csv", "Question\n" + "\n".join(asked)), "-o", tmp_path / "a.csv")
    assert process_time() - began < 30
    assert result.stdout.startswith("questions 200: ")
    assert not any(row["status"] == "waiting" for row in rows(tmp_path / "a.csv"))

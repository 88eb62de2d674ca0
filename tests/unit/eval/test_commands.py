from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from assistant.answers import Question
from eval.asking import Ask, Source
from eval.commands import evaluate, run
from tests.unit.eval.answers import answer


def ask(question: Question) -> dict[str, Any]:
    return answer(f"You asked {question.question}")


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def source(url: str | None, store: Path | None) -> tuple[Ask, dict[str, object]]:
        return Source(ask), {"url": url, "store": store and str(store)}

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(run, "_source", source)


def question_set(file: str, say: str = "hello") -> str:
    Path(file).parent.mkdir(exist_ok=True)
    Path(file).write_text(f"name: {file}\nquestions:\n- {{id: A, question: hello, say: ['{say}']}}\n", "utf-8")
    return file


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(evaluate, arguments)


def test_a_run_goes_where_it_is_told() -> None:
    result = invoke("run", question_set("s.yaml"), "-o", "out")
    assert result.exit_code == 0, result.output
    assert "s.yaml: passed 1/1 (100.0 %)" in result.output
    assert Path("out/summary.json").is_file()


def test_failed_questions_are_named_and_the_command_still_succeeds() -> None:
    result = invoke("run", question_set("s.yaml", say="bye"), "-o", "out")
    assert result.exit_code == 0
    assert "A | hello | /bye/ is not said" in result.output


def test_without_a_folder_each_run_gets_a_new_one() -> None:
    assert invoke("run", question_set("s.yaml")).exit_code == 0
    assert [path.parent.name for path in Path(".runs").glob("*/s/report.md")] == ["s"]


def test_sets_of_the_same_name_get_folders_of_their_own() -> None:
    result = invoke("run", question_set("a/s.yaml"), question_set("b/s.yaml"), question_set("t.yaml"), "-o", "out")
    assert result.exit_code == 0, result.output
    assert {path.name for path in Path("out").iterdir()} == {"1-s", "2-s", "t"}


def test_a_run_is_not_overwritten() -> None:
    file = question_set("s.yaml")
    assert invoke("run", file, "-o", "out").exit_code == 0
    again = invoke("run", file, "-o", "out")
    assert again.exit_code == 2
    assert "already holds a run" in again.output


def test_one_bad_set_stops_the_command_before_anything_is_asked() -> None:
    result = invoke("run", question_set("s.yaml"), question_set("t.yaml", say="("), "-o", "out")
    assert result.exit_code == 2
    assert "t.yaml, question A, field say.0" in result.output
    assert not Path("out").exists()


@pytest.mark.parametrize(
    "arguments", [("run",), ("run", "none.yaml"), ("run", "s.yaml", "--url", "http://x", "--store", "y")]
)
def test_wrong_use_ends_with_code_2(arguments: tuple[str, ...]) -> None:
    result = invoke(*arguments)
    assert result.exit_code == 2
    assert "Error: " in result.output


def test_bench_without_a_corpus_ends_with_code_2() -> None:
    result = invoke("bench", "--corpus", "none")
    assert result.exit_code == 2
    assert "none does not exist" in result.output


def test_help_imports_nothing_heavy() -> None:
    heavy = "{'torch', 'chromadb', 'numpy', 'yaml', 'pydantic', 'sqlalchemy'}"
    code = f"import sys, eval.commands; print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_missed_threshold_ends_with_code_1() -> None:
    result = invoke("run", question_set("s.yaml", say="bye"), "-o", "out", "--fail-under", "0.5")
    assert result.exit_code == 1
    assert "pass_rate is 0, wanted at least 0.5" in result.output


def test_an_interrupted_run_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("s.yaml").write_text("name: s\nquestions:\n- {id: A, question: one}\n- {id: B, question: two}\n", "utf-8")
    asked: list[str] = []

    def stopping(question: Question) -> dict[str, Any]:
        asked.append(question.question)
        if asked == ["one", "two"]:
            raise KeyboardInterrupt
        return answer()

    monkeypatch.setattr(run, "_source", lambda _url, _store: (Source(stopping), {}))
    assert invoke("run", "s.yaml", "-o", "out").exit_code != 0
    with Path("out/answers.jsonl").open("a", encoding="utf-8") as out:
        out.write('{"id": "B", "tu')  # cut off in the middle of a line
    assert invoke("score", "out").exit_code == 0
    result = invoke("run", "s.yaml", "-o", "out", "--resume")
    assert result.exit_code == 0, result.output
    assert asked == ["one", "two", "two"]
    assert "passed 2/2" in result.output


def test_a_run_of_another_set_is_not_gone_on_with() -> None:
    assert invoke("run", question_set("s.yaml"), "-o", "out").exit_code == 0
    result = invoke("run", question_set("s.yaml", say="other"), "-o", "out", "--resume")
    assert result.exit_code == 2
    assert "another set" in result.output


def test_a_stored_run_is_scored_by_a_newer_set_without_asking() -> None:
    assert invoke("run", question_set("s.yaml"), "-o", "out").exit_code == 0
    result = invoke("score", "out", "--set", question_set("t.yaml", say="bye"))
    assert result.exit_code == 0
    assert "t.yaml: passed 0/1" in result.output


def test_a_run_compared_with_itself_shows_no_difference() -> None:
    assert invoke("run", question_set("s.yaml"), "-o", "out").exit_code == 0
    result = invoke("compare", "out", "out")
    assert result.exit_code == 0
    assert "No difference in 1 questions." in result.output


def test_a_folder_without_a_run_is_named() -> None:
    result = invoke("score", "none")
    assert result.exit_code == 2
    assert "none holds no usable run" in result.output


@pytest.mark.parametrize("form", ["ragas", "langsmith"])
def test_a_run_is_exported_line_by_line(form: str) -> None:
    assert invoke("run", question_set("s.yaml"), "-o", "out").exit_code == 0
    assert invoke("export", "out", "--format", form, "-o", "lines").exit_code == 0
    assert len(Path("lines").read_text("utf-8").splitlines()) == 1


def test_sets_may_be_json_lines_or_csv() -> None:
    Path("s.jsonl").write_text('{"name": "lines", "as_of": "2024-05-15"}\n{"id": "A", "question": "hello"}\n', "utf-8")
    Path("s.csv").write_text('id,question,say,tags\nA,hello,"you asked\nhello|x",one\n', "utf-8")
    result = invoke("run", "s.jsonl", "s.csv", "-o", "out")
    assert result.exit_code == 0, result.output
    assert "lines: passed 1/1" in result.output
    assert "s: passed 1/1" in result.output

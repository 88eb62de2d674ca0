from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from assistant.answers import Question
from eval import commands
from eval.asking import Ask, Source
from eval.commands import evaluate
from tests.unit.eval.answers import answer


def ask(question: Question) -> dict[str, Any]:
    return answer(f"You asked {question.question}")


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def source(url: str | None, store: Path | None) -> tuple[Ask, dict[str, object]]:
        return Source(ask), {"url": url, "store": store and str(store)}

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(commands, "_source", source)


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

"""``eval run --url`` and the reference scorer ask the same server; hand-made answers, right and wrong ones."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml
from click.testing import CliRunner

from eval.commands import evaluate
from tests.unit.eval.loopback import Handler, serving
from tests.unit.eval.test_judging import ALIASES, CASES

BROKEN: list[tuple[dict[str, Any], Any, bool]] = [
    ({}, {"detail": "the server fails"}, False),
    ({}, ["no", "object"], False),
    ({"expect": "abstain"}, {"hello": "world"}, False),
]
QUESTIONS = {f"Q{n}": case for n, case in enumerate([*CASES, *BROKEN])}


class Server(Handler):
    """Gives each question, which is its id, the answer that was made for it."""

    answers: ClassVar[dict[str, Any]] = {name: given for name, (_, given, _) in QUESTIONS.items()}

    def do_POST(self) -> None:
        given = self.answers[self.question()["question"]]
        self.reply(500 if "detail" in given else 200, json.dumps(given).encode())


@pytest.fixture
def url() -> Iterator[str]:
    with serving(Server) as address:
        yield address


def test_every_verdict_on_hand_made_answers_agrees_with_the_reference_scorer(
    url: str, tmp_path: Path, shared: Path
) -> None:
    questions = [{"id": name, "question": name, **stated} for name, (stated, _, _) in QUESTIONS.items()]
    (tmp_path / "s.yaml").write_text(yaml.safe_dump({"name": "s", "aliases": ALIASES, "questions": questions}), "utf-8")
    ran = CliRunner().invoke(evaluate, ["run", str(tmp_path / "s.yaml"), "--url", url, "-o", str(tmp_path / "run")])
    assert ran.exit_code == 0, ran.output
    scorer = [sys.executable, str(shared / "questions/score.py"), "s.yaml", "--url", url, "--out", "theirs.jsonl"]
    subprocess.run(scorer, cwd=tmp_path, check=True, capture_output=True)
    ours = {line["id"]: line["outcome"] == "passed" for line in lines(tmp_path / "run/answers.jsonl")}
    assert ours == {line["id"]: not line["bad"] for line in lines(tmp_path / "theirs.jsonl")}
    assert ours == {name: passes for name, (_, _, passes) in QUESTIONS.items()}


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]

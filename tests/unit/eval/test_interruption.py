"""A run whose process is killed, as by a lost machine: what was answered is kept, and the rest can be asked."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from click.testing import CliRunner, Result

from eval.commands import evaluate
from tests.unit.eval.answers import answer
from tests.unit.eval.loopback import Handler, serving

ROOT = Path(__file__).resolve().parents[3]
QUESTIONS = [f"question {n}" for n in range(6)]


class Server(Handler):
    """Answers; before the third question it waits, as long as it is held, for the client to be killed."""

    reached: ClassVar[threading.Event]
    held: ClassVar[threading.Event]
    asked: ClassVar[list[str]] = []

    def do_POST(self) -> None:
        question = self.question()["question"]
        self.asked.append(question)
        if question == QUESTIONS[2] and not self.held.is_set():
            self.reached.set()
            self.held.wait(60)
        else:
            self.reply(200, json.dumps(answer(question)).encode())


@pytest.fixture
def url() -> Iterator[str]:
    Server.reached, Server.held, Server.asked = threading.Event(), threading.Event(), []
    with serving(Server) as address:
        yield address
        Server.held.set()


@pytest.fixture
def killed(tmp_path: Path, url: str) -> list[str]:
    """The arguments of a run that was killed while its third question was open."""
    lines = "".join(json.dumps({"id": f"Q{n}", "question": text}) + "\n" for n, text in enumerate(QUESTIONS))
    (tmp_path / "s.jsonl").write_text(lines, "utf-8")
    arguments = ["run", str(tmp_path / "s.jsonl"), "--url", url, "-o", str(tmp_path / "run"), "--jobs", "1"]
    started = f"from eval.commands import evaluate; evaluate({arguments!r})"
    with subprocess.Popen([sys.executable, "-c", started], cwd=ROOT, stderr=subprocess.DEVNULL) as process:
        assert Server.reached.wait(60)
        process.kill()
    Server.held.set()
    return arguments


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(evaluate, arguments)


def test_what_a_killed_run_has_can_be_scored_and_the_rest_asked(tmp_path: Path, killed: list[str]) -> None:
    scored = invoke("score", str(tmp_path / "run"))
    assert "passed 2/2" in scored.output
    taken = invoke(*killed)
    assert (taken.exit_code, "already holds a run" in taken.output) == (2, True)
    resumed = invoke(*killed, "--resume")
    assert "passed 6/6" in resumed.output
    assert sorted(Server.asked) == sorted([*QUESTIONS, QUESTIONS[2]])

"""The folder of a run: answers as they come, figures and reports at the end; nothing is ever overwritten."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from eval.errors import EvalError, RunFolderTaken
from eval.junit import junit
from eval.report import markdown
from eval.running import Result, Run
from eval.summary import summarise

__all__ = ["RunFolder"]

ANSWERS = "answers.jsonl"
COLUMNS = ("id", "tags", "as_of", "outcome", "status", "first_call", "seconds", "complaints", "question")


@dataclass(frozen=True, slots=True)
class RunFolder:
    """Where one run is written."""

    path: Path

    @classmethod
    def create(cls, path: Path, config: Mapping[str, object], manifest: Mapping[str, object]) -> RunFolder:
        """A new run with what it is made of; raises RunFolderTaken where answers lie already."""
        answers = path / ANSWERS
        try:
            if answers.exists() and answers.stat().st_size:
                raise RunFolderTaken(path)
            path.mkdir(parents=True, exist_ok=True)
            answers.touch()
        except OSError as error:
            raise EvalError(f"{path} cannot be written ({error.strerror}): choose another folder with -o.") from error
        folder = cls(path)
        folder._write("config.yaml", yaml.safe_dump(dict(config), sort_keys=False, allow_unicode=True))
        folder._write_json("manifest.json", manifest)
        return folder

    def add(self, result: Result) -> None:
        """Append one result to ``answers.jsonl``; an interrupted run keeps what it has."""
        with (self.path / ANSWERS).open("a", encoding="utf-8") as out:
            out.write(json.dumps(_line(result), ensure_ascii=False) + "\n")

    def finish(self, run: Run) -> None:
        """Write the figures and the reports."""
        summary = summarise(run)
        self._write_json("summary.json", summary.as_json())
        self._write("report.md", markdown(run, summary))
        self._write("junit.xml", junit(run, summary))
        with (self.path / "per_question.csv").open("w", encoding="utf-8", newline="") as out:
            table = csv.DictWriter(out, COLUMNS)
            table.writeheader()
            table.writerows(_row(result) for result in run.results)

    def _write_json(self, name: str, content: Mapping[str, object]) -> None:
        self._write(name, json.dumps(content, indent=2, ensure_ascii=False) + "\n")

    def _write(self, name: str, content: str) -> None:
        (self.path / name).write_text(content, "utf-8")


def _line(result: Result) -> dict[str, object]:
    """``answer`` is that of the last turn, ``earlier`` those before it."""
    return {
        "id": result.question.id,
        "turns": list(result.question.asked),
        "as_of": result.as_of.isoformat() if result.as_of else None,
        "outcome": result.outcome,
        "complaints": list(result.complaints),
        "seconds": list(result.seconds),
        "answer": result.answer,
        "earlier": list(result.answers[:-1]),
    }


def _row(result: Result) -> dict[str, object]:
    answer = result.answer or {}
    calls = answer.get("calls") or [{}]
    return {
        "id": result.question.id,
        "tags": " ".join(result.question.tags),
        "as_of": result.as_of or "",
        "outcome": result.outcome,
        "status": answer.get("status", ""),
        "first_call": calls[0].get("topic_id") or calls[0].get("acronym") or calls[0].get("title") or "",
        "seconds": f"{sum(result.seconds):.4f}",
        "complaints": "; ".join(result.complaints),
        "question": " → ".join(result.question.asked),
    }

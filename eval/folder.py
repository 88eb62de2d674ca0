"""The folder of a run: answers as they come, figures and reports at the end; nothing is ever overwritten."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

import yaml

from eval.errors import EvalError, RunFolderTaken
from eval.running import Result, Run
from eval.sets import QuestionSet

__all__ = ["ANSWERS", "MANIFEST", "PASSAGES", "SET", "RunFolder"]

ANSWERS = "answers.jsonl"
PASSAGES = "passages.jsonl"
SET = "set.json"
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class RunFolder:
    """Where one run is written."""

    path: Path
    _stored: set[str] = field(default_factory=set)  # the passages written so far

    @classmethod
    def create(
        cls,
        path: Path,
        question_set: QuestionSet,
        config: Mapping[str, object],
        manifest: Mapping[str, object],
    ) -> RunFolder:
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
        folder._write(SET, question_set.model_dump_json(exclude_defaults=True, indent=1) + "\n")
        folder._write_json(MANIFEST, manifest)
        return folder

    @classmethod
    def reopen(cls, path: Path, finished: Run) -> RunFolder:
        """An interrupted run, to go on after the results that it has."""
        folder = cls(path, {name for result in finished.results for name in result.passages})
        _drop_half_line(path / ANSWERS)
        _drop_half_line(path / PASSAGES)
        return folder

    def add(self, result: Result) -> None:
        """Append one result; passages first, so that an answer is never without those it rests on."""
        fresh = {name: passage for name, passage in result.passages.items() if name not in self._stored}
        self._append(PASSAGES, [asdict(passage) for passage in fresh.values()])
        self._append(ANSWERS, [_line(result)])
        self._stored.update(fresh)

    def _append(self, name: str, lines: list[dict[str, object]]) -> None:
        with (self.path / name).open("a", encoding="utf-8") as out:
            out.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)

    def _write_json(self, name: str, content: Mapping[str, object]) -> None:
        self._write(name, json.dumps(content, indent=2, ensure_ascii=False) + "\n")

    def _write(self, name: str, content: str) -> None:
        (self.path / name).write_text(content, "utf-8")


def _drop_half_line(file: Path) -> None:
    """A line that an interruption cut off has no end; the next one must not be glued to it."""
    if not file.is_file():
        return
    content = file.read_bytes()
    whole = content[: content.rfind(b"\n") + 1]
    if whole != content:
        file.write_bytes(whole)


def _line(result: Result) -> dict[str, object]:
    """``answer`` is that of the last turn, ``earlier`` those before it; ``found`` what retrieval ranked for it."""
    return {
        "id": result.question.id,
        "turns": list(result.question.asked),
        "as_of": result.as_of.isoformat() if result.as_of else None,
        "outcome": result.outcome,
        "complaints": list(result.complaints),
        "seconds": list(result.seconds),
        "answer": result.answer,
        "earlier": list(result.answers[:-1]),
        "found": list(result.found),
    }

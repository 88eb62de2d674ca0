"""What someone who evaluates can do wrong; the command line shows the message and ends with exit code 2.

EvalError
├── QuestionSetError    a question set that cannot be read, or breaks the format
├── RunFolderTaken      the output folder holds a run already
├── ServerUnreachable   nobody answers at the URL
├── NothingToAsk        the store has no index, or cannot be opened
├── BenchmarkError      the benchmark lacks something it needs
└── AskFailed           one question got an error instead of an answer; recorded, and the run goes on
"""

from __future__ import annotations

from pathlib import Path

import click


class EvalError(click.ClickException):
    """Root of the evaluation's errors; the message says what was wrong and what to do."""

    exit_code = 2


class QuestionSetError(EvalError):
    """A question set is unusable; names the file and, where known, the question and the field."""

    def __init__(self, file: Path, reason: str, *, question: str | None = None, field: str | None = None) -> None:
        places = (str(file), question and f"question {question}", field and f"field {field}")
        super().__init__(f"{', '.join(place for place in places if place)}: {reason}")


class RunFolderTaken(EvalError):
    """A run is never overwritten."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} already holds a run: choose another folder with -o.")


class ServerUnreachable(EvalError):
    """No HTTP answer from the server."""

    def __init__(self, url: str, reason: object) -> None:
        super().__init__(f"No answer from {url} ({reason}): start the server, or correct --url.")


class NothingToAsk(EvalError):
    """The store cannot answer anything; the store's own message says why."""


class BenchmarkError(EvalError):
    """The benchmark cannot run as asked."""


class AskFailed(EvalError):
    """The assistant refused or failed on one question, with the reason it gave."""

"""What someone who evaluates can do wrong; the command line shows the message and ends with exit code 2.

EvalError
├── QuestionSetError    a question set that cannot be read, or breaks the format
├── RunFolderTaken      the output folder holds a run already
├── NoRun               a folder that holds no run, or a damaged one
├── OtherRun            a run to go on with was made of another set or index
├── NothingInCommon     two runs that share no question
├── ServerUnreachable   nobody answers at the URL
├── NothingToAsk        the store has no index, or cannot be opened
├── CollectionError     a test collection that cannot be read, or breaks its format
├── NoOpinion           no model that could judge a run
├── BenchmarkError      the benchmark lacks something it needs
└── AskFailed           one question got an error instead of an answer; recorded, and the run goes on
    └── AskAgainLater   the server is busy and says when to come back
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


class NoRun(EvalError):
    """The folder holds nothing that could be scored, compared or continued."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"{folder} holds no usable run: {reason}.")


class OtherRun(EvalError):
    """Going on would mix answers of two sets or two indexes in one run."""

    def __init__(self, folder: Path, what: str) -> None:
        super().__init__(f"{folder} was run with another {what}: begin a new run in another folder with -o.")


class NothingInCommon(EvalError):
    """Runs can only be compared question by question."""

    def __init__(self) -> None:
        super().__init__("The runs share no question id: compare runs of the same set.")


class ServerUnreachable(EvalError):
    """No HTTP answer from the server."""

    def __init__(self, url: str, reason: object) -> None:
        super().__init__(f"No answer from {url} ({reason}): start the server, or correct --url.")


class NothingToAsk(EvalError):
    """These settings or this store cannot answer anything; the assistant's own message says why."""


class CollectionError(EvalError):
    """A file of a test collection, and what is wrong with it."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(f"{file} {reason}.")


class NoOpinion(EvalError):
    """A run cannot be judged by a model, and why."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"No opinion: {reason}.")


class BenchmarkError(EvalError):
    """The benchmark cannot run as asked."""


class AskFailed(EvalError):
    """The assistant refused or failed on one question, with the reason it gave."""


class AskAgainLater(AskFailed):
    """The server asked for patience, in seconds."""

    def __init__(self, reason: str, seconds: float) -> None:
        super().__init__(reason)
        self.seconds = seconds

"""The child process of the sandbox: ``python -m ingest.sandboxing.process LIMITS READING READER`` serves one pipe.

Requests are lines, each a JSON string with a path. Replies are frames: eight bytes of length, then a pickle of
(outcome, value). An empty frame at the start says that the process is ready.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
from collections.abc import Callable, Iterable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, Literal

from ingest.errors import ReaderError
from ingest.options import Reading
from ingest.sandboxing.archives import check_archive
from ingest.sandboxing.confinement import confine, start_alarm, stop_alarm
from ingest.sandboxing.limits import Limits
from ingest.sandboxing.replies import LENGTH
from ingest.structure import ReadDocument
from vectorstore.records import Picture

Item = ReadDocument | Picture
ReadOne = Callable[[Path], tuple[Item, ...]]
Outcome = Literal["read", "rejected", "exhausted"]
Reply = tuple[Outcome, object]

_LONGEST_REASON = 200


def main(arguments: list[str]) -> None:
    requests, replies = _own_pipes()
    limits = Limits(**json.loads(arguments[0]))
    read = _reader(arguments[2], Reading(**json.loads(arguments[1])))
    confine(limits)
    _send(replies, b"")
    for line in requests:
        start_alarm(limits)
        frame = _frame(Path(json.loads(line)), read, limits)
        stop_alarm()
        _send(replies, frame)


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output taken aside, so that no library can read or write in between."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return requests, replies


def _reader(name: str, reading: Reading) -> ReadOne:
    module, _, function = name.partition(":")
    return partial(getattr(import_module(module), function), reading=reading)


def _frame(path: Path, read: ReadOne, limits: Limits) -> bytes:
    try:
        return pickle.dumps(_reply(path, read, limits))
    except MemoryError:
        return pickle.dumps(("exhausted", None))


def _reply(path: Path, read: ReadOne, limits: Limits) -> Reply:
    try:
        check_archive(path, limits)
        return "read", _checked(read(path), path, limits)
    except ReaderError as error:
        return _after(error)
    except OSError as error:
        return "rejected", f"cannot be read: {error.strerror or error}."
    except MemoryError:
        return "exhausted", None
    except Exception as error:  # noqa: BLE001  the sandbox's purpose: whatever one file does, the others go on
        return "rejected", f"is damaged in a way that its reader cannot handle ({_told(error)})."


def _after(error: ReaderError) -> Reply:
    """A reader that ran out of memory may tell it as a broken file."""
    if isinstance(error.__cause__ or error.__context__, MemoryError):
        return "exhausted", None
    return "rejected", error.reason


def _checked(documents: Iterable[Item], path: Path, limits: Limits) -> tuple[Item, ...]:
    found = tuple(documents)
    if sum(map(_length, found)) > limits.text:
        raise ReaderError(path.name, f"holds more than {limits.text} characters of text.")
    return found


def _length(document: Item) -> int:
    if isinstance(document, Picture):
        return 0
    headings = sum(len(heading) for section in document.sections for heading in section.heading_path)
    return headings + sum(len(block.text) for section in document.sections for block in section.blocks)


def _told(error: Exception) -> str:
    said = " ".join(str(error).split())[:_LONGEST_REASON]
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def _send(replies: BinaryIO, frame: bytes) -> None:
    replies.write(len(frame).to_bytes(LENGTH, "big"))
    replies.write(frame)
    replies.flush()


if __name__ == "__main__":
    main(sys.argv[1:])

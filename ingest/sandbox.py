"""A reader runs in a child process with limits: whatever a file does there, it is one rejected file.

The process is started for the first file and used again for the next ones, a fresh one after a crash or a limit. It
is started anew, never forked: Chroma may be open here. Its replies are unpickled with nothing allowed but the types
of a read document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

from ingest.errors import Overtaxed, ReaderError
from ingest.options import READING, Reading
from ingest.sandboxing.child import Child
from ingest.sandboxing.limits import LIMITS, MIB, Limits
from ingest.sandboxing.replies import Ended, Overdue
from ingest.structure import ReadDocument

READER = "ingest.readers:read"

Documents = tuple[ReadDocument, ...]


class Sandbox:
    """Use it as a context; one thread at a time."""

    def __init__(self, limits: Limits = LIMITS, reading: Reading = READING, reader: str = READER) -> None:
        self._limits = limits
        self._reading = reading
        self._reader = reader
        self._child: Child | None = None

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def read(self, path: Path) -> Documents:
        """The documents of a file; ReaderError where it cannot be read, crashes its reader or exceeds a limit."""
        self._ask(path)
        found = self._answer(path)
        if isinstance(found, ReaderError):
            raise found
        return found

    def read_all(self, paths: Iterable[Path]) -> Iterator[Documents | ReaderError]:
        """What each file holds, or why it cannot be read; a file is read while the one before is worked on."""
        asked: Path | None = None
        for path in paths:
            found = self._answer(asked) if asked else None
            self._ask(path)
            if found is not None:
                yield found
            asked = path
        if asked:
            yield self._answer(asked)

    def _ask(self, path: Path) -> None:
        if self._child is None:
            self._child = Child(self._limits, self._reading, self._reader)
        self._child.ask(path)

    def _answer(self, path: Path) -> Documents | ReaderError:
        assert self._child is not None  # it was asked
        try:
            outcome, value = self._child.answer()
        except Overdue:
            self._end()
            return Overtaxed(path.name, f"takes longer than {self._limits.seconds:g} s to read.")
        except Ended:
            return self._lost(path, f"crashes its reader ({self._child.how_it_ended()}).")
        if outcome == "exhausted":
            return self._lost(path, f"needs more than {self._limits.memory // MIB} MB of memory to read.")
        return value if isinstance(value, tuple) else ReaderError(path.name, str(value))

    def _lost(self, path: Path, reason: str) -> Documents | ReaderError:
        """The process cannot go on; where earlier files may have left it so, this one is tried again in a fresh one."""
        fresh = self._child is not None and self._child.asked == 1
        self._end()
        if fresh:
            return Overtaxed(path.name, reason)
        self._ask(path)
        return self._answer(path)

    def _end(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None

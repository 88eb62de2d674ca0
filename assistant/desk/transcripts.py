"""A session's transcript as a document of the index, so that what was said answers later questions."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from assistant.desk.cleaning import one_line
from assistant.desk.errors import UnreadableImport
from assistant.desk.records import Session
from assistant.words import fold
from ingest.errors import IngestError
from ingest.reporting import SyncReport

Ingest = Callable[[Sequence[Path]], SyncReport]
SUFFIXES = (".vtt", ".srt")
_UNSAFE = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Transcripts:
    """Keeps the files in a folder of their own, each session's under its day and title, and mirrors it."""

    folder: Path
    ingest: Ingest

    def add(self, session: Session, name: str, content: bytes) -> SyncReport:
        """Into the index; a later one of the same session takes its place.

        Raises UnreadableImport, and StoreError where the index cannot be written; then the earlier file stays.
        """
        suffix = Path(name).suffix.lower()
        if suffix not in SUFFIXES or not content.strip():
            raise UnreadableImport(f"{one_line(name, 200)} is no transcript; give a VTT or SRT file that is not empty.")
        file = self.folder / session.session_id / f"{session.day.isoformat()} {_name(session.title)}{suffix}"
        before = file.read_bytes() if file.exists() else None
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        return self._taken(file, before, name)

    def _taken(self, file: Path, before: bytes | None, name: str) -> SyncReport:
        with ExitStack() as undo:
            undo.callback(_put_back, file, before)
            try:
                report = self.ingest([file])
            except IngestError as error:
                raise UnreadableImport(f"{one_line(name, 200)} cannot be taken: {error}") from None
            if report.rejected:
                raise UnreadableImport(f"{one_line(name, 200)} {report.rejected[0].reason}")
            undo.pop_all()
        return report


def _put_back(file: Path, before: bytes | None) -> None:
    if before is None:
        file.unlink(missing_ok=True)
    else:
        file.write_bytes(before)


def _name(title: str) -> str:
    return _UNSAFE.sub(" ", fold(title)).strip()[:80] or "session"

"""A session's transcript as a document of the index, so that what was said answers later questions."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.desk.cleaning import one_line
from assistant.desk.errors import UnreadableImport
from assistant.desk.records import Session
from assistant.words import fold
from ingest.errors import IngestError, ReaderError
from ingest.readers.decoding import decode
from ingest.readers.transcript import without_participants
from ingest.reporting import SyncReport

Ingest = Callable[[Sequence[Path], bool], SyncReport]
"""Takes files into the index; with True, no earlier generation of it is kept."""
SUFFIXES = (".vtt", ".srt")
_UNSAFE = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Transcripts:
    """Keeps the files in a folder of their own, each session's under its day and title, and mirrors it.

    Ordinary participants have names only where ``keeps_names``, and then until they are dropped.
    """

    folder: Path
    ingest: Ingest
    keeps_names: bool

    def add(self, session: Session, name: str, content: bytes) -> SyncReport:
        """Into the index; a later one of the same session takes its place.

        Raises UnreadableImport, and StoreError where the index cannot be written; then the earlier file stays.
        """
        suffix = Path(name).suffix.lower()
        if suffix not in SUFFIXES or not content.strip():
            raise UnreadableImport(f"{one_line(name, 200)} is no transcript; give a VTT or SRT file that is not empty.")
        if not self.keeps_names:
            content, suffix = _without_names(content, name), ".vtt"
        file = self.folder / session.session_id / f"{session.day.isoformat()} {_name(session.title)}{suffix}"
        before = file.read_bytes() if file.exists() else None
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        return self._taken(file, before, name)

    def drop_names_before(self, day: date) -> int:
        """Take the names of ordinary participants out of transcripts of earlier days, the index's too; how many.

        Raises StoreError where the index cannot be written; then the file stays, for the next time.
        """
        dropped = 0
        for file in sorted(self.folder.glob("*/*")):
            before = file.read_bytes()
            after = _without_names(before, file.name)
            if _day_of(file) < day and after != before:
                file.write_bytes(after)
                self._taken(file, before, file.name, erase_others=True)
                dropped += 1
        return dropped

    def _taken(self, file: Path, before: bytes | None, name: str, *, erase_others: bool = False) -> SyncReport:
        with ExitStack() as undo:
            undo.callback(_put_back, file, before)
            try:
                report = self.ingest([file], erase_others)
            except IngestError as error:
                raise UnreadableImport(f"{one_line(name, 200)} cannot be taken: {error}") from None
            if report.rejected:
                raise UnreadableImport(f"{one_line(name, 200)} {report.rejected[0].reason}")
            undo.pop_all()
        return report


def _without_names(content: bytes, name: str) -> bytes:
    """Raises UnreadableImport where the content is no text."""
    try:
        return without_participants(decode(content, name).replace("\r\n", "\n")).encode()
    except ReaderError as error:
        raise UnreadableImport(f"{one_line(name, 200)} cannot be taken: {error}") from None


def _day_of(file: Path) -> date:
    return date.fromisoformat(file.name[:10])


def _put_back(file: Path, before: bytes | None) -> None:
    if before is None:
        file.unlink(missing_ok=True)
    else:
        file.write_bytes(before)


def _name(title: str) -> str:
    return _UNSAFE.sub(" ", fold(title)).strip()[:80] or "session"

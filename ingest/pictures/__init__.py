"""How slides and pages look: pictures made at ingest, in processes of their own, for the source viewer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, cast

from ingest.discovering import FoundFile
from ingest.errors import ReaderError
from ingest.options import Reading
from ingest.pictures.office import PROGRAM, Office
from ingest.reporting import Rejection
from ingest.sandbox import Sandbox
from ingest.sandboxing.limits import Limits
from vectorstore.drafts.draft import SourceContent
from vectorstore.drafts.writing import Writing
from vectorstore.records import Picture

RENDERING = "1"  # raise it when the pictures of the same file change
_RENDERER = "ingest.pictures.rendering:render"
_PDF, _DECK = ".pdf", ".pptx"


class Pictures:
    """Use it as a context; its process starts with the first file that has pictures to be made."""

    def __init__(self, limits: Limits, reading: Reading) -> None:
        self._wanted = reading.pictures
        self._sandbox = Sandbox(limits, reading, _RENDERER)
        self._office = Office.installed(limits)
        self._without_office = 0  # decks
        self._failed: list[Rejection] = []

    def __enter__(self) -> Pictures:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._sandbox.__exit__(kind, error, trace)

    def keep(self, content: SourceContent, file: FoundFile, writing: Writing) -> None:
        """Keep the pictures of a document that was just put, unless it has them; a file without any is read all the
        same."""
        for document_id in (item.document.document_id for item in content.documents if not item.key):
            if not self._wanted:
                writing.put_pictures(document_id, (), RENDERING)
            elif not writing.pictured(document_id, RENDERING):
                writing.put_pictures(document_id, self._of(file), RENDERING)

    def remarks(self) -> Iterator[Rejection]:
        """Which files have no pictures that could have some, and why."""
        yield from self._failed
        if self._without_office:
            told = f"is not installed ({PROGRAM}), so that slides of PPTX files have no pictures"
            yield Rejection("LibreOffice", f"{told}: {self._without_office} of these files.")

    def _of(self, file: FoundFile) -> tuple[Picture, ...]:
        try:
            return self._made(file.path)
        except ReaderError as error:
            self._failed.append(Rejection(file.shown, f"has no pictures, as it {error.reason}"))
            return ()

    def _made(self, path: Path) -> tuple[Picture, ...]:
        kind = path.suffix.lower()
        if kind == _PDF:
            return self._rendered(path)
        if kind != _DECK:
            return ()
        if self._office is None:
            self._without_office += 1
            return ()
        with TemporaryDirectory(prefix="euclusters-", ignore_cleanup_errors=True) as folder:
            return self._rendered(self._office.export(path, Path(folder)))

    def _rendered(self, path: Path) -> tuple[Picture, ...]:
        return cast(tuple[Picture, ...], cast(Any, self._sandbox.read(path)))

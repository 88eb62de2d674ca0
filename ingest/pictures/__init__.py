"""How slides and pages look: pictures made at ingest, in a process of their own, for the source viewer."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any, cast

from ingest.errors import ReaderError
from ingest.options import Reading
from ingest.sandbox import Sandbox
from ingest.sandboxing.limits import Limits
from vectorstore.draft import SourceContent
from vectorstore.records import Picture
from vectorstore.writing import Writing

RENDERING = "1"  # raise it when the pictures of the same file change
_RENDERER = "ingest.pictures.rendering:render"
_PDF = ".pdf"


class Pictures:
    """Use it as a context; its process starts with the first file that has pictures to be made."""

    def __init__(self, limits: Limits, reading: Reading) -> None:
        self._wanted = reading.pictures
        self._sandbox = Sandbox(limits, reading, _RENDERER)

    def __enter__(self) -> Pictures:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._sandbox.__exit__(kind, error, trace)

    def keep(self, content: SourceContent, path: Path, writing: Writing) -> None:
        """Keep the pictures of a document that was just put, unless it has them; a file without any is read all the
        same."""
        for document_id in (item.document.document_id for item in content.documents if not item.key):
            if not self._wanted:
                writing.put_pictures(document_id, (), RENDERING)
            elif not writing.pictured(document_id, RENDERING):
                writing.put_pictures(document_id, self._of(path), RENDERING)

    def _of(self, path: Path) -> tuple[Picture, ...]:
        if path.suffix.lower() != _PDF:
            return ()
        try:
            return cast(tuple[Picture, ...], cast(Any, self._sandbox.read(path)))
        except ReaderError:
            return ()

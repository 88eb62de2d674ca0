"""The store in the hands of its one writer: collect changes, then publish them as a new generation, or nothing."""

from __future__ import annotations

from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from vectorstore import building, catalogue
from vectorstore.building import Progress, silent
from vectorstore.catalogue import Catalogue, SourceLink, SourceState
from vectorstore.draft import CatalogueDraft, MergeCalls, SourceContent
from vectorstore.embedders import Embedder
from vectorstore.folders import Folders
from vectorstore.manifest import Manifest


class Writing:
    """Changes on top of a base generation, or of nothing; made by ``Store.writing``."""

    def __init__(self, folders: Folders, base: Manifest | None, embedder: Embedder, now: datetime) -> None:
        self._folders = folders
        self._base = base
        self._embedder = embedder
        self._now = now
        self._draft: CatalogueDraft | None = None

    @property
    def changed(self) -> bool:
        """Has anything been put or removed?"""
        return self._draft is not None

    def sources(self) -> dict[str, SourceState]:
        """The files that the base was read from, by absolute path."""
        with suppress(_NoBase), closing(self._opened_base()) as base:
            return base.sources()
        return {}

    def links(self) -> tuple[SourceLink, ...]:
        """Which documents of the base came from which file."""
        with suppress(_NoBase), closing(self._opened_base()) as base:
            return base.source_links()
        return ()

"""The store in the hands of its one writer: collect changes, then publish them as a new generation, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import datetime
from functools import cached_property
from pathlib import Path

from vectorstore import catalogue
from vectorstore.catalogue import Catalogue, Rejected, SourceLink, SourceState, text_digest
from vectorstore.drafts import building
from vectorstore.drafts.ahead import Ahead
from vectorstore.drafts.building import Progress, silent
from vectorstore.drafts.draft import CatalogueDraft, MergeCalls, SourceContent
from vectorstore.drafts.journal import JournalledEmbedder
from vectorstore.drafts.versions import Version, versions
from vectorstore.embedders import Embedder
from vectorstore.errors import StoreCorrupt
from vectorstore.folders import Folders
from vectorstore.manifest import FORMAT_VERSION, Manifest
from vectorstore.records import Document, Picture


class Writing:
    """Changes on top of a base generation, or of nothing; made by ``Store.writing``."""

    def __init__(self, folders: Folders, base: Manifest | None, embedder: Embedder, now: datetime) -> None:
        self._folders = folders
        self._base = base
        self._embedder = JournalledEmbedder(embedder, folders.journal)
        self._now = now
        self._draft: CatalogueDraft | None = None

    @property
    def embedder(self) -> Embedder:
        return self._embedder

    @property
    def now(self) -> datetime:
        """When the writing began; the new generation is of this instant."""
        return self._now

    @property
    def outdated(self) -> bool:
        """Was the base indexed by an earlier version? Publishing brings it up to date."""
        return self._base is not None and self._base.format_version < FORMAT_VERSION

    def sources(self) -> dict[str, SourceState]:
        """The files that the base was read from, by absolute path."""
        if self._base is None:
            return {}
        with closing(self._open(self._base)) as base:
            return base.sources()

    def links(self) -> tuple[SourceLink, ...]:
        """Which documents of the base came from which file."""
        if self._base is None:
            return ()
        with closing(self._open(self._base)) as base:
            return base.source_links()

    def versions(self, links: Iterable[SourceLink]) -> dict[str, Version]:
        """What the documents of one file are in the base, by the keys of its records."""
        return versions(self._base_catalogue, links) if self._base else {}

    def rejections(self) -> tuple[Rejected, ...]:
        """The files that could not be read when the base was built."""
        if self._base is None:
            return ()
        with closing(self._open(self._base)) as base:
            return base.rejections()

    def document(self, document_id: str) -> Document | None:
        """A document of the base."""
        if self._base is None:
            return None
        with closing(self._open(self._base)) as base:
            return base.document(document_id)

    def prepare(self) -> None:
        """Load in the background what the first file will need; returns at once."""
        _ = self._ahead

    def put(self, content: SourceContent) -> None:
        """Replace all that was read from a file."""
        draft = self._drafted()
        draft.put(content)
        texts = [passage.embedding_text for item in content.documents for passage in item.passages]
        self._ahead.want(draft.unseen({text_digest(text): text for text in texts}, self._embedder.digest))

    def pictured(self, document_id: str, rendering: str) -> bool:
        """Were the pictures of a document, which was put, made by this version of the rendering?"""
        return self._drafted().pictures.made_by(rendering, document_id)

    def put_pictures(self, document_id: str, found: Sequence[Picture], rendering: str) -> None:
        """Replace the pictures of a document that was put; none takes them away."""
        self._drafted().pictures.put(document_id, found, rendering)

    def reject(self, rejected: Rejected) -> None:
        """Remember that a file could not be read, and why; forgotten with ``put`` and ``remove``."""
        self._drafted().reject(rejected)

    def readmit(self, source: str) -> None:
        """Forget that a file could not be read."""
        self._drafted().readmit(source)

    def remove(self, source: str) -> None:
        """Forget a file."""
        self._drafted().remove(source)

    def forget(self, document_id: str) -> tuple[SourceLink, ...]:
        """Forget one document, whichever files hold it; gives those files and the records in them."""
        return self._drafted().forget_document(document_id)

    def publish(self, merge: MergeCalls, progress: Progress = silent, *, erase_others: bool = False) -> Manifest:
        """Embed, index, verify and switch; raises VerificationFailed, and until the switch nothing has changed.

        Every other generation is then deleted with ``erase_others``, else all but the previous one.
        """
        draft = self._drafted()
        draft.settle(merge)
        self._take_pictures_over(draft)
        building.embed(draft, self._embedder, progress, self._ahead)
        draft.finish(self._embedder.digest)
        building.index(self._folders.building, self._embedder, progress)
        return self._switch(progress, erase_others)

    def close(self) -> None:
        """Let go of a draft that was not published; the next writer removes it."""
        if "_ahead" in self.__dict__:
            self._ahead.close()
        if "_base_catalogue" in self.__dict__:
            self._base_catalogue.close()
        if self._draft is not None:
            self._draft.close()

    @cached_property
    def _base_catalogue(self) -> Catalogue:
        assert self._base is not None
        return self._open(self._base)

    @cached_property
    def _ahead(self) -> Ahead:
        return Ahead(self._embedder)

    def _switch(self, progress: Progress, erase_others: bool) -> Manifest:
        parent = self._base.generation_id if self._base else None
        content = catalogue.text_digest(f"{parent}{self._now.isoformat()}")
        generation_id = self._folders.next_id(content)
        manifest = building.seal(self._folders.building, generation_id, parent, self._embedder, self._now)
        progress("switch", 0, 1)
        previous = self._folders.publish(generation_id)
        self._embedder.forget()
        progress("switch", 1, 1)
        if erase_others:
            self._folders.erase_all_but(generation_id)
        else:
            self._folders.prune({generation_id, *filter(None, [previous])})
        return manifest

    def _take_pictures_over(self, draft: CatalogueDraft) -> None:
        parent = self._folders.generation(self._base.generation_id if self._base else "")
        try:
            draft.pictures.take_over(parent)
        except FileNotFoundError as error:
            raise StoreCorrupt(parent.name, f"the picture {Path(error.filename).name} is missing") from error

    def _drafted(self) -> CatalogueDraft:
        if self._draft is None:
            self._folders.building.mkdir(parents=True)
            parent = self._folders.generation(self._base.generation_id) / catalogue.FILE if self._base else None
            self._draft = CatalogueDraft(self._folders.building / catalogue.FILE, parent)
        return self._draft

    def _open(self, base: Manifest) -> Catalogue:
        return Catalogue(self._folders.generation(base.generation_id) / catalogue.FILE)

"""A folder of generations: open, write, list, verify, roll back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import OperationalError

from vectorstore.backups.backing_up import back_up
from vectorstore.backups.restoring import unpack
from vectorstore.catalogue import SourceLink
from vectorstore.drafts.building import Progress, settle, silent
from vectorstore.drafts.draft import MergeCalls
from vectorstore.drafts.writing import Writing
from vectorstore.embedders import Embedder
from vectorstore.errors import NoSuchDocument, NoSuchGeneration, StoreUnwritable, VerificationFailed, WrongEmbedder
from vectorstore.folders import Folders
from vectorstore.generation import Generation
from vectorstore.locks import writing_lock
from vectorstore.manifest import Manifest, read_manifest
from vectorstore.records import Audience
from vectorstore.rerankers import Reranker
from vectorstore.verification import VerificationReport


@dataclass(frozen=True, slots=True)
class Purged:
    """A document that was erased, the files and records it was read from, and the generation without it."""

    title: str
    links: tuple[SourceLink, ...]
    generation_id: str


class Store:
    """One store on disk; opening it reads nothing."""

    def __init__(
        self, root: Path, embedder: Embedder, clock: Callable[[], datetime], reranker: Reranker | None = None
    ) -> None:
        self._folders = Folders(root)
        self._embedder = embedder
        self._reranker = reranker
        self._clock = clock

    @property
    def pointer(self) -> Path:
        """The file that names the current generation; it is replaced, never written to."""
        return self._folders.pointer

    def current_id(self) -> str | None:
        return self._folders.current_id()

    def generations(self) -> tuple[Manifest, ...]:
        """The manifests of all generations, oldest first."""
        return tuple(read_manifest(self._folders.generation(i)) for i in self._folders.ids())

    def open(self, generation_id: str | None = None, audience: Audience = "staff") -> Generation:
        """A generation, the current one when none is named, as an audience may see it.

        Raises StoreEmpty, NoSuchGeneration, WrongEmbedder, StoreTooNew, StoreTooOld, StoreCorrupt.
        """
        return Generation(self._folders.find(generation_id), self._embedder, audience, self._reranker)

    def verify(self, generation_id: str | None = None) -> VerificationReport:
        """Check every file, passage and vector of a generation."""
        with closing(self.open(generation_id)) as generation:
            return generation.verify()

    def rollback(self, generation_id: str | None = None) -> str:
        """Make an earlier generation current, the one before when none is named; gives the new current id."""
        with writing_lock(self._folders.root):
            target = generation_id or self._previous()
            with closing(self.open(target)):
                self._folders.switch(target)
            return target

    def purge(self, document_id: str, merge: MergeCalls, progress: Progress = silent) -> Purged:
        """Erase a document: build the index without it, then delete every generation that held it.

        A process that still reads an old generation leaves it with its next question. Raises NoSuchDocument.
        """
        with self.writing() as writing:
            document = writing.document(document_id)
            if document is None:
                raise NoSuchDocument(self._folders.root, document_id)
            links = writing.forget(document_id)
            manifest = writing.publish(merge, progress, erase_others=True)
        return Purged(document.title, links, manifest.generation_id)

    def backup(self, file: Path) -> Manifest:
        """The current generation in one archive; raises StoreEmpty, StoreCorrupt, StoreUnwritable."""
        with closing(self.open()) as generation:  # open, it cannot be deleted meanwhile
            return back_up(self._folders.find(generation.id), file)

    def restore(self, file: Path) -> Manifest:
        """A backup as a new generation, which becomes the current one once all of it is verified.

        Raises BackupRefused, StoreTooNew, WrongEmbedder, VerificationFailed; the index is then as it was.
        """
        with writing_lock(self._folders.root):
            self._folders.sweep()
            unpack(file, self._folders.building)
            manifest = self._restored()
            settle(self._folders.building, manifest)
            previous = self._folders.publish(manifest.generation_id)
            self._folders.prune({manifest.generation_id, *filter(None, [previous])})
            return manifest

    def _restored(self) -> Manifest:
        """The manifest of what was unpacked, under an id that follows those in this store."""
        with closing(Generation(self._folders.building, self._embedder)) as unpacked:
            found = unpacked.verify()
            if not found.ok:
                raise VerificationFailed(unpacked.id, found.problems)
            id_ = self._folders.next_id(unpacked.id.split("-")[-1])
            return replace(unpacked.manifest, generation_id=id_, parent=self._folders.current_id())

    @contextmanager
    def writing(self, *, replace: bool = False) -> Iterator[Writing]:
        """Hold the store for writing on top of the current generation, or of nothing with ``replace``.

        Raises StoreLocked at once when another process writes.
        """
        with writing_lock(self._folders.root):
            self._folders.sweep()
            writing = Writing(self._folders, None if replace else self._base(), self._embedder, self._clock())
            try:
                yield writing
            except (OSError, OperationalError) as error:
                raise StoreUnwritable(self._folders.root, _told(error)) from error
            finally:
                writing.close()

    def _base(self) -> Manifest | None:
        current = self._folders.current_id()
        if current is None:
            return None
        manifest = read_manifest(self._folders.find(None))
        if manifest.embedder_digest != self._embedder.digest:
            raise WrongEmbedder(current, manifest.embedder, self._embedder.name)
        return manifest

    def _previous(self) -> str:
        ids, current = self._folders.ids(), self._folders.current_id()
        earlier = [i for i in ids if current is not None and i < current]
        if not earlier:
            raise NoSuchGeneration(f"The store {self._folders.root} holds no generation before the current one.")
        return earlier[-1]


def _told(error: OSError | OperationalError) -> str:
    return str(error.orig) if isinstance(error, OperationalError) else error.strerror or str(error)

"""The index made to mirror files: only what changed is read, only new texts are embedded, one report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.assembling import READING, assemble, digest_of
from ingest.discovering import Discovery, FoundFile, discover
from ingest.errors import NothingUsable, ReaderError
from vectorstore.building import Progress, silent
from vectorstore.catalogue import SourceLink, SourceState
from vectorstore.draft import MergedCalls, SourceContent
from vectorstore.records import Authority, Call, Document
from vectorstore.store import Store
from vectorstore.writing import Writing


@dataclass(frozen=True, slots=True)
class Rejection:
    """A file or path that was not taken, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class SyncReport:
    """Counts of documents; rejections are of files."""

    created: int
    updated: int
    deleted: int
    skipped: int
    rejected: tuple[Rejection, ...]

    def line(self) -> str:
        """The contract's last line."""
        return (
            f"created {self.created}, updated {self.updated}, deleted {self.deleted}, "
            f"skipped {self.skipped}, rejected {len(self.rejected)}"
        )


@dataclass
class _Changes:
    """What an ingest does to each source, collected before anything is published."""

    put: list[SourceContent] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)


def sync(paths: Sequence[Path], store: Store, *, replace: bool = False, progress: Progress = silent) -> SyncReport:
    """Mirror the paths; raises NothingUsable when no file of them could be taken, and every StoreError."""
    discovery = discover(paths)
    with store.writing(replace=replace) as writing:
        known, links = writing.sources(), writing.links()
        changes = _read(discovery, known, writing, progress)
        if not changes.put and not changes.kept:
            raise NothingUsable(_nothing(paths, changes.rejected))
        rejected_files = {str(Path(rejection.path).resolve()) for rejection in changes.rejected}
        present = {file.source for file in discovery.files}
        changes.removed = [s for s in known if discovery.covers(s) and s not in present and s not in rejected_files]
        if changes.put or changes.removed or replace:
            _publish(changes, writing, progress)
    return _report(changes, links)


def _read(discovery: Discovery, known: Mapping[str, SourceState], writing: Writing, progress: Progress) -> _Changes:
    changes = _Changes(rejected=[Rejection(path, "does not exist.") for path in discovery.missing])
    for done, file in enumerate(discovery.files):
        progress("read", done, len(discovery.files))
        _take(file, known.get(file.source), writing, changes)
    progress("read", len(discovery.files), len(discovery.files))
    return changes


def _take(file: FoundFile, state: SourceState | None, writing: Writing, changes: _Changes) -> None:
    """Skip an unchanged file, read a new or changed one, or note why it cannot be taken."""
    try:
        digest = digest_of(file.path)
        if state == SourceState(digest, READING):
            changes.kept.append(file.source)
            return
        embedder = writing.embedder
        changes.put.append(assemble(file.path, digest, embedder.count_tokens, embedder.max_tokens))
    except ReaderError as error:
        changes.rejected.append(Rejection(file.shown, error.reason))
    except OSError as error:
        changes.rejected.append(Rejection(file.shown, f"cannot be read: {error.strerror}."))


def _publish(changes: _Changes, writing: Writing, progress: Progress) -> None:
    for content in changes.put:
        writing.put(content)
    for source in changes.removed:
        writing.remove(source)
    writing.publish(merged, progress)


def merged(calls: Sequence[Call], documents: Sequence[Document]) -> MergedCalls:
    """The calls of all documents, each once, and the passages that speak of them."""
    whole = _by_audience(calls, documents)
    of_passage = {passage: call.call_id for call in whole for passage in _passages_of(call)}
    portal = {document.document_id for document in documents if document.authority is Authority.PORTAL}
    of_document = {e: call.call_id for call in whole for e in {call.document_id} & portal}
    return MergedCalls(whole, of_passage, of_document)


def _by_audience(calls: Sequence[Call], documents: Sequence[Document]) -> tuple[Call, ...]:
    """Merged apart: what staff alone may read adds nothing to a call that the public sees."""
    from ingest.calls import merge

    audience = {document.document_id: document.audience for document in documents}
    whole: dict[str, Call] = {}
    for group in ("public", "staff"):
        for call in merge([call for call in calls if audience[call.document_id] == group], documents):
            whole.setdefault(call.call_id, call)
    return tuple(whole.values())


def _passages_of(call: Call) -> Iterable[str]:
    return {call.passage_id, *(evidence.passage_id for evidence in call.evidence)}


def _report(changes: _Changes, links: Iterable[SourceLink]) -> SyncReport:
    """Documents by what became of them: a record of a known file and key with other content is an update."""
    before: dict[str, dict[str, str]] = {}
    for link in links:
        before.setdefault(link.source, {})[link.key] = link.document_id
    created = updated = deleted = skipped = 0
    for content in changes.put:
        old = before.get(content.source, {})
        new = {item.key: item.document.document_id for item in content.documents}
        created += len(new.keys() - old.keys())
        deleted += len(old.keys() - new.keys())
        updated += sum(1 for key in new.keys() & old.keys() if new[key] != old[key])
        skipped += sum(1 for key in new.keys() & old.keys() if new[key] == old[key])
    deleted += sum(len(before.get(source, {})) for source in changes.removed)
    skipped += sum(len(before.get(source, {})) for source in changes.kept)
    return SyncReport(created, updated, deleted, skipped, tuple(changes.rejected))


def _nothing(paths: Sequence[Path], rejected: Sequence[Rejection]) -> str:
    reasons = [f"{rejection.path} {rejection.reason}" for rejection in rejected]
    given = ", ".join(str(path) for path in paths)
    told = " ".join(reasons) or f"{given} holds no file."
    return f"Nothing usable was found, and the index is as it was: {told}"

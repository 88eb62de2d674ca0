"""The index made to mirror files: only what changed is read, only new texts are embedded, one report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.assembling import content_of, digest_of, version_of
from ingest.calls.gathering import merged
from ingest.discovering import Discovery, FoundFile, discover
from ingest.errors import NothingUsable, ReaderError
from ingest.options import READING, Reading
from ingest.pictures import Pictures
from ingest.reporting import Rejection, SyncReport, report
from ingest.sandbox import Documents, Sandbox
from ingest.sandboxing.limits import LIMITS, Limits
from ingest.sources import fingerprint
from vectorstore.building import Progress, silent
from vectorstore.catalogue import SourceLink, SourceState
from vectorstore.draft import SourceContent
from vectorstore.store import Store
from vectorstore.writing import Writing

__all__ = ["Rejection", "SyncReport", "merged", "sync"]


@dataclass
class _Changes:
    """What an ingest does to each source, collected before anything is published."""

    put: dict[str, tuple[SourceLink, ...]] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Fresh:
    """A new or changed file, the digest of its bytes, and the version of the reading."""

    file: FoundFile
    digest: str
    version: str


def sync(
    paths: Sequence[Path],
    store: Store,
    *,
    replace: bool = False,
    progress: Progress = silent,
    reading: Reading = READING,
    limits: Limits = LIMITS,
) -> SyncReport:
    """Mirror the paths; raises NothingUsable when no file of them could be taken, and every StoreError."""
    discovery = discover(paths)
    with (
        store.writing(replace=replace) as writing,
        Sandbox(limits, reading) as sandbox,
        Pictures(limits, reading) as pictures,
    ):
        known, links = writing.sources(), writing.links()
        changes = _Changes(rejected=[Rejection(path, "does not exist.") for path in discovery.missing])
        fresh = _fresh(discovery, known, version_of(reading), changes)
        _read(fresh, sandbox, pictures, writing, changes, progress)
        if not changes.put and not changes.kept:
            raise NothingUsable(_nothing(paths, changes.rejected))
        changes.removed = _gone(discovery, known, changes.rejected)
        for source in changes.removed:
            writing.remove(source)
        if changes.put or changes.removed or replace:
            writing.publish(merged, progress)
    return _report(changes, links)


def _fresh(discovery: Discovery, known: Mapping[str, SourceState], version: str, changes: _Changes) -> list[_Fresh]:
    """The files to be read; those that have not changed are noted as kept."""
    fresh = []
    for file in discovery.files:
        try:
            digest = digest_of(file.path)
        except OSError as error:
            changes.rejected.append(Rejection(file.shown, f"cannot be read: {error.strerror}."))
            continue
        described = version + fingerprint(file.path)
        if known.get(file.source) == SourceState(digest, described):
            changes.kept.append(file.source)
        else:
            fresh.append(_Fresh(file, digest, described))
    return fresh


def _read(
    fresh: Sequence[_Fresh],
    sandbox: Sandbox,
    pictures: Pictures,
    writing: Writing,
    changes: _Changes,
    progress: Progress,
) -> None:
    progress("read", 0, len(fresh))
    if fresh:
        writing.prepare()
    found = sandbox.read_all(item.file.path for item in fresh)
    for done, (item, documents) in enumerate(zip(fresh, found, strict=True), start=1):
        try:
            content = _content(item, documents, writing)
            _put(content, writing, changes)
            pictures.keep(content, item.file.path, writing)
        except ReaderError as error:
            changes.rejected.append(Rejection(item.file.shown, error.reason))
        progress("read", done, len(fresh))


def _content(item: _Fresh, documents: Documents | ReaderError, writing: Writing) -> SourceContent:
    if isinstance(documents, ReaderError):
        raise documents
    embedder = writing.embedder
    window = embedder.count_tokens, embedder.max_tokens
    return content_of(documents, item.file.path, item.digest, *window, item.version, writing.now.date())


def _put(content: SourceContent, writing: Writing, changes: _Changes) -> None:
    try:
        writing.put(content)
    except UnicodeEncodeError as error:
        raise ReaderError(Path(content.source).name, "holds characters that are no text (half of a pair).") from error
    changes.put[content.source] = tuple(
        SourceLink(content.source, item.key, item.document.document_id) for item in content.documents
    )


def _gone(discovery: Discovery, known: Mapping[str, SourceState], rejected: Sequence[Rejection]) -> list[str]:
    """Sources of the given paths that are there no more; a rejected file is, and keeps its previous version."""
    present = {file.source for file in discovery.files} | {str(Path(item.path).resolve()) for item in rejected}
    return [source for source in known if discovery.covers(source) and source not in present]


def _report(changes: _Changes, before: Sequence[SourceLink]) -> SyncReport:
    replaced = {*changes.put, *changes.removed}
    after = [link for link in before if link.source not in replaced]
    after += [link for links in changes.put.values() for link in links]
    return report(before, after, {*replaced, *changes.kept}, changes.rejected)


def _nothing(paths: Sequence[Path], rejected: Sequence[Rejection]) -> str:
    reasons = [f"{rejection.path} {rejection.reason}" for rejection in rejected]
    given = ", ".join(str(path) for path in paths)
    told = " ".join(reasons) or f"{given} holds no file."
    return f"Nothing usable was found, and the index is as it was: {told}"

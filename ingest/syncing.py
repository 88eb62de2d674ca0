"""The index made to mirror files: only what changed is read, only new texts are embedded, one report."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.adding import Adding
from ingest.assembling import content_of, digest_of, version_of
from ingest.calls.gathering import merged
from ingest.calls.history import continued
from ingest.discovering import Discovery, FoundFile, discover
from ingest.errors import NothingUsable, Overtaxed, ReaderError
from ingest.options import READING, Reading
from ingest.pictures import Pictures
from ingest.readers import is_supported, unsupported
from ingest.reporting import Rejection, SyncReport, report
from ingest.sandbox import Documents, Sandbox
from ingest.sandboxing.limits import LIMITS, Limits
from ingest.sources import fingerprint
from vectorstore.catalogue import Rejected, SourceLink, SourceState
from vectorstore.drafts.building import Progress, silent
from vectorstore.drafts.draft import SourceContent
from vectorstore.drafts.writing import Writing
from vectorstore.store import Store

__all__ = ["Rejection", "SyncReport", "merged", "sync"]


@dataclass
class _Changes:
    """What an ingest does to each source, collected before anything is published."""

    put: dict[str, tuple[SourceLink, ...]] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)
    refused: list[Rejected] = field(default_factory=list)
    remarks: list[Rejection] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Known:
    """The files that the base was read from, and the documents that came from each."""

    states: Mapping[str, SourceState]
    links: Mapping[str, Sequence[SourceLink]]


@dataclass(frozen=True, slots=True)
class _Fresh:
    """A new or changed file, the digest of its bytes, and the version of the reading."""

    file: FoundFile
    state: SourceState


def sync(
    paths: Sequence[Path],
    store: Store,
    *,
    replace: bool = False,
    progress: Progress = silent,
    reading: Reading = READING,
    limits: Limits = LIMITS,
    erase_others: bool = False,
    adding: Adding | None = None,
) -> SyncReport:
    """Mirror the paths; raises NothingUsable when no file of them could be taken, and every StoreError.

    With ``erase_others`` no earlier generation is kept, so what the files held before is gone from the store; with
    ``adding`` a language model is asked for fields of calls that no rule found.
    """
    discovery = discover(paths)
    with (
        store.writing(replace=replace) as writing,
        Sandbox(limits, reading) as sandbox,
        Pictures(limits, reading) as pictures,
    ):
        known, links = writing.sources(), writing.links()
        changes = _Changes(rejected=_unavailable(discovery))
        refused = {rejected.source: rejected for rejected in writing.rejections()}
        fresh = _fresh(discovery, known, refused, version_of(reading), changes)
        _read(fresh, _Known(known, _by_source(links)), sandbox, pictures, writing, changes, progress, adding)
        if not changes.put and not changes.kept:
            raise NothingUsable(_nothing(paths, changes.rejected))
        changes.removed = _gone(discovery, known, changes.rejected)
        for source in changes.removed:
            writing.remove(source)
        if changes.put or changes.removed or replace or writing.outdated:
            _remember(changes.refused, refused, discovery, writing)
            writing.publish(merged, progress, erase_others=erase_others)
    return _report(changes, links)


def _by_source(links: Iterable[SourceLink]) -> dict[str, list[SourceLink]]:
    found: dict[str, list[SourceLink]] = {}
    for link in links:
        found.setdefault(link.source, []).append(link)
    return found


def _unavailable(discovery: Discovery) -> list[Rejection]:
    missing = [Rejection(path, "does not exist.") for path in discovery.missing]
    return missing + [Rejection(str(e.filename), f"cannot be looked into: {e.strerror}.") for e in discovery.unreadable]


def _fresh(
    discovery: Discovery,
    known: Mapping[str, SourceState],
    refused: Mapping[str, Rejected],
    version: str,
    changes: _Changes,
) -> list[_Fresh]:
    """The files to be read; those that have not changed are noted as kept, or as rejected for the same reason."""
    fresh = []
    for file in discovery.files:
        try:
            state = _state(file, version)
        except ReaderError as error:
            changes.rejected.append(Rejection(error.file, error.reason))
            continue
        before = refused.get(file.source)
        if known.get(file.source) == state:
            changes.kept.append(file.source)
        elif before and before.state == state:
            changes.rejected.append(Rejection(file.shown, before.reason))
        else:
            fresh.append(_Fresh(file, state))
    return fresh


def _state(file: FoundFile, version: str) -> SourceState:
    """ReaderError where it cannot be told, or need not: what no reader knows may be a film of gigabytes."""
    try:
        file.source.encode()
        if not is_supported(file.path):
            raise unsupported(file.shown)
        return SourceState(digest_of(file.path), version + fingerprint(file.path))
    except UnicodeEncodeError:
        raise ReaderError(ascii(file.shown), "has a name that is no UTF-8; rename it.") from None
    except OSError as error:
        raise ReaderError(file.shown, f"cannot be read: {error.strerror}.") from error


def _read(
    fresh: Sequence[_Fresh],
    known: _Known,
    sandbox: Sandbox,
    pictures: Pictures,
    writing: Writing,
    changes: _Changes,
    progress: Progress,
    adding: Adding | None,
) -> None:
    progress("read", 0, len(fresh))
    if fresh:
        writing.prepare()
    found = sandbox.read_all(item.file.path for item in fresh)
    for done, (item, documents) in enumerate(zip(fresh, found, strict=True), start=1):
        try:
            content = _continued(_content(item, documents, writing), item, known, writing)
            content = adding.completed(content) if adding else content
            _put(content, writing, changes)
            pictures.keep(content, item.file, writing)
            changes.remarks += [Rejection(item.file.shown, said) for said in _remarks(documents)]
            changes.remarks += [Rejection(item.file.shown, said) for said in (adding.remarks() if adding else ())]
        except ReaderError as error:
            changes.rejected.append(Rejection(item.file.shown, error.reason))
            if not isinstance(error, Overtaxed):
                changes.refused.append(Rejected(item.file.source, item.state, error.reason))
        progress("read", done, len(fresh))
    changes.remarks += pictures.remarks()


def _content(item: _Fresh, documents: Documents | ReaderError, writing: Writing) -> SourceContent:
    if isinstance(documents, ReaderError):
        raise documents
    if _digest_now(item.file.path) != item.state.digest:
        raise Overtaxed(item.file.path.name, "changed while it was read; ingest it again.")
    embedder = writing.embedder
    window = embedder.count_tokens, embedder.max_tokens
    return content_of(documents, item.file.path, item.state.digest, *window, item.state.reading, writing.now.date())


def _continued(content: SourceContent, item: _Fresh, known: _Known, writing: Writing) -> SourceContent:
    """With the ids and the history of the calls that the file stated when it was last read.

    Where it is read otherwise now, what it says may seem to have changed and has not.
    """
    source = item.file.source
    if source not in known.states:
        return content
    before, state = writing.versions(known.links.get(source, ())), known.states[source]
    is_new = state.digest != item.state.digest and state.reading == item.state.reading
    changed_on = writing.now.date() if is_new else None
    documents = tuple(continued(each, before.get(each.key), changed_on) for each in content.documents)
    return dataclasses.replace(content, documents=documents)


def _digest_now(path: Path) -> str:
    try:
        return digest_of(path)
    except OSError as error:
        raise Overtaxed(path.name, f"cannot be read any more: {error.strerror}.") from error


def _remarks(documents: Documents | ReaderError) -> Iterator[str]:
    for document in () if isinstance(documents, ReaderError) else documents:
        yield from document.remarks


def _remember(
    refused: Sequence[Rejected], before: Mapping[str, Rejected], discovery: Discovery, writing: Writing
) -> None:
    """What could not be read now; what could not be read before and is gone is forgotten."""
    present = {file.source for file in discovery.files}
    for source in before:
        if discovery.covers(source) and source not in present:
            writing.readmit(source)
    for rejected in refused:
        writing.reject(rejected)


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
    counted = report(before, after, {*replaced, *changes.kept}, changes.rejected)
    return dataclasses.replace(counted, remarks=tuple(changes.remarks))


def _nothing(paths: Sequence[Path], rejected: Sequence[Rejection]) -> str:
    reasons = [f"{rejection.path} {rejection.reason}" for rejection in rejected]
    given = ", ".join(str(path) for path in paths)
    told = " ".join(reasons) or f"{given} holds no file."
    return f"Nothing usable was found, and the index is as it was: {told}"

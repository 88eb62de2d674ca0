"""A draft becomes a whole generation beside the others: embed, index, verify, seal."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vectorstore import catalogue, chroma, lexical
from vectorstore.catalogue import Catalogue
from vectorstore.chroma import BATCH, Batch, DenseIndex, Graph, graphs_for
from vectorstore.drafts.ahead import Ahead
from vectorstore.drafts.draft import CatalogueDraft
from vectorstore.embedders import Embedder
from vectorstore.errors import VerificationFailed
from vectorstore.hnsw_files import clear_unused
from vectorstore.lexical import Entry, LexicalIndex
from vectorstore.manifest import Manifest, file_digests, write_manifest
from vectorstore.verification import Contents, content_problems, picture_problems

MOST_APART = 0.01  # of all vectors may be looked at one by one: of a million, in a millisecond or two

Progress = Callable[[str, int, int], None]
"""Called with (phase, done, total), done from 0 to total; phases come in the order of PHASES."""

Done = Callable[[int, int], None]
PHASES = ("embed", "lexical", "dense", "verify", "switch")


def silent(phase: str, done: int, total: int) -> None:
    """The progress nobody watches."""


def embed(draft: CatalogueDraft, embedder: Embedder, progress: Progress, ahead: Ahead) -> None:
    """Store the vector of every text that has none: those begun ahead, then the rest, long texts first."""
    missing = draft.texts_without_vector(embedder.digest)
    total = len(missing)
    progress("embed", 0, total)
    ahead.want(missing)
    for vectors in ahead.collect():
        needed = {digest: vector for digest, vector in vectors.items() if missing.pop(digest, None) is not None}
        draft.add_vectors(list(needed), list(needed.values()), embedder.digest)
        progress("embed", total - len(missing), total)


def index(folder: Path, embedder: Embedder, progress: Progress) -> None:
    """Build Chroma and BM25 afresh from the finished catalogue in the folder, and verify all three.

    Raises VerificationFailed when anything is missing or differs.
    """
    with closing(Catalogue(folder / catalogue.FILE)) as stored:
        progress("lexical", 0, 1)
        languages = {document.document_id: document.language for document in stored.documents()}
        LexicalIndex.create(folder / lexical.FOLDER, _entries(stored, languages), set(languages.values()))
        progress("lexical", 1, 1)
        _index_vectors(folder, stored, embedder, progress)


def _index_vectors(folder: Path, stored: Catalogue, embedder: Embedder, progress: Progress) -> None:
    digests = sorted(set(stored.texts().values()))
    dense = folder / chroma.FOLDER
    progress("dense", 0, len(digests))
    for graph in graphs_for(len(digests)):  # a denser graph where too many vectors cannot be found in the first
        shutil.rmtree(dense, ignore_errors=True)
        batches = _batches(digests, stored, embedder, partial(progress, "dense"))
        DenseIndex.create(dense, len(digests), batches, graph)
        clear_unused(dense)
        doubtful = _widened(dense, graph, _batches(digests, stored, embedder))
        lost = _lost(dense, stored.vectors(doubtful, embedder.digest))
        if len(lost) <= MOST_APART * len(digests):
            break
    if lost:  # a graph of many thousands leads not to all of them, however dense it is
        DenseIndex.set_apart(dense, list(lost), np.stack(list(lost.values())))
    problems = _problems(folder, stored, embedder, progress, doubtful)
    if problems:
        raise VerificationFailed("being built", problems)


def _batches(
    digests: Sequence[str], stored: Catalogue, embedder: Embedder, progress: Done = lambda _done, _total: None
) -> Iterator[Batch]:
    """The texts that have a vector, some at a time: a million vectors need not be in memory at once."""
    for start in range(0, len(digests), BATCH):
        progress(start, len(digests))
        vectors = stored.vectors(digests[start : start + BATCH], embedder.digest)
        if vectors:
            yield list(vectors), np.stack(list(vectors.values()))
    progress(len(digests), len(digests))


def _widened(dense: Path, graph: Graph, batches: Iterable[Batch]) -> frozenset[str]:
    """Make the index search as it will from now on; gives what it did not find before, narrowly and so much faster."""
    with closing(DenseIndex(dense)) as narrow:
        lost = [each for ids, vectors in batches for each in narrow.unfound(dict(zip(ids, vectors, strict=True)))]
        narrow.widen(graph)
    return frozenset(lost)


def _lost(dense: Path, vectors: Mapping[str, NDArray[np.float32]]) -> dict[str, NDArray[np.float32]]:
    """Those of some vectors that a search as wide as any does not find either."""
    with closing(DenseIndex(dense)) as wide:
        return {digest: vectors[digest] for digest in wide.unfound(vectors)}


def _problems(
    folder: Path, stored: Catalogue, embedder: Embedder, progress: Progress, doubtful: frozenset[str]
) -> list[str]:
    words = LexicalIndex(folder / lexical.FOLDER)
    with closing(DenseIndex(folder / chroma.FOLDER)) as dense:
        contents = Contents(stored, dense, words, embedder.digest, embedder.dimension, doubtful)
        return picture_problems(folder, stored) + content_problems(contents, partial(progress, "verify"))


def _entries(stored: Catalogue, languages: Mapping[str, str]) -> Iterator[Entry]:
    digests = stored.texts()
    for passage in stored.all_passages():
        yield Entry(passage, digests[passage.passage_id], languages[passage.document_id])


def seal(folder: Path, generation_id: str, parent: str | None, embedder: Embedder, now: datetime) -> Manifest:
    """Say what the finished folder holds, and see everything safely on the disk."""
    with closing(Catalogue(folder / catalogue.FILE)) as stored:
        counts = stored.counts()
    manifest = Manifest(
        generation_id=generation_id,
        parent=parent,
        created_at=now,
        embedder=embedder.name,
        embedder_digest=embedder.digest,
        dimension=embedder.dimension,
        counts=counts,
        files=file_digests(folder),
    )
    settle(folder, manifest)
    return manifest


def settle(folder: Path, manifest: Manifest) -> None:
    """Write the manifest and see the whole folder safely on the disk."""
    write_manifest(folder, manifest)
    for path in (*folder.rglob("*"), folder):
        flush(path)


def flush(path: Path) -> None:
    """See a file or folder safely on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

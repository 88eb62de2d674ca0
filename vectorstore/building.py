"""A draft becomes a whole generation beside the others: embed, index, verify, seal."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path

import numpy as np

from vectorstore import catalogue, chroma, lexical
from vectorstore.ahead import Ahead
from vectorstore.catalogue import Catalogue
from vectorstore.chroma import GRAPHS, DenseIndex, Graph
from vectorstore.draft import CatalogueDraft
from vectorstore.embedders import Embedder
from vectorstore.errors import VerificationFailed
from vectorstore.hnsw_files import clear_unused
from vectorstore.lexical import LexicalIndex
from vectorstore.manifest import Manifest, file_digests, write_manifest
from vectorstore.records import Passage
from vectorstore.verification import Contents, content_problems, picture_problems

Progress = Callable[[str, int, int], None]
"""Called with (phase, done, total), done from 0 to total; phases come in the order of PHASES."""

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
        LexicalIndex.create(folder / lexical.FOLDER, _texts(stored))
        progress("lexical", 1, 1)
        _index_vectors(folder, stored, embedder, progress)


def _index_vectors(folder: Path, stored: Catalogue, embedder: Embedder, progress: Progress) -> None:
    problems: list[str] = []
    for graph in GRAPHS:  # a denser graph where vectors cannot be found in the first
        shutil.rmtree(folder / chroma.FOLDER, ignore_errors=True)
        _build_dense(folder / chroma.FOLDER, stored, embedder, graph, progress)
        problems = _problems(folder, stored, embedder, progress)
        if not problems:
            return
    raise VerificationFailed("being built", problems)


def _build_dense(folder: Path, stored: Catalogue, embedder: Embedder, graph: Graph, progress: Progress) -> None:
    vectors = stored.vectors(stored.texts().values(), embedder.digest)
    ids = sorted(vectors)
    rows = np.stack([vectors[i] for i in ids]) if ids else np.zeros((0, embedder.dimension), dtype=np.float32)
    progress("dense", 0, len(ids))
    DenseIndex.create(folder, ids, rows, graph)
    clear_unused(folder)
    progress("dense", len(ids), len(ids))


def _problems(folder: Path, stored: Catalogue, embedder: Embedder, progress: Progress) -> list[str]:
    words = LexicalIndex(folder / lexical.FOLDER)
    with closing(DenseIndex(folder / chroma.FOLDER)) as dense:
        contents = Contents(stored, dense, words, embedder.digest, embedder.dimension)
        return picture_problems(folder, stored) + content_problems(contents, partial(progress, "verify"))


def _texts(stored: Catalogue) -> Iterator[tuple[Passage, str]]:
    digests = stored.texts()
    return ((passage, digests[passage.passage_id]) for passage in stored.all_passages())


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

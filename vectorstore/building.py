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
from vectorstore.catalogue import Catalogue
from vectorstore.chroma import GRAPHS, DenseIndex, Graph
from vectorstore.draft import CatalogueDraft
from vectorstore.embedders import Embedder
from vectorstore.errors import VerificationFailed
from vectorstore.lexical import LexicalIndex
from vectorstore.manifest import Manifest, file_digests, write_manifest
from vectorstore.records import Passage
from vectorstore.verification import Contents, content_problems

Progress = Callable[[str, int, int], None]
"""Called with (phase, done, total), done from 0 to total; phases come in the order of PHASES."""

PHASES = ("embed", "lexical", "dense", "verify", "switch")
_AT_ONCE = 128  # texts embedded between two reports of progress


def silent(phase: str, done: int, total: int) -> None:
    """The progress nobody watches."""


def embed(draft: CatalogueDraft, embedder: Embedder, progress: Progress) -> None:
    """Store the vector of every text that has none; texts of like length together, since padding costs time."""
    missing = sorted(draft.texts_without_vector(embedder.digest).items(), key=lambda item: -len(item[1]))
    progress("embed", 0, len(missing))
    for start in range(0, len(missing), _AT_ONCE):
        part = missing[start : start + _AT_ONCE]
        vectors = embedder.encode([text for _, text in part])
        draft.add_vectors([digest for digest, _ in part], vectors, embedder.digest)
        progress("embed", start + len(part), len(missing))


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
    progress("dense", len(ids), len(ids))


def _problems(folder: Path, stored: Catalogue, embedder: Embedder, progress: Progress) -> list[str]:
    words = LexicalIndex(folder / lexical.FOLDER)
    with closing(DenseIndex(folder / chroma.FOLDER)) as dense:
        contents = Contents(stored, dense, words, embedder.digest, embedder.dimension)
        return content_problems(contents, partial(progress, "verify"))


def _texts(stored: Catalogue) -> Iterator[tuple[Passage, str]]:
    digests = stored.texts()
    return ((passage, digests[passage.passage_id]) for passage in stored.all_passages())


def seal(folder: Path, generation_id: str, parent: str | None, embedder: Embedder, now: datetime) -> Manifest:
    """Write the manifest and see everything safely on the disk."""
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
    write_manifest(folder, manifest)
    for path in (*folder.rglob("*"), folder):
        flush(path)
    return manifest


def flush(path: Path) -> None:
    """See a file or folder safely on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""Exhaustive checks of a generation: nothing is sampled, since samples did not show what went wrong before."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vectorstore import chroma, lexical, pictures
from vectorstore.catalogue import Catalogue, Counts
from vectorstore.chroma import DenseIndex
from vectorstore.lexical import LexicalIndex
from vectorstore.manifest import Manifest, file_digests
from vectorstore.records import Call, Passage

_SAME = 1e-5  # of one component of a unit vector
_UNIT = 1e-3  # of its length
_PAGE = 5000  # vectors in memory at once
Vectors = Mapping[str, NDArray[np.float32]]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class VerificationReport:
    """What was checked, and every problem found, as sentences without a full stop."""

    generation_id: str
    counts: Counts
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return not self.problems

    def line(self) -> str:
        counts = self.counts
        outcome = "ok" if self.ok else f"{len(self.problems)} problems"
        return (
            f"{self.generation_id}: {outcome}; documents {counts.documents}, passages {counts.passages}, "
            f"calls {counts.calls}"
        )


@dataclass(frozen=True, slots=True)
class Contents:
    """The three stores of one generation, opened."""

    catalogue: Catalogue
    dense: DenseIndex
    lexical: LexicalIndex
    embedder_digest: str
    dimension: int
    doubtful: frozenset[str] | None = None
    """The texts that must still be shown to find themselves; None: all."""


def file_problems(folder: Path, manifest: Manifest) -> list[str]:
    """Files that are not what the manifest says; to be asked before any of them is opened."""
    found = file_digests(folder)
    missing = [f"{name} is missing" for name in manifest.files if name not in found]
    changed = [f"{name} has changed" for name, digest in manifest.files.items() if found.get(name, digest) != digest]
    added = [f"{name} does not belong here" for name in found if name not in manifest.files]
    return missing + changed + added + _database_problems(folder / chroma.FOLDER / chroma.DATABASE)


def picture_problems(folder: Path, stored: Catalogue) -> list[str]:
    """Pictures that the catalogue names and the folder lacks, or the other way round."""
    return [
        f"picture {digest} is not in both {pictures.FOLDER} and the catalogue"
        for digest in sorted(stored.pictures() ^ pictures.held(folder))
    ]


def _database_problems(database: Path) -> list[str]:
    """Chroma's own SQLite file, which changes whenever it is opened and so has no digest."""
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
    except sqlite3.Error as error:
        return [f"{database.name} is damaged: {error}"]
    return [f"{database.name} is damaged: {problem}" for problem in found]


def content_problems(contents: Contents, progress: Progress = lambda _done, _total: None) -> list[str]:
    """Compare the three stores with one another, passage by passage and vector by vector."""
    steps = (_catalogue, _lexical, _dense, _calls)
    problems: list[str] = []
    for done, step in enumerate(steps):
        progress(done, len(steps))
        problems += step(contents)
    progress(len(steps), len(steps))
    return problems


def _catalogue(contents: Contents) -> Iterator[str]:
    yield from contents.catalogue.problems()


def _lexical(contents: Contents) -> Iterator[str]:
    expected, found = contents.catalogue.texts(), contents.lexical.stored()
    if len(contents.lexical) != len(expected):
        yield f"{lexical.FOLDER} holds {len(contents.lexical)} passages instead of {len(expected)}"
    for passage_id, digest in expected.items():
        if found.get(passage_id) != digest:
            yield f"passage {passage_id} is not in {lexical.FOLDER}, or with another text"


def _dense(contents: Contents) -> Iterator[str]:
    digests = sorted(set(contents.catalogue.texts().values()))
    if len(contents.dense) != len(digests):
        yield f"{chroma.FOLDER} holds {len(contents.dense)} texts instead of {len(digests)}"
    for start in range(0, len(digests), _PAGE):
        part = digests[start : start + _PAGE]
        vectors = contents.catalogue.vectors(part, contents.embedder_digest)
        yield from _vectors(part, vectors, contents.dense.stored(part), contents.dimension)
        yield from _searches(vectors, contents)


def _vectors(digests: Sequence[str], expected: Vectors, found: Vectors, dimension: int) -> Iterator[str]:
    for digest in digests:
        if digest not in expected:
            yield f"text {digest} has no vector in the catalogue"
        elif digest not in found:
            yield f"text {digest} is not in {chroma.FOLDER}"
    both = [digest for digest in digests if digest in expected and digest in found]
    if not _all_alike(both, expected, found, dimension):
        for digest in both:
            yield from _difference(digest, expected[digest], found[digest], dimension)


def _all_alike(digests: Sequence[str], expected: Vectors, found: Vectors, dimension: int) -> bool:
    """The same checks as ``_difference`` on many at once, which is much faster where nothing is wrong."""
    if any(expected[each].shape != (dimension,) or found[each].shape != (dimension,) for each in digests):
        return False
    ours, theirs = (np.array([held[each] for each in digests]).reshape(-1, dimension) for held in (expected, found))
    unit = np.abs(np.linalg.norm(ours, axis=1) - 1) <= _UNIT  # false where a component is no number
    return bool(unit.all() and np.allclose(ours, theirs, atol=_SAME))


def _difference(
    digest: str, expected: NDArray[np.float32], found: NDArray[np.float32], dimension: int
) -> Iterator[str]:
    if expected.shape != (dimension,) or found.shape != (dimension,):
        yield f"the vector of text {digest} does not have {dimension} dimensions"
    elif not np.isfinite(expected).all() or abs(float(np.linalg.norm(expected)) - 1) > _UNIT:
        yield f"the vector of text {digest} is not of unit length"
    elif not np.allclose(expected, found, atol=_SAME):
        yield f"{chroma.FOLDER} holds another vector for text {digest} than the catalogue"


def _searches(vectors: Vectors, contents: Contents) -> Iterator[str]:
    sought = {
        digest: vector
        for digest, vector in vectors.items()
        if vector.shape == (contents.dimension,) and (contents.doubtful is None or digest in contents.doubtful)
    }
    for digest in contents.dense.unfound(sought):
        yield f"the vector of text {digest} does not find itself in {chroma.FOLDER}"


def _calls(contents: Contents) -> Iterator[str]:
    for call in contents.catalogue.calls():
        ids = {call.passage_id, *(evidence.passage_id for evidence in call.evidence)}
        yield from _evidence(call, contents.catalogue.passages_by_id(ids))


def _evidence(call: Call, passages: dict[str, Passage]) -> Iterator[str]:
    if call.passage_id not in passages:
        yield f"call {call.call_id} is stated by passage {call.passage_id}, which does not exist"
    for evidence in call.evidence:
        passage = passages.get(evidence.passage_id)
        if passage is None or not 0 <= evidence.start < evidence.end <= len(passage.text):
            yield f"call {call.call_id} has evidence for {evidence.field} outside passage {evidence.passage_id}"
        elif evidence.heading and evidence.heading not in passage.headings:
            yield f"call {call.call_id} has evidence for {evidence.field} in no heading of {evidence.passage_id}"

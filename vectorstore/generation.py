"""One immutable version of the whole index, opened to be read."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.exc import DatabaseError

from vectorstore import catalogue, chroma, lexical, pictures
from vectorstore.catalogue import Catalogue
from vectorstore.chroma import DenseIndex
from vectorstore.embedders import Embedder
from vectorstore.errors import StoreCorrupt, StoreTooOld, WrongEmbedder
from vectorstore.hybrid import few_of_each, fuse
from vectorstore.lexical import LexicalIndex
from vectorstore.locks import UseLock
from vectorstore.manifest import FILE, FORMAT_VERSION, Manifest, read_manifest
from vectorstore.records import Audience, Hit
from vectorstore.rerankers import RERANKED, Reranker, reordered
from vectorstore.verification import Contents, VerificationReport, content_problems, file_problems, picture_problems

DEPTH = 100  # candidates from each side
_REMEMBERED = 1024  # vectors of questions, in memory alone


class Generation:
    """Safe for many threads; the dense and BM25 indexes open with the first search. Close it to release its files.

    Raises FileNotFoundError where there is no such folder, StoreCorrupt, StoreTooNew, StoreTooOld, WrongEmbedder.
    """

    def __init__(
        self, folder: Path, embedder: Embedder, audience: Audience = "staff", reranker: Reranker | None = None
    ) -> None:
        self.folder = folder
        self._embedder = embedder
        self._reranker = reranker
        self._opening = threading.RLock()
        self._opened_dense: DenseIndex | None = None
        self._opened_lexical: LexicalIndex | None = None
        self._use = UseLock(folder / FILE)
        self._vector = lru_cache(_REMEMBERED)(embedder.encode_question)
        with ExitStack() as undo:
            undo.callback(self._use.release)
            self.manifest: Manifest = read_manifest(folder)
            _check_format(self.manifest)
            _check_embedder(self.manifest, embedder)
            self.catalogue: Catalogue = _open_catalogue(folder, self.manifest, audience)
            undo.pop_all()

    @property
    def id(self) -> str:
        return self.manifest.generation_id

    def search(self, text: str, limit: int) -> list[Hit]:
        """The passages that fit a text best, by meaning and by words, misspelt ones put right; encodes it once."""
        spelt = self.spelt(text)
        return self.search_vector(spelt, self._vector(spelt), limit)

    def spelt(self, text: str, is_word: Callable[[str], bool] = lambda _: False) -> str:
        """The text with its misspelt words as the passages spell them.

        No word is changed that is one to the caller or to the embedder, whether or not a passage holds it.
        """
        return self._lexical.speller.correct(text, lambda word: self._is_word(word) or is_word(word))

    def knows(self, word: str) -> bool:
        """Is it no slip: a word that some passage holds, or one to the embedder?"""
        return self.document_frequency(word) > 0 or self._is_word(word)

    def beginning(self, letters: str) -> Sequence[tuple[str, int]]:
        """The words of the passages that begin with these letters, the most frequent first, with how many hold them."""
        return self._lexical.speller.vocabulary(letters)

    def search_vector(self, text: str, vector: NDArray[np.float32], limit: int) -> list[Hit]:
        """The same for a text that is already encoded (unit length)."""
        depth = max(limit, DEPTH)
        near = self._dense.search(vector, depth)
        words = self._lexical.search(text, depth)
        texts = self.catalogue.texts_found(near, words)
        cosines = near | self._cosines(vector, set(texts.values()) - near.keys())
        ranked = fuse({passage_id: cosines[digest] for passage_id, digest in texts.items()}, words)
        hits = few_of_each(ranked, lambda hit: texts[hit.passage_id])[:limit]
        return self._reranked(text, hits, self._reranker) if self._reranker else hits

    def _reranked(self, text: str, hits: list[Hit], reranker: Reranker) -> list[Hit]:
        first, rest = hits[:RERANKED], hits[RERANKED:]
        passages = self.catalogue.passages_by_id(hit.passage_id for hit in first)
        texts = [passages[hit.passage_id].embedding_text for hit in first]
        return [*reordered(first, reranker.scores(text, texts)), *rest]

    def _is_word(self, word: str) -> bool:
        """One piece to the embedder: a word that its makers met often."""
        return self._embedder.count_tokens(word) == 1

    def similarities(self, text: str, others: Sequence[str]) -> list[float]:
        """The cosine similarity of a text to each of some others; encodes them all, so keep them few and short."""
        vectors = self._embedder.encode([text, *others])
        return [float(vectors[0] @ other) for other in vectors[1:]]

    def picture(self, digest: str) -> bytes:
        """The bytes of a picture that the catalogue names; raises StoreCorrupt where its file is missing."""
        try:
            return pictures.read(self.folder, digest)
        except FileNotFoundError as error:
            raise StoreCorrupt(self.id, f"the picture {digest} is missing") from error

    def document_frequency(self, word: str) -> int:
        """How many passages hold a word, in any of its forms, in their text or headings."""
        return self._lexical.document_frequency(word)

    def verify(self) -> VerificationReport:
        """Check every file, passage and vector; takes seconds for 10,000 passages."""
        problems = file_problems(self.folder, self.manifest)
        if not problems:
            digest, dimension = self._embedder.digest, self.manifest.dimension
            problems += content_problems(Contents(self.catalogue, self._dense, self._lexical, digest, dimension))
            problems += picture_problems(self.folder, self.catalogue)
        return VerificationReport(self.id, self.manifest.counts, tuple(problems))

    def close(self) -> None:
        """Release every file; the generation must not be used any more."""
        with self._opening:
            if self._opened_dense is not None:
                self._opened_dense.close()
            self._opened_dense = self._opened_lexical = None
            self.catalogue.close()
            self._use.release()

    @property
    def _dense(self) -> DenseIndex:
        with self._opening:
            if self._opened_dense is None:
                self._opened_dense = DenseIndex(self.folder / chroma.FOLDER)
            return self._opened_dense

    @property
    def _lexical(self) -> LexicalIndex:
        with self._opening:
            if self._opened_lexical is None:
                self._opened_lexical = LexicalIndex(self.folder / lexical.FOLDER)
            return self._opened_lexical

    def _cosines(self, vector: NDArray[np.float32], digests: Iterable[str]) -> dict[str, float]:
        stored = self.catalogue.vectors(digests, self._embedder.digest)
        return {digest: float(vector @ other) for digest, other in stored.items()}


def _check_format(manifest: Manifest) -> None:
    if manifest.format_version < FORMAT_VERSION:
        raise StoreTooOld(manifest.generation_id, manifest.format_version, FORMAT_VERSION)


def _check_embedder(manifest: Manifest, embedder: Embedder) -> None:
    if manifest.embedder_digest != embedder.digest:
        made_with, given = manifest.embedder, embedder.name
        if made_with == given:  # the same name, other weights
            made_with, given = f"{made_with} ({manifest.embedder_digest})", f"{given} ({embedder.digest})"
        raise WrongEmbedder(manifest.generation_id, made_with, given)


def _open_catalogue(folder: Path, manifest: Manifest, audience: Audience) -> Catalogue:
    """The catalogue as this audience may see it, once it holds what the manifest says."""
    _checked_catalogue(folder, manifest).close()
    return Catalogue(folder / catalogue.FILE, audience)


def _checked_catalogue(folder: Path, manifest: Manifest) -> Catalogue:
    try:
        opened = Catalogue(folder / catalogue.FILE)
    except FileNotFoundError as error:
        raise StoreCorrupt(folder.name, error) from error
    try:
        found = opened.counts()
    except DatabaseError as error:
        opened.close()
        raise StoreCorrupt(folder.name, f"{catalogue.FILE} cannot be read ({error.orig})") from error
    if found != manifest.counts:
        opened.close()
        raise StoreCorrupt(folder.name, f"{catalogue.FILE} does not hold as many records as {FILE} says")
    return opened

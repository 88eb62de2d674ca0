"""Vectors computed while their files are still being read: reading leaves cores idle, and embedding takes longest."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from vectorstore import chroma
from vectorstore.embedders import Embedder

_AT_ONCE = 256
Vectors = dict[str, NDArray[np.float32]]


class Ahead:
    """Embeds in the background what it is given, each text once; for one thread."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="embedding")
        self._wanted: set[str] = set()
        self._begun: deque[Future[Vectors]] = deque()
        self._loading = ThreadPoolExecutor(1, thread_name_prefix="loading")
        self._loading.submit(chroma.load)
        self._pool.submit(embedder.encode, [])  # loads the weights

    def want(self, texts: Mapping[str, str]) -> None:
        """Begin with texts, by their digests; returns at once."""
        fresh = [digest for digest in texts if digest not in self._wanted]
        self._wanted.update(fresh)
        fresh.sort(key=lambda digest: -len(texts[digest]))  # both cores then end at about the same time
        for start in range(0, len(fresh), _AT_ONCE):
            part = {digest: texts[digest] for digest in fresh[start : start + _AT_ONCE]}
            self._begun.append(self._pool.submit(self._encode, part))

    def collect(self) -> Iterator[Vectors]:
        """All vectors by text digest, some at a time as they are done; raises what the embedder raised."""
        while self._begun:  # each is let go once it is stored
            yield self._begun.popleft().result()

    def close(self) -> None:
        """Leave undone what has not begun."""
        for pool in (self._pool, self._loading):
            pool.shutdown(wait=True, cancel_futures=True)

    def _encode(self, texts: dict[str, str]) -> Vectors:
        return dict(zip(texts, self._embedder.encode(list(texts.values())), strict=True))

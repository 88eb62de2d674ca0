"""What each stage of an ingest costs, by format: reading, cutting (with the calls found), and embedding."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from ingest.assembling import content_of
from ingest.discovering import discover
from ingest.errors import ReaderError
from ingest.readers import read
from vectorstore.embedders import Embedder

_T = TypeVar("_T")
_MOST = 300  # passages of one format that are embedded


@dataclass(frozen=True, slots=True)
class Stage:
    """Seconds of processor time for all files of a format; ``embedded`` of its passages took ``embedding_s``."""

    suffix: str
    files: int
    passages: int
    reading_s: float
    cutting_s: float
    embedded: int
    embedding_s: float

    def line(self) -> str:
        """Passages a second of each stage, and how many times as fast as embedding the first two are together."""
        before = self.passages / max(1e-9, self.reading_s + self.cutting_s)
        encoded = self.embedded / max(1e-9, self.embedding_s)
        rates = (self.passages / max(1e-9, spent) for spent in (self.reading_s, self.cutting_s))
        told = ", ".join(f"{name} {rate:,.0f}/s" for name, rate in zip(("reading", "cutting"), rates, strict=True))
        return (
            f"{self.suffix}: {self.files} files, {self.passages} passages: {told}, embedding {encoded:,.0f}/s; "
            f"reading and cutting {before / max(1e-9, encoded):.0f} times as fast as embedding"
        )


def stages(corpus: Path, embedder: Embedder) -> Iterator[Stage]:
    """One for each format in a folder; files that cannot be read are passed over."""
    embedder.encode(["warm"])
    by_suffix: dict[str, list[Path]] = {}
    for file in discover([corpus]).files:
        by_suffix.setdefault(file.path.suffix.lower(), []).append(file.path)
    for suffix, paths in sorted(by_suffix.items()):
        stage = _measured(suffix, paths, embedder)
        if stage.passages:
            yield stage


def _measured(suffix: str, paths: Sequence[Path], embedder: Embedder) -> Stage:
    cut = partial(content_of, digest="", count_tokens=embedder.count_tokens, max_tokens=embedder.max_tokens)
    with suppress(ReaderError):
        cut(read(paths[0]), paths[0])  # what loads once in a process is no part of the rate
    texts: list[str] = []
    reading = cutting = 0.0
    for path in paths:
        try:
            documents, spent = _timed(partial(read, path))
        except ReaderError:
            continue
        content, after = _timed(partial(cut, documents, path))
        reading, cutting = reading + spent, cutting + after
        texts += [passage.embedding_text for item in content.documents for passage in item.passages]
    part = texts[:_MOST]
    _, embedding = _timed(partial(embedder.encode, part))
    return Stage(suffix, len(paths), len(texts), reading, cutting, len(part), embedding)


def _timed(work: Callable[[], _T]) -> tuple[_T, float]:
    begun = time.process_time()
    return work(), time.process_time() - begun

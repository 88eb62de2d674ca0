"""What each stage of an ingest costs, by format: reading, chunking, finding calls, and embedding."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from ingest.assembling import document_of
from ingest.calls import extract
from ingest.chunking import chunk
from ingest.discovering import discover
from ingest.errors import ReaderError
from ingest.options import Reading
from ingest.readers import read
from ingest.structure import ReadDocument
from vectorstore.embedders import Embedder
from vectorstore.records import Document, Passage

_T = TypeVar("_T")
_MOST = 300  # passages of one format that are embedded


_SPENT = ("reading_s", "chunking_s", "calls_s")
_WITHOUT_PICTURES = Reading(ocr=False)  # recognising a picture takes seconds and belongs to no rate of texts


@dataclass(frozen=True, slots=True)
class Stage:
    """Seconds of processor time for all files of a format; ``embedded`` of its passages took ``embedding_s``."""

    suffix: str
    files: int
    passages: int
    reading_s: float
    chunking_s: float
    calls_s: float
    embedded: int
    embedding_s: float

    @property
    def times_as_fast(self) -> float:
        """As embedding are reading and chunking together."""
        before = max(1e-9, self.reading_s + self.chunking_s) / self.passages
        return self.embedding_s / self.embedded / before

    def line(self) -> str:
        """Passages a second of each stage, and how many times as fast as embedding the first two are together."""
        spent = {"reading": self.reading_s, "chunking": self.chunking_s, "finding calls": self.calls_s}
        told = ", ".join(f"{name} {self.passages / max(1e-9, each):,.0f}/s" for name, each in spent.items())
        return (
            f"{self.suffix}: {self.files} files, {self.passages} passages: {told}, "
            f"embedding {self.embedded / max(1e-9, self.embedding_s):,.0f}/s; "
            f"reading and chunking {self.times_as_fast:.1f} times as fast as embedding"
        )


def stages(corpus: Path, embedder: Embedder) -> Iterator[Stage]:
    """One for each format in a folder, then one for all together; files that cannot be read are passed over."""
    embedder.encode(["warm"])
    by_suffix: dict[str, list[Path]] = {}
    for file in discover([corpus]).files:
        by_suffix.setdefault(file.path.suffix.lower(), []).append(file.path)
    measured = [_measured(suffix, paths, embedder) for suffix, paths in sorted(by_suffix.items())]
    told = [stage for stage in measured if stage.passages]
    yield from told
    if told:
        yield _together(told)


def _together(told: Sequence[Stage]) -> Stage:
    """All formats as one; a passage of a frequent format counts as often as it stands there."""
    sums = {name: sum(getattr(stage, name) for stage in told) for name in ("files", "passages", *_SPENT)}
    embedding = sum(stage.embedding_s / stage.embedded * stage.passages for stage in told)
    return Stage("all", **sums, embedded=sums["passages"], embedding_s=embedding)


def _measured(suffix: str, paths: Sequence[Path], embedder: Embedder) -> Stage:
    _all_calls(_all_cut(_all_read(paths)[:1], embedder))  # what loads once in a process is no part of the rate
    found, reading = _timed(partial(_all_read, paths))
    cut, chunking = _timed(partial(_all_cut, found, embedder))
    _, calls = _timed(partial(_all_calls, cut))
    texts = [passage.embedding_text for _, _, passages in cut for passage in passages]
    part = texts[:: len(texts) // _MOST + 1]
    _, embedding = _timed(partial(embedder.encode, part))
    return Stage(suffix, len(paths), len(texts), reading, chunking, calls, len(part), embedding)


_Cut = tuple[Document, ReadDocument, tuple[Passage, ...]]


def _all_read(paths: Sequence[Path]) -> list[tuple[Path, ReadDocument]]:
    found = []
    for path in paths:
        try:
            found += [(path, document) for document in read(path, _WITHOUT_PICTURES)]
        except ReaderError:
            continue
    return found


def _all_cut(found: Sequence[tuple[Path, ReadDocument]], embedder: Embedder) -> list[_Cut]:
    cut = []
    for path, read_document in found:
        document = document_of(read_document, path, "")
        _, passages = chunk(read_document, document.document_id, embedder.count_tokens, embedder.max_tokens)
        cut.append((document, read_document, passages))
    return cut


def _all_calls(cut: Sequence[_Cut]) -> None:
    for document, read_document, passages in cut:
        extract(document, read_document, passages)


def _timed(work: Callable[[], _T]) -> tuple[_T, float]:
    begun = time.process_time()
    return work(), time.process_time() - begun

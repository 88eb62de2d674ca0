"""Many passages from few: sentences of real passages recombined, so that vocabulary and lengths stay natural."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vectorstore.drafts.draft import DocumentContent, SourceContent
    from vectorstore.embedders import Embedder
    from vectorstore.records import Passage

__all__ = ["real_contents", "recombined"]

PER_DOCUMENT = 100
_SENTENCE = re.compile(r"(?<=[.!?;:])\s+|\n+")


def real_contents(corpus: Path, embedder: Embedder) -> list[SourceContent]:
    """The corpus as an ingest would store it, without the files that are rejected."""
    from ingest.assembling import content_of, digest_of
    from ingest.discovering import discover
    from ingest.errors import ReaderError
    from ingest.readers import read

    count, most = embedder.count_tokens, embedder.max_tokens
    contents = []
    for file in discover([corpus]).files:
        with suppress(ReaderError):
            contents.append(content_of(read(file.path), file.path, digest_of(file.path), count, most))
    return contents


def recombined(passages: Sequence[Passage], wanted: int, seed: int = 1) -> Iterator[SourceContent]:
    """Sources of one document each, ``wanted`` passages together; each has a real one's headings and length."""
    from vectorstore.drafts.draft import SourceContent

    chance = random.Random(seed)
    sentences = [part for passage in passages for part in _SENTENCE.split(passage.text) if part.strip()]
    for number, start in enumerate(range(0, wanted, PER_DOCUMENT)):
        content = _document(number, min(PER_DOCUMENT, wanted - start), passages, sentences, chance)
        yield SourceContent(f"/recombined/{number}", str(number), "1", (content,))


def _document(
    number: int, size: int, passages: Sequence[Passage], sentences: Sequence[str], chance: random.Random
) -> DocumentContent:
    from vectorstore.drafts.draft import DocumentContent
    from vectorstore.records import Document, Locator, Passage, Section

    name = "g" + hashlib.sha256(str(number).encode()).hexdigest()[:16]
    document = Document(name, f"Recombined {number}", f"{number}.txt", "text/plain", "en", name)
    place = Locator("section", "1")
    section = Section(f"{name}-s0", name, 0, place, ())
    made = tuple(
        Passage(f"{name}-p{at}", name, section.section_id, at, place, like.heading_path, _text(like, sentences, chance))
        for at, like in enumerate(chance.choices(passages, k=size))
    )
    return DocumentContent("", document, (section,), made)


def _text(like: Passage, sentences: Sequence[str], chance: random.Random) -> str:
    parts: list[str] = []
    length = 0
    while length < len(like.text):
        parts.append(chance.choice(sentences))
        length += len(parts[-1]) + 1
    return " ".join(parts)

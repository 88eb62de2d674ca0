"""Markdown and plain text: one document, its sections by heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

from ingest.errors import ReaderError
from ingest.options import READING, Reading
from ingest.readers import chat
from ingest.readers.decoding import read_text
from ingest.readers.flat_text import parts
from ingest.readers.front_matter import FrontMatter, split
from ingest.readers.line_shapes import MONTH_WORD, is_day, is_fact
from ingest.readers.metadata import day_in_name, first_day, language_of
from ingest.readers.outline import Part, sections
from ingest.structure import ReadDocument
from vectorstore.records import Authority

_OPENING_LINES = 12
_LABELLED = re.compile(r"\w+: [^:]*,[^:]*[,(]")


def read(path: Path, reading: Reading = READING) -> tuple[ReadDocument, ...]:
    """One document, of a meeting's chat too; ReaderError where the file is empty or no text."""
    text = read_text(path)
    if chat.is_chat(text):
        return chat.documents(text, path, reading)
    front, body = split(text)
    found = parts(body)
    if not found:
        raise ReaderError(path.name, "holds no text.")
    title = front.title or title_of(found) or path.stem
    return (_document(path, front, body, title, found),)


def _document(path: Path, front: FrontMatter, body: str, title: str, found: Sequence[Part]) -> ReadDocument:
    language = front.language or language_of(body)
    return ReadDocument(
        title=title,
        sections=sections(found, title),
        media_type="text/markdown" if path.suffix.lower() in (".md", ".markdown") else "text/plain",
        language=language,
        published=front.published or day_in_name(path.name) or _opening_day(found, language),
        source_url=front.source_url,
        publisher=front.publisher,
        author=front.author,
        audience=front.audience,
        authority=front.authority or Authority.SLIDE,
        guessed=tuple(name for name in ("language", "authority") if not getattr(front, name)),
    )


def title_of(found: Sequence[Part]) -> str:
    """The first heading, or the line of the title slide that says most; a line that ends in a colon goes on."""
    first = found[0]
    if first.heading:
        return first.heading.text
    lines = [line for block in first.blocks[:8] for line in block.text.split("\n")]
    for line, after in pairwise(lines):
        if line.endswith(":") and len(line) + len(after) < 200 and not is_fact(line):
            return f"{line} {after}"
    worth = [line for line in lines if not is_fact(line) and not is_day(line)]
    worth = [line for line in worth if not _LABELLED.match(line)] or worth  # "Present: …" names no document
    titled = [line for line in worth if len(line) <= 160 and not line.endswith(".")] or [_first_words(w) for w in worth]
    return max(titled[:4], key=_told, default="")


def _told(line: str) -> int:
    """How many letters a line has beside those of days: "Riga, 21 May 2025, 13:00-16:30" says less than it is long."""
    return sum(map(str.isalpha, MONTH_WORD.sub("", line)))


def _first_words(text: str) -> str:
    sentence = re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]
    return sentence if len(sentence) <= 120 else sentence[:120].rsplit(" ", 1)[0] + " …"


def _opening_day(found: Sequence[Part], language: str) -> date | None:
    lines: list[str] = []
    for part in found[:3]:
        lines.extend([part.heading.text] if part.heading else [])
        lines.extend(line for block in part.blocks for line in block.text.split("\n"))
    return first_day(lines[:_OPENING_LINES], language)

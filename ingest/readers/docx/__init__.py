"""Word: sections by heading, with lists, tables, footnotes and links; tracked deletions and comments left out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ingest.errors import ReaderError
from ingest.readers import package
from ingest.readers.cards import without_cards
from ingest.readers.docx.body import Body
from ingest.readers.docx.styles import styles_of
from ingest.readers.docx.text import words_of
from ingest.readers.file_names import title_of
from ingest.readers.inline import clean
from ingest.readers.marked_outline import Mark, Node, sections
from ingest.readers.metadata import day_in_path, first_day, language_of
from ingest.structure import Block, ReadDocument

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_OPENING = 12  # headings and blocks among which a document says of what day it is
_NO_AUTHOR = frozenset({"", "python-docx", "apache poi"})


def read(path: Path) -> tuple[ReadDocument, ...]:
    """One document; ReaderError where the file is no DOCX, is protected, or holds no text."""
    from docx.exceptions import PythonDocxError
    from docx.opc.exceptions import OpcError

    package.check(path, "DOCX")
    try:
        return (_document(path),)
    except (OpcError, PythonDocxError, *package.BROKEN) as error:
        raise ReaderError(path.name, f"is a broken DOCX: {package.reason(error)}.") from error


def _document(path: Path) -> ReadDocument:
    from docx import Document

    word = Document(str(path))
    core = word.core_properties if package.says_of_itself(path) else None
    nodes = list(Body(styles_of(word), words_of(word)).nodes(word.element.body))
    title = _title(nodes, core, path)
    found = tuple(sections(without_cards(nodes), title))
    if not found:
        raise ReaderError(path.name, "holds no text.")
    language = language_of(" ".join(node.text for node in nodes[:60]))
    author = clean(core.author or "") if core else ""
    stated = day_in_path(path) or _opening_day(nodes, language)
    return ReadDocument(
        title=title,
        sections=found,
        media_type=_MEDIA_TYPE,
        language=language,
        published=stated or _saved_on(core),
        guessed=("language", "authority", *(() if stated else ("published",))),
        author=None if author.lower() in _NO_AUTHOR else author,
    )


def _title(nodes: Sequence[Node], core: Any, path: Path) -> str:
    """The heading it begins with, else the title among its properties, else its first heading, else its name."""
    first = next(iter(nodes), None)
    opening = first.text if isinstance(first, Mark) else ""
    stated = clean(core.title or "") if core else ""
    heading = next((node.text for node in nodes if isinstance(node, Mark)), "")
    return opening or (stated if stated.lower() != "word document" else "") or heading or title_of(path)


def _opening_day(nodes: Sequence[Node], language: str) -> date | None:
    return first_day((line for node in nodes[:_OPENING] for line in _lines(node)), language)


def _lines(node: Node) -> list[str]:
    return node.text.split("\n") if isinstance(node, Block) else [node.text]


def _saved_on(core: Any) -> date | None:
    moment: datetime | None = (core.modified or core.created) if core else None
    return moment.date() if moment and moment.year > 1990 else None

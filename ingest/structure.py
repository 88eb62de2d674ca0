"""What a reader returns: documents as sections of blocks, before they are cut into passages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from vectorstore.records import Audience, Authority, Locator

BlockKind = Literal["paragraph", "item", "row", "note"]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, list item, table row or speaker note, with markup removed and the words untouched.

    ``level`` is an item's nesting depth, 0 for the outermost; ``cells`` are a row's (label, value) pairs in order,
    and its ``text`` is then ``label: value`` lines joined by newlines.
    """

    text: str
    kind: BlockKind = "paragraph"
    level: int = 0
    cells: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReadSection:
    """A slide, page, heading's content or row, with the headings above it (outermost first)."""

    locator: Locator
    heading_path: tuple[str, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """One document out of a file; ``key`` tells the records of one file apart and is empty for the file itself.

    ``remarks`` say what was left out on purpose, each a clause that follows the file's name; ``guessed`` names the
    fields that the file does not state, so that a description beside it goes before them.
    """

    title: str
    sections: tuple[ReadSection, ...]
    media_type: str
    key: str = ""
    language: str = "en"
    published: date | None = None
    source_url: str | None = None
    publisher: str | None = None
    author: str | None = None
    audience: Audience = "public"
    authority: Authority = Authority.SLIDE
    remarks: tuple[str, ...] = ()
    guessed: tuple[str, ...] = ("language", "authority")

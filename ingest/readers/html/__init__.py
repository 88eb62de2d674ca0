"""HTML: the main text of a page, by heading, with its lists, tables and links; menus and footers left out."""

from __future__ import annotations

import codecs
import copy
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from ingest.errors import ReaderError
from ingest.readers.cards import without_cards
from ingest.readers.decoding import decode, read_bytes
from ingest.readers.file_names import title_of
from ingest.readers.html.body import nodes
from ingest.readers.html.main import marked, marked_main, open_boxes
from ingest.readers.html.page import Meta, base_of, meta_of, write_out_links
from ingest.readers.html.tables import write_out_spans
from ingest.readers.inline import clean
from ingest.readers.marked_outline import Mark, Node, sections
from ingest.readers.metadata import day_in_path, language_of
from ingest.structure import Block, ReadDocument
from vectorstore.records import Authority

_LARGEST = 20_000_000  # characters
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_LITTLE = 40  # characters of a main text that was plainly not found
_BREAK = re.compile(r"[\r\n]+")


def read(path: Path) -> tuple[ReadDocument, ...]:
    """One document; ReaderError where the file is empty, too large, or has no text of its own."""
    page = _parsed(_text(path), path)
    meta = meta_of(page)
    heading = _heading(page)
    open_boxes(page)
    write_out_links(page, base_of(page, meta.address))
    write_out_spans(page)
    found = list(_main(page))
    if not any(isinstance(node, Block) for node in found):
        raise ReaderError(path.name, "holds no text besides menus and the like.")
    return (_document(path, meta, heading or meta.title or _title_element(page), found),)


def _document(path: Path, meta: Meta, stated: str, found: Sequence[Node]) -> ReadDocument:
    title = stated or title_of(path)
    return ReadDocument(
        title=title,
        sections=tuple(sections(without_cards(found), title)),
        media_type="text/html",
        language=meta.language or language_of(" ".join(node.text for node in found[:60])),
        published=meta.published or day_in_path(path),
        source_url=meta.address,
        publisher=meta.publisher,
        author=meta.author,
        authority=Authority.PLATFORM,
        guessed=("authority",) if meta.language else ("language", "authority"),
    )


def _text(path: Path) -> str:
    data = read_bytes(path)
    declared = _CHARSET.search(data[:2048])
    if declared and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        with suppress(LookupError, UnicodeDecodeError, ValueError):
            return decode(data.decode(declared[1].decode("ascii")).encode("utf-8"), path.name)
    return decode(data, path.name)


def _parsed(text: str, path: Path) -> Any:
    """The tree of a page; libxml2 gives up below 256 levels and repairs everything else."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    if len(text) > _LARGEST:
        raise ReaderError(path.name, f"is longer than {_LARGEST // 1_000_000} million characters and is not read.")
    try:
        text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
        return document_fromstring(text, parser=HTMLParser(remove_comments=True, remove_pis=True, no_network=True))
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise ReaderError(path.name, "is no HTML page.") from error


def _heading(page: Any) -> str:
    """The one first-level heading of a page; several title its parts, not the page."""
    found = [" ".join(each.text_content().split()) for each in page.iter("h1")]
    titles = [clean(text) for text in found if text]
    return titles[0] if len(titles) == 1 and len(titles[0]) <= 300 else ""


def _title_element(page: Any) -> str:
    return clean(_BREAK.sub(" ", page.findtext(".//title") or ""))


def _main(page: Any) -> list[Node]:
    """The declared main text, else what trafilatura takes for it, else all but menus; the barest form at last."""
    for found in (_declared, _extracted, _body):
        read = found(copy.deepcopy(page))
        if sum(len(node.text) for node in read) >= _LITTLE:
            return read
    return _flat(page)


def _declared(page: Any) -> list[Node]:
    main = marked_main(page)
    return [] if main is None else list(nodes(main))


def _extracted(page: Any) -> list[Node]:
    """Trafilatura's choice; of short pages it makes a single paragraph, which is none."""
    import trafilatura

    extracted: Any = trafilatura.bare_extraction(
        page, include_comments=False, include_tables=True, include_formatting=True, favor_recall=True
    )
    return [] if extracted is None or extracted.body is None or len(extracted.body) < 2 else list(nodes(extracted.body))


def _body(page: Any) -> list[Node]:
    body = page.find("body")
    return [] if body is None else list(nodes(marked(body)))


def _flat(page: Any) -> list[Node]:
    from trafilatura import html2txt

    from ingest.readers.flat_text import parts

    flat: list[Node] = []
    for part in parts(html2txt(page, clean=True)):
        flat += [Mark(part.heading.text, part.heading.level or 6)] if part.heading else []
        flat += part.blocks
    return flat

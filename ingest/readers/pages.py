"""Pages of the platform, one a record: ``url``, ``text`` and perhaps ``title``."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from ingest.readers.flat_text import parts
from ingest.readers.metadata import first_day, language_of
from ingest.readers.outline import sections
from ingest.readers.page_titles import named_by_address
from ingest.readers.text import title_of
from ingest.structure import ReadDocument
from vectorstore.records import Authority

_OPENING_LINES = 4


def is_page(record: Mapping[str, Any]) -> bool:
    """A record with an address and a text of its own."""
    return all(isinstance(record.get(name), str) and record[name].strip() for name in ("url", "text"))


def documents(records: Sequence[Mapping[str, Any]]) -> tuple[ReadDocument, ...]:
    """A document for each page; the same page kept twice with the same text is one."""
    found = {_key(record): record for record in records}
    return tuple(_document(key, record) for key, record in found.items())


def _document(key: str, record: Mapping[str, Any]) -> ReadDocument:
    text = record["text"]
    found = parts(text)
    title = str(record.get("title") or named_by_address(record["url"], text) or title_of(found) or record["url"])
    address = record["url"]
    return ReadDocument(
        title=title,
        sections=sections(found, title),
        media_type="text/html",
        key=key,
        language=language_of(text),
        published=first_day(text.split("\n\n")[:_OPENING_LINES]),
        source_url=address if address.startswith(("http://", "https://")) else None,
        authority=Authority.PLATFORM,
    )


def _key(record: Mapping[str, Any]) -> str:
    return hashlib.sha256(f"{record['url']}\n{record['text']}".encode("utf-8", "surrogatepass")).hexdigest()[:12]

"""Which documents came from a file, by the sha256 of its bytes: how an unwanted source is found, and then purged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vectorstore.catalogue import Catalogue

__all__ = ["Held", "held"]


@dataclass(frozen=True, slots=True)
class Held:
    """A document and one of the files that it was read from."""

    document_id: str
    title: str
    source: str
    sha256: str


def held(catalogue: Catalogue, sha256: str = "") -> Iterator[Held]:
    """What the catalogue holds of the files whose sum begins so; of all files where none is given."""
    sums = {source: state.digest for source, state in catalogue.sources().items()}
    for link in catalogue.source_links():
        document = catalogue.document(link.document_id)
        if document and sums.get(link.source, "").startswith(sha256):
            yield Held(link.document_id, document.title, link.source, sums[link.source])

"""What an ingest did, counted by documents."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from vectorstore.catalogue import SourceLink


@dataclass(frozen=True, slots=True)
class Rejection:
    """A file or path, and why it, or something in it, was not taken."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class SyncReport:
    """Counts of documents; rejections are of files, and so are remarks: what was left out of a file that was read."""

    created: int
    updated: int
    deleted: int
    skipped: int
    rejected: tuple[Rejection, ...]
    remarks: tuple[Rejection, ...] = ()

    def line(self) -> str:
        """The contract's last line."""
        return (
            f"created {self.created}, updated {self.updated}, deleted {self.deleted}, "
            f"skipped {self.skipped}, rejected {len(self.rejected)}"
        )


_Places = Mapping[str, frozenset[tuple[str, str]]]


def report(
    before: Iterable[SourceLink], after: Iterable[SourceLink], scope: Collection[str], rejected: Iterable[Rejection]
) -> SyncReport:
    """What became of the documents of the sources in scope.

    Another document where one was (same file, same record) is an update, and so is the same document elsewhere: a
    file renamed, or a second file with its content.
    """
    old, new = _places(before), _places(after)
    here = {d for places in (old, new) for d, found in places.items() if any(source in scope for source, _ in found)}
    gone, come = here & (old.keys() - new.keys()), here & (new.keys() - old.keys())
    vacated, taken = {p for d in gone for p in old[d]}, {p for d in come for p in new[d]}
    replaced = {d for d in gone if old[d] & taken}
    replacing = {d for d in come if new[d] & vacated}
    stayed = here & old.keys() & new.keys()
    moved = {d for d in stayed if old[d] != new[d]}
    return SyncReport(
        created=len(come - replacing),
        updated=len(replacing) + len(moved),
        deleted=len(gone - replaced),
        skipped=len(stayed - moved),
        rejected=tuple(rejected),
    )


def _places(links: Iterable[SourceLink]) -> _Places:
    """Where each document was read from: sources, and the record in each."""
    found: dict[str, set[tuple[str, str]]] = {}
    for link in links:
        found.setdefault(link.document_id, set()).add((link.source, link.key))
    return {document_id: frozenset(places) for document_id, places in found.items()}

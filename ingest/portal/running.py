"""``ingest portal``: harvest, keep, and mirror what is kept into the index like any other file."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ingest.adding import Adding
from ingest.errors import NothingUsable
from ingest.options import READING, Reading
from ingest.portal.harvesting import harvest
from ingest.portal.keeping import key_of, merged, read_records, write_records
from ingest.portal.sources import PortalSource, Recording, Snapshot, replace_folder
from ingest.reporting import SyncReport
from ingest.syncing import sync
from vectorstore.catalogue import SourceLink
from vectorstore.drafts.building import Progress, silent
from vectorstore.locks import writing_lock
from vectorstore.store import Store


@dataclass(frozen=True, slots=True)
class PortalFolder:
    """What is kept of the portal beside the index: the records, and the last harvest's answers as they came."""

    root: Path

    @property
    def records(self) -> Path:
        return self.root / "records" / "topics.jsonl"

    @property
    def snapshot(self) -> Path:
        return self.root / "snapshot"

    @property
    def arriving(self) -> Path:
        return self.root / "snapshot.new"

    def held(self) -> AbstractContextManager[None]:
        """Held by the one who changes it, from the first question on; raises StoreLocked where somebody else does."""
        return writing_lock(self.root)

    def forget(self, links: Iterable[SourceLink]) -> bool:
        """Erase records that were read from here; says whether there were any. The snapshot goes as a whole.

        A text that many topics share is in all their records: with it, all of them go.
        """
        own = {link.key for link in links if Path(link.source) == self.records.resolve()}
        if not own:
            return False
        shutil.rmtree(self.snapshot, ignore_errors=True)
        shutil.rmtree(self.arriving, ignore_errors=True)
        known = read_records(self.records)
        shared = own - known.keys()
        write_records(self.records, [] if shared else [r for r in known.values() if key_of(r) not in own])
        return True


def ingest_portal(
    folder: PortalFolder,
    store: Store,
    day: date,
    *,
    live: PortalSource | None,
    programme: str | None = None,
    progress: Progress = silent,
    reading: Reading = READING,
    adding: Adding | None = None,
) -> SyncReport:
    """Bring the index up to what the portal says, or, without a live one, to what its snapshot said.

    Raises PortalUnavailable, NothingUsable and every StoreError; the index is then as it was.
    """
    with folder.held():
        return _ingested(folder, store, day, live, programme, progress, reading, adding)


def _ingested(
    folder: PortalFolder,
    store: Store,
    day: date,
    live: PortalSource | None,
    programme: str | None,
    progress: Progress,
    reading: Reading,
    adding: Adding | None,
) -> SyncReport:
    known = read_records(folder.records)
    shutil.rmtree(folder.arriving, ignore_errors=True)
    source = Recording(live, folder.arriving) if live else Snapshot(folder.snapshot)
    found = harvest(source, known, programme, progress, day)
    if not found.found and not known:
        raise NothingUsable("The portal lists no call that was asked for, and the index is as it was.")
    if live:
        replace_folder(folder.arriving, folder.snapshot)
    records = merged(known, found.found, day, gone=found.gone)
    write_records(folder.records, records.values())
    report = sync([folder.records], store, progress=progress, reading=reading, adding=adding)
    return replace(report, rejected=(*found.rejected, *report.rejected))

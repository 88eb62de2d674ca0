"""A backup brings back the same index, or is refused with one sentence and changes nothing."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from ingest.syncing import sync
from tests.fakes import NOON, FakeEmbedder
from vectorstore.errors import BackupRefused, StoreEmpty, StoreUnwritable, WrongEmbedder
from vectorstore.store import Store

Files = dict[str, bytes]


def open_store(root: Path, embedder: FakeEmbedder | None = None) -> Store:
    return Store(root, embedder or FakeEmbedder(), lambda: NOON)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("in")
    (folder / "a.md").write_text("# A\n\nClusters meet in Graz in June.\n")
    (folder / "b.md").write_text("# B\n\nClusters meet in Lyon in July.\n")
    return folder


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> Store:
    made = open_store(tmp_path_factory.mktemp("store"))
    sync([folder], made)
    return made


@pytest.fixture(scope="module")
def backup(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("backups") / "index.backup"
    store.backup(file)
    return file


@pytest.fixture
def target(tmp_path: Path) -> Store:
    """Another store, which holds one note of its own."""
    (tmp_path / "own.md").write_text("# Own\n\nA note of its own.\n")
    made = open_store(tmp_path / "target")
    sync([tmp_path / "own.md"], made)
    return made


def texts(store: Store) -> set[str]:
    with closing(store.open()) as generation:
        return {passage.text for passage in generation.catalogue.all_passages()}


def files_of(backup: Path) -> Files:
    with tarfile.open(backup, "r:gz") as tar:
        return {member.name: _content(tar, member) for member in tar.getmembers()}


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    opened = tar.extractfile(member)
    assert opened is not None
    return opened.read()


def archive(path: Path, files: Files) -> Path:
    with tarfile.open(path, "w:gz") as tar:
        for name, content in files.items():
            header = tarfile.TarInfo(name)
            header.size = len(content)
            tar.addfile(header, io.BytesIO(content))
    return path


def changed(files: Files, name: str, change: Callable[[bytes], bytes]) -> Files:
    return {**files, name: change(files[name])}


def relisted(files: Files, change: Callable[[dict[str, object]], None]) -> Files:
    listing = json.loads(files["backup.json"])
    change(listing)
    return {**files, "backup.json": json.dumps(listing).encode()}


def test_a_backup_restores_into_an_empty_store(store: Store, backup: Path, tmp_path: Path) -> None:
    other = open_store(tmp_path / "new")
    other.restore(backup)
    assert texts(other) == texts(store)
    assert other.verify().ok
    with closing(other.open()) as generation:
        assert generation.search("Graz", 1)[0].passage_id in {p.passage_id for p in generation.catalogue.all_passages()}


def test_restoring_is_a_new_generation_that_can_be_rolled_back(target: Store, backup: Path) -> None:
    before = target.current_id()
    restored = target.restore(backup)
    assert restored.generation_id == target.current_id() != before
    assert target.rollback() == before
    assert texts(target) == {"A note of its own."}


def test_an_ingest_after_a_restore_embeds_nothing_again(backup: Path, folder: Path, tmp_path: Path) -> None:
    embedder = FakeEmbedder()
    other = open_store(tmp_path / "new", embedder)
    other.restore(backup)
    embedder.encoded.clear()
    assert sync([folder], other).skipped == 2
    assert embedder.encoded == []


def test_backing_up_while_somebody_reads_gives_a_whole_archive(store: Store, tmp_path: Path) -> None:
    with closing(store.open()) as used:
        used.search("Graz", 1)
        store.backup(tmp_path / "b")
    other = open_store(tmp_path / "new")
    other.restore(tmp_path / "b")
    assert other.verify().ok


def test_an_earlier_backup_is_replaced_and_nothing_else_is_left(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "b"
    file.write_text("an earlier one")
    store.backup(file)
    assert next(iter(files_of(file))) == "backup.json"
    assert [path.name for path in tmp_path.iterdir()] == ["b"]


def test_an_empty_store_has_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(StoreEmpty):
        open_store(tmp_path / "new").backup(tmp_path / "b")
    assert not (tmp_path / "b").exists()


def test_a_backup_to_nowhere_is_told(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreUnwritable, match="No such file"):
        store.backup(tmp_path / "absent" / "b")


def test_another_embedder_is_refused(backup: Path, tmp_path: Path) -> None:
    other = open_store(tmp_path / "new", FakeEmbedder("other"))
    with pytest.raises(WrongEmbedder):
        other.restore(backup)
    assert other.current_id() is None


def _wrong(files: Files) -> dict[str, tuple[Files, str]]:
    """Archives that are no whole backup, and the words by which each is refused."""
    database, escape = "chroma/chroma.sqlite3", {"name": "../../escaped", "size": 1, "digest": "0"}
    reversed_order = {"backup.json": files["backup.json"], **dict(reversed(list(files.items())))}
    return {
        "newer": (relisted(files, lambda listing: listing.update(format_version=9)), "newer version"),
        "flipped": (changed(files, "catalogue.sqlite", lambda b: b[:99] + b"!" + b[100:]), "damaged"),
        "shorter": (changed(files, database, lambda b: b[:-1]), "not where it should be"),
        "without": ({k: v for k, v in files.items() if k != database}, "not where it should be"),
        "more": ({**files, "chroma/more": b"x"}, "more files than it lists"),
        "unsorted": (reversed_order, "not where it should be"),
        "escaping": (relisted(files, lambda listing: listing["members"].insert(0, escape)), "belongs to no index"),  # type: ignore[attr-defined]
        "unlisted": ({k: v for k, v in files.items() if k != "backup.json"}, "no backup"),
        "nonsense": ({**files, "backup.json": b"[" * 100_000}, "no readable list"),
        "odd": ({**files, "backup.json": b'{"format_version": 1, "members": [1]}'}, "no readable list"),
        "empty": ({}, "no backup"),
    }


def test_an_archive_that_is_no_whole_backup_is_refused_and_changes_nothing(
    target: Store, backup: Path, tmp_path: Path
) -> None:
    before = target.current_id()
    for name, (files, reason) in _wrong(files_of(backup)).items():
        with pytest.raises(BackupRefused, match=reason):
            target.restore(archive(tmp_path / name, files))
        assert target.current_id() == before, name
    assert not (tmp_path / "escaped").exists()
    assert texts(target) == {"A note of its own."}
    assert target.verify().ok


@pytest.mark.parametrize("kept", [0, 1, 40, 0.3, 0.9, 0.999])
def test_a_truncated_archive_is_refused(target: Store, backup: Path, tmp_path: Path, kept: float) -> None:
    content = backup.read_bytes()
    (tmp_path / "cut").write_bytes(content[: int(kept if kept >= 1 else kept * len(content))])
    with pytest.raises(BackupRefused, match="index is as it was"):
        target.restore(tmp_path / "cut")
    assert texts(target) == {"A note of its own."}


def test_a_link_in_an_archive_is_refused(target: Store, backup: Path, tmp_path: Path) -> None:
    files = files_of(backup)
    with tarfile.open(tmp_path / "link", "w:gz") as tar:
        listing = tarfile.TarInfo("backup.json")
        listing.size = len(files["backup.json"])
        tar.addfile(listing, io.BytesIO(files["backup.json"]))
        link = tarfile.TarInfo("manifest.json")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    with pytest.raises(BackupRefused, match="not where it should be"):
        target.restore(tmp_path / "link")


def test_no_file_is_no_backup(target: Store, tmp_path: Path) -> None:
    with pytest.raises(BackupRefused, match="no such file"):
        target.restore(tmp_path / "absent")

"""Pictures of pages: made once, kept with the generation, erased with their document."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from ingest.calls.gathering import merged
from ingest.options import Reading
from ingest.pictures.rendering import LONG_SIDE, render
from ingest.syncing import sync
from tests.fakes import NOON, FakeEmbedder
from tests.pdf_files import pdf
from vectorstore import pictures
from vectorstore.catalogue import StoredPicture
from vectorstore.store import Store

TALK = [
    [(300, 24, "Clusters meet in Graz")],
    [(300, 24, "They meet in Lyon too")],
    [(300, 24, "Clusters meet in Graz")],
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "talk.pdf").write_bytes(pdf(TALK, 960, 540))
    (tmp_path / "in" / "note.md").write_text("# Note\n\nA note without a picture.\n")
    return tmp_path / "in"


@pytest.fixture
def store(tmp_path: Path, folder: Path) -> Store:
    made = Store(tmp_path / "store", FakeEmbedder(), lambda: NOON)
    sync([folder], made)
    return made


def shown(store: Store) -> dict[str, StoredPicture | None]:
    """The picture of each passage's place."""
    with closing(store.open()) as generation:
        found = generation.catalogue
        return {p.text: found.picture(p.passage_id) for p in found.all_passages()}


def files(store: Store) -> list[Path]:
    return [path for path in store.pointer.parent.rglob("*") if path.parent.name == pictures.FOLDER]


def test_a_page_is_a_picture_of_bounded_size(folder: Path) -> None:
    first, second, _ = render(folder / "talk.pdf", Reading())
    assert (first.width, first.height) == (LONG_SIDE, 720)
    assert first.data[:3] == b"\xff\xd8\xff"
    assert first.data != second.data
    assert second.locator.value == "2"


def test_a_passage_has_the_picture_of_its_page_and_equal_pages_share_one_file(store: Store) -> None:
    found = shown(store)
    assert found["A note without a picture."] is None
    assert found["They meet in Lyon too"] is not None
    assert len(files(store)) == 2
    assert store.verify().ok


def test_a_change_elsewhere_makes_no_picture_again_and_takes_no_room(store: Store, folder: Path) -> None:
    before = {path.name: path.stat().st_ino for path in files(store)}
    (folder / "note.md").write_text("# Note\n\nAnother note.\n")
    sync([folder], store)
    assert len(files(store)) == 4  # of two generations
    assert {path.name: path.stat().st_ino for path in files(store)} == before


def test_a_renamed_file_keeps_its_pictures(store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "talk.pdf").rename(folder / "other.pdf")
    monkeypatch.setattr("ingest.pictures.Pictures._of", lambda *_: pytest.fail("a picture is made again"))
    sync([folder], store)
    assert shown(store)["They meet in Lyon too"] is not None


def test_pictures_are_erased_with_their_document_and_with_their_file(store: Store, folder: Path) -> None:
    shutil.copy(folder / "talk.pdf", folder / "copy.pdf")
    sync([folder], store)
    with closing(store.open()) as generation:
        (talk,) = (d for d in generation.catalogue.documents() if d.media_type == "application/pdf")
    store.purge(talk.document_id, merged)
    assert files(store) == []
    sync([folder], store)
    for name in ("talk.pdf", "copy.pdf"):
        (folder / name).unlink()
    sync([folder], store)
    current = store.current_id()
    assert [path for path in files(store) if current in path.parts] == []
    assert store.verify().ok


def test_without_the_setting_there_are_no_pictures(store: Store, folder: Path) -> None:
    sync([folder], store, reading=Reading(pictures=False))
    assert set(shown(store).values()) == {None}
    assert store.verify().ok


def test_a_picture_that_is_lost_or_altered_is_found_by_verifying(store: Store) -> None:
    files(store)[0].write_bytes(b"altered")
    files(store)[1].unlink()
    assert len(store.verify().problems) == 2


def test_a_backup_brings_the_pictures_back(store: Store, tmp_path: Path) -> None:
    store.backup(tmp_path / "index.backup")
    other = Store(tmp_path / "other", FakeEmbedder(), lambda: NOON)
    other.restore(tmp_path / "index.backup")
    assert shown(other) == shown(store)
    assert len(files(other)) == 2

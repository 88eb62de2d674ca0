"""The index mirrors the given paths."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from ingest.errors import NothingUsable
from ingest.syncing import SyncReport, sync
from tests.fakes import NOON, FakeEmbedder
from vectorstore.store import Store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for name in ("a", "b"):
        write(tmp_path / "in" / f"{name}.md", f"Note {name} on clusters.")
    return tmp_path / "in"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store", FakeEmbedder(), lambda: NOON)


def write(path: Path, text: str) -> None:
    path.write_text(f"# {path.stem}\n\n{text}\n", encoding="utf-8")


def line(report: SyncReport) -> tuple[int, int, int, int, int]:
    return report.created, report.updated, report.deleted, report.skipped, len(report.rejected)


def texts(store: Store) -> set[str]:
    with closing(store.open()) as generation:
        return {passage.text for passage in generation.catalogue.all_passages()}


def test_new_changed_gone_and_unchanged_files_are_told_apart(folder: Path, store: Store) -> None:
    assert line(sync([folder], store)) == (2, 0, 0, 0, 0)
    write(folder / "b.md", "Another text.")
    write(folder / "c.md", "A third note.")
    (folder / "a.md").unlink()
    assert line(sync([folder], store)) == (1, 1, 1, 0, 0)
    assert texts(store) == {"Another text.", "A third note."}


def test_a_second_ingest_changes_nothing_and_makes_no_generation(folder: Path, store: Store) -> None:
    sync([folder], store)
    before = store.current_id()
    assert line(sync([folder], store)) == (0, 0, 0, 2, 0)
    assert store.current_id() == before


def test_other_paths_stay_unless_everything_else_is_to_be_forgotten(folder: Path, store: Store, tmp_path: Path) -> None:
    sync([folder], store)
    write(tmp_path / "single.md", "A note of its own.")
    assert line(sync([tmp_path / "single.md"], store)) == (1, 0, 0, 0, 0)
    assert len(texts(store)) == 3
    sync([tmp_path / "single.md"], store, replace=True)
    assert texts(store) == {"A note of its own."}


def test_a_rejected_file_keeps_its_previous_version(folder: Path, store: Store) -> None:
    sync([folder], store)
    (folder / "b.md").write_bytes(b"")
    report = sync([folder], store)
    assert line(report) == (0, 0, 0, 1, 1)
    assert report.rejected[0].path.endswith("b.md")
    assert "Note b on clusters." in texts(store)


def test_a_path_that_does_not_exist_is_rejected_and_the_rest_is_done(folder: Path, store: Store) -> None:
    assert line(sync([folder, folder / "absent.md"], store)) == (2, 0, 0, 0, 1)


def test_an_emptied_folder_loses_nothing(folder: Path, store: Store) -> None:
    sync([folder], store)
    for path in folder.iterdir():
        path.unlink()
    with pytest.raises(NothingUsable, match="index is as it was"):
        sync([folder], store)
    assert len(texts(store)) == 2


def test_hidden_files_are_passed_over(folder: Path, store: Store) -> None:
    write(folder / ".draft.md", "Secret.")
    assert line(sync([folder], store)) == (2, 0, 0, 0, 0)

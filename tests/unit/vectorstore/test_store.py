"""The store: one writer, whole generations, nothing half."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from ingest.syncing import sync
from tests.fakes import NOON, FakeEmbedder
from vectorstore.errors import (
    NoSuchGeneration,
    StoreCorrupt,
    StoreEmpty,
    StoreLocked,
    StoreTooNew,
    StoreTooOld,
    WrongEmbedder,
)
from vectorstore.reader import Reader
from vectorstore.store import Store


def open_store(root: Path, embedder: FakeEmbedder | None = None) -> Store:
    return Store(root, embedder or FakeEmbedder(), lambda: NOON)


def note(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"# {name}\n\n{text}\n", encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    note(tmp_path / "in", "a.md", "Clusters meet in Graz in June.")
    return tmp_path / "in"


@pytest.fixture
def store(tmp_path: Path, folder: Path) -> Store:
    made = open_store(tmp_path / "store")
    sync([folder], made)
    return made


@pytest.fixture
def generation_folder(store: Store) -> Path:
    return store.pointer.parent / "generations" / str(store.current_id())


def test_an_empty_store_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreEmpty, match="euclusters ingest"):
        open_store(tmp_path / "new").open()


def test_every_passage_finds_itself_by_its_words_and_its_vector(store: Store) -> None:
    with closing(store.open()) as generation:
        for passage in generation.catalogue.all_passages():
            assert generation.search(passage.text, 1)[0].passage_id == passage.passage_id


def test_a_second_writer_is_refused_at_once(store: Store) -> None:
    with store.writing(), pytest.raises(StoreLocked, match="Another ingest"), store.writing():
        pytest.fail("two writers at a time")


def test_another_embedder_is_refused_for_reading_and_writing(store: Store, folder: Path) -> None:
    other = open_store(store.pointer.parent, FakeEmbedder("other"))
    with pytest.raises(WrongEmbedder, match="other"):
        other.open()
    with pytest.raises(WrongEmbedder):
        sync([folder], other)
    sync([folder], other, replace=True)
    with closing(other.open()) as generation:
        assert generation.manifest.embedder == "other"


def test_a_newer_format_is_refused(store: Store, generation_folder: Path) -> None:
    file = generation_folder / "manifest.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"format_version": 99}))
    with pytest.raises(StoreTooNew, match="99"):
        store.open()


def test_an_older_format_is_refused_until_the_next_ingest(store: Store, folder: Path, generation_folder: Path) -> None:
    file = generation_folder / "manifest.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"format_version": 1}))
    with pytest.raises(StoreTooOld, match="once more"):
        store.open()
    assert sync([folder], store).skipped == 1
    with closing(store.open()) as generation:
        assert generation.verify().ok


@pytest.mark.parametrize("name", ["catalogue.sqlite", "manifest.json"])
def test_a_file_that_is_gone_or_broken_is_told_as_damage(store: Store, generation_folder: Path, name: str) -> None:
    (generation_folder / name).write_bytes(b"nonsense")
    with pytest.raises(StoreCorrupt, match="damaged"):
        store.open()


def test_verification_names_a_changed_file(store: Store, generation_folder: Path) -> None:
    assert store.verify().ok
    changed = next(path for path in (generation_folder / "lexical").iterdir() if path.suffix == ".store")
    changed.write_bytes(changed.read_bytes() + b"x")
    assert [problem for problem in store.verify().problems if changed.name in problem]


def test_rolling_back_makes_the_generation_before_current(store: Store, folder: Path) -> None:
    first = store.current_id()
    note(folder, "b.md", "Clusters meet in Lyon in July.")
    sync([folder], store)
    assert store.current_id() != first
    assert store.rollback() == first == store.current_id()
    with pytest.raises(NoSuchGeneration):
        store.rollback()


def test_only_the_last_two_generations_are_kept(store: Store, folder: Path) -> None:
    for number in range(3):
        note(folder, f"more{number}.md", f"Note number {number} on clusters.")
        sync([folder], store)
    assert len(store.generations()) == 2


def test_a_reader_picks_up_the_new_generation_between_questions(store: Store, folder: Path) -> None:
    with closing(Reader(store)) as reader:
        with reader.reading() as old:
            note(folder, "b.md", "Clusters meet in Lyon in July.")
            sync([folder], store)
            with reader.reading() as new:
                assert new.id != old.id
            assert old.search("Graz", 1)  # still open for the question that began with it
        with reader.reading() as again:
            assert again.id == new.id


def test_a_reader_has_the_generation_read_ahead(
    store: Store, generation_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def advise(descriptor: int, *_: int) -> None:
        asked.append(str(Path(f"/proc/self/fd/{descriptor}").readlink().relative_to(generation_folder)))

    monkeypatch.setattr("os.posix_fadvise", advise)
    with closing(Reader(store)) as reader, reader.reading(), reader.reading():
        assert asked.count("catalogue.sqlite") == 1
        assert any(name.startswith("lexical/") for name in asked)
        assert any(name.endswith("data_level0.bin") for name in asked)
        assert "chroma/chroma.sqlite3" not in asked


def test_a_generation_in_use_is_not_deleted(store: Store, folder: Path) -> None:
    with closing(store.open()) as used:
        for number in range(3):
            note(folder, f"more{number}.md", f"Note number {number} on clusters.")
            sync([folder], store)
        assert used.search("Graz", 1)
        assert used.id in [manifest.generation_id for manifest in store.generations()]


def test_nothing_unchanged_is_embedded_again(tmp_path: Path, folder: Path) -> None:
    embedder = FakeEmbedder()
    store = open_store(tmp_path / "counted", embedder)
    sync([folder], store)
    first = len(embedder.encoded)
    note(folder, "b.md", "Clusters meet in Lyon in July.")
    sync([folder], store)
    assert len(embedder.encoded) == first + 1

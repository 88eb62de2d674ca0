"""What is purged is in no file of the store afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from ingest.calls.gathering import merged
from ingest.syncing import sync
from tests.fakes import NOON, FakeEmbedder
from vectorstore.errors import NoSuchDocument
from vectorstore.reader import Reader
from vectorstore.store import Store

SECRET = "Marzipanfabrik Wolkenstein sucht Partner in Graz"
OTHER = "Clusters meet in Lyon in July"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "secret.md").write_text(f"# Partner\n\n{SECRET}.\n")
    (folder / "copy.md").write_text(f"# Partner\n\n{SECRET}.\n")
    (folder / "other.md").write_text(f"# Meeting\n\n{OTHER}.\n")
    return folder


@pytest.fixture
def store(tmp_path: Path, folder: Path) -> Store:
    made = Store(tmp_path / "store", FakeEmbedder(), lambda: NOON)
    sync([folder], made)
    (folder / "third.md").write_text("# Third\n\nA third note.\n")
    sync([folder], made)
    return made


def document_of(store: Store, text: str) -> tuple[str, bytes]:
    """The id of the document that says this, and the vector of the passage as bytes."""
    with closing(store.open()) as generation:
        found = next(passage for passage in generation.catalogue.all_passages() if text in passage.text)
        vector = FakeEmbedder().encode([found.embedding_text])[0]
        return found.document_id, vector.astype("<f4").tobytes()


def files_with(root: Path, *needles: bytes) -> list[str]:
    return [path.name for path in _files(root) if any(needle in path.read_bytes() for needle in needles)]


def _files(root: Path) -> Iterator[Path]:
    return (path for path in root.rglob("*") if path.is_file())


def forms(text: str) -> tuple[bytes, ...]:
    return text.encode(), text.encode("utf-16-le"), text.split()[0].lower().encode(), text.split()[1].encode()


def test_text_and_vector_are_in_no_file_afterwards(store: Store) -> None:
    document_id, vector = document_of(store, SECRET)
    root = store.pointer.parent
    assert np.frombuffer(vector, "<f4").shape == (16,)
    assert len(files_with(root, *forms(SECRET), vector, document_id.encode())) > 2
    purged = store.purge(document_id, merged)
    assert files_with(root, *forms(SECRET), vector, document_id.encode()) == []
    assert [Path(link.source).name for link in purged.links] == ["copy.md", "secret.md"]


def test_the_rest_stays_and_is_whole(store: Store) -> None:
    store.purge(document_of(store, SECRET)[0], merged)
    assert store.verify().ok
    assert len(store.generations()) == 1
    with closing(store.open()) as generation:
        assert len(generation.catalogue.documents()) == 2
        assert generation.search(OTHER, 1)


def test_nothing_else_is_embedded_again(store: Store) -> None:
    embedder = FakeEmbedder()
    same = Store(store.pointer.parent, embedder, lambda: NOON)
    same.purge(document_of(store, SECRET)[0], merged)
    assert embedder.encoded == []


def test_a_file_that_is_still_there_is_read_again_by_the_next_ingest(store: Store, folder: Path) -> None:
    store.purge(document_of(store, SECRET)[0], merged)
    assert sync([folder], store).created == 1
    (folder / "secret.md").unlink()
    (folder / "copy.md").unlink()
    store.purge(document_of(store, SECRET)[0], merged)
    assert sync([folder], store).line() == "created 0, updated 0, deleted 0, skipped 2, rejected 0"


def test_an_unknown_document_is_told_and_nothing_changes(store: Store) -> None:
    before = store.current_id()
    with pytest.raises(NoSuchDocument, match="d-nonsense"):
        store.purge("d-nonsense", merged)
    assert store.current_id() == before
    assert len(store.generations()) == 2


def test_a_server_that_reads_meanwhile_goes_on_with_the_new_generation(store: Store) -> None:
    document_id, vector = document_of(store, SECRET)
    with closing(Reader(store)) as reader:
        with reader.reading() as old:
            assert old.search(SECRET, 1)
            store.purge(document_id, merged)
        with reader.reading() as new:
            assert new.id != old.id
            assert all(hit.passage_id.startswith("d") for hit in new.search(SECRET, 3))
    assert files_with(store.pointer.parent, SECRET.encode(), vector) == []


def test_the_last_document_can_be_purged(tmp_path: Path) -> None:
    (tmp_path / "only.md").write_text(f"# Only\n\n{SECRET}.\n")
    store = Store(tmp_path / "store", FakeEmbedder(), lambda: NOON)
    sync([tmp_path / "only.md"], store)
    store.purge(document_of(store, SECRET)[0], merged)
    assert files_with(store.pointer.parent, SECRET.encode()) == []
    assert store.verify().ok

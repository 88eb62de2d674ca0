"""The index mirrors the given paths."""

from __future__ import annotations

import errno
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pptx import Presentation

from ingest.assembling import digest_of
from ingest.errors import NothingUsable, Overtaxed
from ingest.options import Reading
from ingest.sandbox import Sandbox
from ingest.syncing import SyncReport, sync
from tests.fakes import NOON, FakeEmbedder
from tests.pdf_files import pdf
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
    path.write_text(f"# {path.stem}\n\n{text}\n", encoding="utf-8", errors="replace")


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


def test_what_no_reader_knows_is_named_without_being_read(
    folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "talk.mp4").write_bytes(b"a film")
    digests: list[str] = []
    monkeypatch.setattr("ingest.syncing.digest_of", lambda path: digests.append(path.name) or digest_of(path))
    for expected in ((2, 0, 0, 0, 1), (0, 0, 0, 2, 1)):
        report = sync([folder], store)
        assert line(report) == expected
        assert "of a type that is not read" in report.rejected[0].reason
    assert set(digests) == {"a.md", "b.md"}


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


def test_a_file_whose_name_is_no_utf8_is_rejected_and_the_rest_is_done(folder: Path, store: Store) -> None:
    write(folder / os.fsdecode(b"\xff.md"), "A note.")
    report = sync([folder], store)
    assert line(report) == (2, 0, 0, 0, 1)
    assert "no UTF-8" in report.rejected[0].reason
    report.rejected[0].path.encode()


def test_what_lies_in_a_folder_that_cannot_be_looked_into_is_kept(
    folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "shut").mkdir()
    write(folder / "shut" / "c.md", "A third note.")
    sync([folder], store)
    listed = os.scandir

    def refused(path: str) -> object:
        if str(path).endswith("shut"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", refused)
    (folder / "b.md").unlink()
    report = sync([folder], store)
    assert line(report) == (0, 0, 1, 1, 1)
    assert (report.rejected[0].path, report.rejected[0].reason) == (
        str(folder / "shut"),
        "cannot be looked into: Permission denied.",
    )
    assert texts(store) == {"Note a on clusters.", "A third note."}


def test_a_file_that_changes_while_it_is_read_is_rejected_and_read_by_the_next_ingest(
    folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Sandbox.read_all

    def rewritten(sandbox: Sandbox, paths: Iterator[Path]) -> Iterator[object]:
        write(folder / "b.md", "Another text.")
        return read(sandbox, paths)

    with monkeypatch.context() as patched:
        patched.setattr(Sandbox, "read_all", rewritten)
        report = sync([folder], store)
    assert [rejection.reason for rejection in report.rejected] == ["changed while it was read; ingest it again."]
    assert texts(store) == {"Note a on clusters."}
    assert line(sync([folder], store)) == (1, 0, 0, 1, 0)


def test_a_reason_that_quotes_half_a_character_stops_nothing_else(folder: Path, store: Store) -> None:
    (folder / "shelf").mkdir()
    write(folder / "shelf" / "c.md", "A third note.")
    (folder / "shelf" / "sources.yaml").write_text('"\\ud800*.md": {tytle: x}\n', encoding="utf-8")
    assert line(sync([folder], store)) == (2, 0, 0, 0, 1)
    assert line(sync([folder], store)) == (0, 0, 0, 2, 1)


def embedded(store: Store) -> list[str]:
    """What is embedded from now on."""
    embedder = store._embedder
    assert isinstance(embedder, FakeEmbedder)
    embedder.encoded.clear()
    return embedder.encoded


def file_names(store: Store) -> list[str]:
    with closing(store.open()) as generation:
        return sorted(document.file_name for document in generation.catalogue.documents())


def document_ids(store: Store) -> set[str]:
    with closing(store.open()) as generation:
        return {document.document_id for document in generation.catalogue.documents()}


def test_a_renamed_file_is_the_same_document_and_nothing_is_embedded(folder: Path, store: Store) -> None:
    sync([folder], store)
    before, encoded = document_ids(store), embedded(store)
    (folder / "b.md").rename(folder / "z.md")
    assert line(sync([folder], store)) == (0, 1, 0, 1, 0)
    assert document_ids(store) == before
    assert file_names(store) == ["a.md", "z.md"]
    assert encoded == []


def test_a_whole_folder_renamed_is_the_same_documents(folder: Path, store: Store) -> None:
    sync([folder], store)
    before, encoded = document_ids(store), embedded(store)
    (folder / "deep").mkdir()
    for name in ("a.md", "b.md"):
        (folder / name).rename(folder / "deep" / name)
    assert line(sync([folder], store)) == (0, 2, 0, 0, 0)
    assert document_ids(store) == before
    assert encoded == []


def test_the_same_content_twice_is_one_document_with_two_sources(folder: Path, store: Store) -> None:
    shutil.copy(folder / "b.md", folder / "c.md")
    assert line(sync([folder], store)) == (2, 0, 0, 0, 0)
    with closing(store.open()) as generation:
        links = generation.catalogue.source_links()
    assert len(links) == 3
    assert len({link.document_id for link in links}) == 2
    assert line(sync([folder], store)) == (0, 0, 0, 2, 0)


def test_a_document_goes_with_the_last_of_its_files(folder: Path, store: Store) -> None:
    shutil.copy(folder / "b.md", folder / "c.md")
    sync([folder], store)
    (folder / "b.md").unlink()
    assert line(sync([folder], store)) == (0, 1, 0, 1, 0)
    assert file_names(store) == ["a.md", "c.md"]
    (folder / "c.md").unlink()
    assert line(sync([folder], store)) == (0, 0, 1, 1, 0)


def test_a_copy_that_comes_later_changes_nothing_of_the_document(folder: Path, store: Store) -> None:
    sync([folder], store)
    for copy in ("0-first.md", "z-last.md"):
        shutil.copy(folder / "b.md", folder / copy)
        assert line(sync([folder], store)) == (0, 1, 0, 1, 0)
    assert len(texts(store)) == 2
    assert file_names(store) == ["0-first.md", "a.md"]


def test_a_copy_for_staff_is_a_document_of_its_own(folder: Path, store: Store) -> None:
    (folder / "c.md").write_text("---\naudience: staff\n---\n# C\n\nA note for staff.\n")
    sync([folder], store)
    with closing(store.open(audience="public")) as generation:
        assert len(generation.catalogue.documents()) == 2
    assert len(document_ids(store)) == 3


def test_files_are_read_again_when_they_are_to_be_read_otherwise(folder: Path, store: Store) -> None:
    sync([folder], store)
    before = store.current_id()
    assert line(sync([folder], store, reading=Reading(ocr=False))) == (0, 0, 0, 2, 0)
    read_anew = store.current_id()
    assert read_anew != before
    sync([folder], store, reading=Reading(ocr=False))
    assert store.current_id() == read_anew


def test_a_bomb_is_one_rejected_file(folder: Path, store: Store) -> None:
    with zipfile.ZipFile(folder / "large.pptx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ppt/media/zeros", bytes(300_000_000), compresslevel=1)
    report = sync([folder], store)
    assert line(report) == (2, 0, 0, 0, 1)
    assert "unpacks to 300 MB" in report.rejected[0].reason


def count_reading(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read from now on."""
    names: list[str] = []
    ask = Sandbox._ask

    def noted(self: Sandbox, path: Path) -> None:
        names.append(path.name)
        ask(self, path)

    monkeypatch.setattr(Sandbox, "_ask", noted)
    return names


def test_a_rejected_file_is_named_again_but_not_read_again_until_it_changes(
    folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "c.pdf").write_bytes(b"no PDF")
    first = sync([folder], store)
    names = count_reading(monkeypatch)
    assert sync([folder], store).rejected == first.rejected
    assert names == []
    (folder / "c.pdf").write_bytes(pdf([[(700, 12, "Clusters meet in Graz")]]))
    assert line(sync([folder], store)) == (1, 0, 0, 2, 0)
    assert set(names) == {"c.pdf"}  # for its text, and for its pictures


def test_a_rejected_file_that_is_gone_is_forgotten(folder: Path, store: Store) -> None:
    (folder / "c.pdf").write_bytes(b"no PDF")
    sync([folder], store)
    (folder / "c.pdf").unlink()
    write(folder / "b.md", "Another text.")
    sync([folder], store)
    with closing(store.open()) as generation:
        assert generation.catalogue.rejections() == ()


def test_a_file_that_took_too_long_is_tried_again(folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = Sandbox._answer
    overdue = Overtaxed("b.md", "takes longer than 60 s to read.")
    monkeypatch.setattr(Sandbox, "_answer", lambda box, path: (answer(box, path), overdue)[path.stem == "b"])
    assert line(sync([folder], store)) == (1, 0, 0, 0, 1)
    monkeypatch.setattr(Sandbox, "_answer", answer)
    assert line(sync([folder], store)) == (1, 0, 0, 1, 0)


def test_what_was_left_out_of_a_file_is_reported(folder: Path, store: Store) -> None:
    deck = Presentation()
    for text in ("Clusters meet in Graz", "Not for today"):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.placeholders[1].text_frame.text = text
    slide._element.set("show", "0")
    deck.save(str(folder / "talk.pptx"))
    (remark,) = sync([folder], store, reading=Reading(pictures=False)).remarks
    assert remark.path.endswith("talk.pptx")
    assert remark.reason == "hidden slides are left out: 2"
    assert not any("Not for today" in text for text in texts(store))

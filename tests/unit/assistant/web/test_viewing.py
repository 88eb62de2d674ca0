"""What the viewer shows around a passage, in a document too long to be read for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from assistant.web.viewing import View, view
from ingest.syncing import sync
from tests.fakes import NOON, FakeEmbedder
from vectorstore.catalogue import Catalogue
from vectorstore.records import Passage
from vectorstore.store import Store

ROWS = 300


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    folder = tmp_path_factory.mktemp("in")
    rows = "".join(f"Workshop {number},It is about theme {number}\n" for number in range(ROWS))
    (folder / "workshops.csv").write_text("Name,About\n" + rows)
    store = Store(tmp_path_factory.mktemp("store"), FakeEmbedder(), lambda: NOON)
    sync([folder], store)
    with closing(store.open()) as generation:
        yield generation.catalogue


def seen(catalogue: Catalogue, number: int, monkeypatch: pytest.MonkeyPatch) -> View:
    (document,) = catalogue.documents()
    passage = catalogue.passages(document.document_id)[number]
    monkeypatch.setattr(Catalogue, "passages", lambda *_: pytest.fail("the whole document is read"))
    return view(passage, document, catalogue, "", "")


@pytest.mark.parametrize(("number", "before", "after"), [(0, None, 1), (150, 149, 151), (ROWS - 1, ROWS - 2, None)])
def test_a_row_stands_between_its_neighbours(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, number: int, before: int | None, after: int | None
) -> None:
    shown = seen(catalogue, number, monkeypatch)
    assert (shown.leading, shown.trailing) == ((), ())
    assert (theme(shown.previous), theme(shown.passage), theme(shown.next)) == (before, number, after)


def theme(passage: Passage | None) -> int | None:
    return int(passage.text.rsplit("theme ", 1)[1]) if passage else None

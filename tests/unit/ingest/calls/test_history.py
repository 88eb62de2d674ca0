"""A new version of a file goes on where the last one ended: the same calls, and what they said before."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ingest.options import Reading
from ingest.syncing import sync
from tests.fakes import NOON, FakeEmbedder
from vectorstore.catalogue import FILE, Catalogue
from vectorstore.records import Call
from vectorstore.store import Store

ONE = "- AQUAVOUCH: vouchers for SMEs that save water; deadline {}\n\n"
OTHER = "- SaltLab: tests of materials for SMEs in salt works; deadline 1 March 2027\n\n"
EXTENDED = ("15 December 2026", "20 January 2027")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store", FakeEmbedder(), lambda: NOON)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "calls.md"


def read(file: Path, store: Store, *items: str, reading: Reading | None = None) -> dict[str, Call]:
    """The calls of the index by their deadlines, after the file has been read anew."""
    file.write_text("# Calls\n\n" + "".join(items), encoding="utf-8")
    sync([file], store, reading=reading or Reading())
    with closing(store.open()) as generation:
        return {str(call.deadlines[0].date): call for call in generation.catalogue.calls()}


def told(call: Call) -> list[tuple[str, str, str]]:
    return [(each.field, each.value, each.quote) for each in call.earlier]


def test_an_extension_over_the_new_year_keeps_the_id_and_tells_the_earlier_day(file: Path, store: Store) -> None:
    before = read(file, store, ONE.format(EXTENDED[0]), OTHER)["2026-12-15"]
    after = read(file, store, OTHER, ONE.format(EXTENDED[1]))
    assert after["2027-01-20"].call_id == before.call_id
    assert told(after["2027-01-20"]) == [("deadline", "2026-12-15", "15 December 2026")]
    assert (after["2027-01-20"].earlier[0].until, told(after["2027-03-01"])) == (NOON.date(), [])


def test_history_grows_with_each_version(file: Path, store: Store) -> None:
    for day in ("1 March 2027", "1 April 2027", "1 April 2027 at 12:00 CET", "1 April 2027 at 15:00 CET"):
        found = read(file, store, ONE.format(day))
    assert told(found["2027-04-01"]) == [
        ("deadline", "2027-03-01", "1 March 2027"),
        ("deadline_time", "2027-04-01T12:00", "12:00 CET"),
    ]


def test_the_round_of_the_next_year_continues_nothing(file: Path, store: Store) -> None:
    before = read(file, store, ONE.format("31 May 2026"))["2026-05-31"]
    after = read(file, store, ONE.format("31 May 2027"))["2027-05-31"]
    assert after.call_id != before.call_id
    assert told(after) == []


def test_another_reading_of_the_same_words_is_no_change(file: Path, store: Store) -> None:
    read(file, store, ONE.format(EXTENDED[0]))
    found = read(file, store, ONE.format(EXTENDED[1]), reading=Reading(ocr=False))["2027-01-20"]
    assert told(found) == []


def test_a_file_read_again_unchanged_keeps_ids_and_history(file: Path, store: Store) -> None:
    read(file, store, ONE.format(EXTENDED[0]))
    before = read(file, store, ONE.format(EXTENDED[1]))["2027-01-20"]
    again = read(file, store, ONE.format(EXTENDED[1]), reading=Reading(ocr=False))["2027-01-20"]
    assert (again.call_id, again.earlier) == (before.call_id, before.earlier)
    assert before.earlier


def test_a_catalogue_of_an_earlier_version_is_read_and_continued(file: Path, store: Store, tmp_path: Path) -> None:
    read(file, store, ONE.format(EXTENDED[0]))
    (catalogue,) = (tmp_path / "store").rglob(FILE)
    with closing(sqlite3.connect(catalogue)) as connection:
        for table in ("calls", "stated_calls"):
            connection.execute(f"ALTER TABLE {table} DROP COLUMN earlier")
        connection.commit()
    with closing(Catalogue(catalogue)) as old:
        assert [call.earlier for call in old.calls()] == [()]
    assert told(read(file, store, ONE.format(EXTENDED[1]))["2027-01-20"]) == [
        ("deadline", "2026-12-15", "15 December 2026")
    ]

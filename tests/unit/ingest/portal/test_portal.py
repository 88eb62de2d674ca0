"""The portal harvested over HTTP from a server that speaks its protocol, faults and all."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import httpx
import pytest

from ingest.errors import PortalUnavailable, UnknownProgramme
from ingest.portal.http import Pause, PortalHttp
from ingest.portal.programmes import number_of
from ingest.portal.running import PortalFolder, ingest_portal
from ingest.portal.sources import LivePortal
from ingest.reporting import SyncReport
from tests.fakes import NOON, FakeEmbedder
from tests.portal_server import Portal, details, serving, topic
from vectorstore.errors import StoreLocked
from vectorstore.records import Call
from vectorstore.store import Store

NO_PAUSE: Pause = [].append
FIRST, LATER = date(2026, 11, 23), date(2026, 11, 30)
Run = Callable[..., SyncReport]


@pytest.fixture
def portal() -> Iterator[Portal]:
    rows = [
        topic("SMP-2026-01", "Joint cluster initiatives"),
        topic("SMP-2026-02", "Water-smart regions", deadline="2026-10-01"),
        topic(
            "SMP-2026-01",
            "Clusters of the project",
            kind="8",
            reference="777COMPETITIVE_CALLen",
            callTitle="Vouchers for water technology",
            projectAcronym="AQUAVOUCH",
            description="<p>Vouchers of EUR 5 000 for small firms.</p>",
        ),
    ]
    known = {
        "SMP-2026-01": details("SMP-2026-01", "Joint cluster initiatives"),
        "SMP-2026-02": details("SMP-2026-02", "Water-smart regions", day_ms="1790812800000"),
    }
    with serving(Portal(rows, known)) as served:
        yield served


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def folder(tmp_path: Path) -> PortalFolder:
    return PortalFolder(tmp_path / "store" / "portal")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store", FakeEmbedder(), lambda: NOON)


@pytest.fixture
def run(portal: Portal, pauses: list[float], folder: PortalFolder, store: Store) -> Iterator[Run]:
    with httpx.Client(timeout=5) as client:
        live = LivePortal(PortalHttp(client, pauses.append, lambda: NOON), portal.base_url)
        yield lambda day=FIRST, **options: ingest_portal(folder, store, day, **{"live": live, **options})


def calls(store: Store) -> dict[str, Call]:
    with closing(store.open()) as generation:
        return {call.topic_id or call.title: call for call in generation.catalogue.calls()}


def texts(store: Store) -> str:
    with closing(store.open()) as generation:
        return "\n".join(passage.text for passage in generation.catalogue.all_passages())


def records(folder: PortalFolder) -> dict[str, dict[str, object]]:
    found = map(json.loads, folder.records.read_text().splitlines())
    return {record["topicId"] or record["reference"]: record for record in found}


def test_topics_their_details_and_cascade_calls_are_indexed(run: Run, store: Store) -> None:
    report = run()
    assert (report.created, report.rejected) == (3, ())
    found = calls(store)
    assert [deadline.date for deadline in found["SMP-2026-01"].deadlines] == [date(2026, 12, 17)]
    assert "small firms of the region may apply" in texts(store)
    assert "Vouchers of EUR 5 000" in texts(store)
    assert store.verify().ok


def test_a_second_harvest_of_the_same_changes_nothing(run: Run, store: Store) -> None:
    run()
    before = store.current_id()
    assert run(LATER).line() == "created 0, updated 0, deleted 0, skipped 3, rejected 0"
    assert store.current_id() == before


def test_all_pages_are_read_at_a_polite_rate(run: Run, portal: Portal, pauses: list[float]) -> None:
    portal.rows = [topic(f"SMP-2026-{n:02}", f"Title number {n}") for n in range(1, 8)]
    portal.page_size = 3
    assert run().created == 7
    assert set(pauses) == {0.5}
    assert len(pauses) == len(portal.requests) - 1


def test_a_busy_or_broken_portal_is_asked_again_after_growing_pauses(
    run: Run, portal: Portal, pauses: list[float]
) -> None:
    portal.faults = ["429", "500", "truncated", "503"]
    assert run().created == 3
    assert pauses[:4] == [7.0, 2.0, 4.0, 8.0]


@pytest.mark.parametrize(
    ("asked", "pause"),
    [
        ("Mon, 23 Nov 2026 12:00:20 GMT", 20.0),
        ("Mon, 23 Nov 2026 18:00:00 GMT", 60.0),
        ("86400", 60.0),
        ("Mon, 23 Nov 2026 11:00:00 GMT", 1.0),
        ("soon", 1.0),
    ],
)
def test_the_portal_says_when_to_ask_again_within_bounds(
    run: Run, portal: Portal, pauses: list[float], asked: str, pause: float
) -> None:
    portal.faults, portal.retry_after = ["429"], asked
    run()
    assert pauses[0] == pause


@pytest.mark.parametrize("status", ["400", "401", "403", "501"])
def test_what_another_attempt_cannot_help_is_asked_once(run: Run, portal: Portal, status: str) -> None:
    portal.faults = [status] * 9
    with pytest.raises(PortalUnavailable, match=f"status {status}"):
        run()
    assert len(portal.requests) == 1


def test_an_answer_without_end_is_left(portal: Portal, folder: PortalFolder, store: Store) -> None:
    portal.faults = ["endless"]
    with httpx.Client(timeout=5) as client:
        live = LivePortal(PortalHttp(client, NO_PAUSE, lambda: NOON, most_bytes=1_000_000), portal.base_url)
        with pytest.raises(PortalUnavailable, match="an answer of more than 1 MB"):
            ingest_portal(folder, store, FIRST, live=live)
    assert len(portal.requests) == 1


def test_a_second_harvest_at_the_same_time_is_refused(run: Run, folder: PortalFolder, portal: Portal) -> None:
    with folder.held(), pytest.raises(StoreLocked, match="Another ingest"):
        run()
    assert portal.requests == []


def test_a_portal_that_stays_broken_leaves_the_index_as_it_was(run: Run, portal: Portal, store: Store) -> None:
    run()
    before = store.current_id()
    portal.faults = ["500"] * 5
    with pytest.raises(PortalUnavailable, match="status 500"):
        run(LATER)
    assert store.current_id() == before


def test_the_same_page_for_ever_ends_and_marks_nothing_as_gone(run: Run, portal: Portal, folder: PortalFolder) -> None:
    run()
    portal.same_page_for_ever = True
    portal.rows, portal.details = portal.rows[:1], {}
    before = len(portal.requests)
    report = run(LATER)
    assert len(portal.requests) - before < 10
    assert "9999 of 10000 results did not come" in report.rejected[0].reason
    assert not any("vanishedOn" in record for record in records(folder).values())
    assert report.deleted == 0


def test_stale_duplicates_and_stubs_give_way_to_the_live_row(run: Run, portal: Portal, store: Store) -> None:
    stale = {"DATASOURCE": "SEDIA_PRD_CENTRICITY", "reference": "1STALE"}
    portal.rows[:0] = [topic("SMP-2026-01", "An old name", deadline="2023-01-11", **stale)]
    portal.rows.append(topic("", "", reference="2STUB"))
    portal.details = {}
    assert run().created == 3
    assert calls(store)["SMP-2026-01"].title == "Joint cluster initiatives"


def test_a_changed_deadline_is_a_new_version_with_the_old_one_in_its_history(
    run: Run, portal: Portal, store: Store
) -> None:
    run()
    portal.details["SMP-2026-01"] = details("SMP-2026-01", "Joint cluster initiatives", day_ms="1800144000000")
    report = run(LATER)
    assert (report.created, report.updated, report.skipped) == (0, 1, 2)
    assert [deadline.date for deadline in calls(store)["SMP-2026-01"].deadlines] == [date(2027, 1, 17)]
    (earlier,) = calls(store)["SMP-2026-01"].earlier
    assert (earlier.field, earlier.value, earlier.quote) == ("deadline", "2026-12-17", "2026-12-17")
    assert run(LATER).updated == 0
    assert calls(store)["SMP-2026-01"].earlier == (earlier,)


def test_a_topic_that_vanishes_is_kept_and_marked(run: Run, portal: Portal, folder: PortalFolder, store: Store) -> None:
    run()
    del portal.rows[1], portal.details["SMP-2026-02"]
    report = run(LATER)
    assert (report.updated, report.deleted) == (1, 0)
    assert records(folder)["SMP-2026-02"]["vanishedOn"] == "2026-11-30"
    assert "SMP-2026-02" in calls(store)
    assert "no longer lists this call" in texts(store)


def test_a_topic_that_has_closed_is_no_vanished_one(run: Run, portal: Portal, folder: PortalFolder) -> None:
    run()
    del portal.rows[1]
    closed = details("SMP-2026-02", "Water-smart regions", "closed", "1790812800000")
    portal.details["SMP-2026-02"] = closed
    run(LATER)
    assert records(folder)["SMP-2026-02"]["callStatus"] == "Closed"
    assert "vanishedOn" not in records(folder)["SMP-2026-02"]


def test_a_closed_topic_that_has_not_changed_is_asked_for_again_a_month_later_only(run: Run, portal: Portal) -> None:
    run()
    del portal.rows[1]
    portal.details["SMP-2026-02"] = details("SMP-2026-02", "Water-smart regions", "closed", "1790812800000")
    days = [date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 31)]
    asked = []
    for day in days:
        before = len(portal.requests)
        run(day)
        asked.append(any("smp-2026-02" in request for request in portal.requests[before:]))
    assert asked == [True, True, False, True]


def test_a_closed_topic_keeps_its_history_as_it_is(run: Run, portal: Portal, store: Store) -> None:
    run()
    del portal.rows[1]
    portal.details["SMP-2026-02"] = details("SMP-2026-02", "Water-smart regions", "closed", "1800144000000")
    for day in (LATER, date(2026, 12, 1), date(2027, 1, 20)):
        run(day)
    earlier = calls(store)["SMP-2026-02"].earlier
    assert [(each.field, each.value) for each in earlier] == [("deadline", "2026-10-01")]


def test_details_that_cannot_be_had_reject_nothing_but_themselves(run: Run, portal: Portal, store: Store) -> None:
    portal.details["SMP-2026-02"] = {"unknown": "form"}
    report = run()
    assert [rejection.path for rejection in report.rejected] == ["SMP-2026-02"]
    assert "SMP-2026-02" in calls(store)


def test_a_harvest_is_repeated_offline_from_its_snapshot(
    run: Run, portal: Portal, folder: PortalFolder, tmp_path: Path
) -> None:
    run()
    asked = len(portal.requests)
    again = PortalFolder(tmp_path / "again" / "portal")
    again.root.mkdir(parents=True)
    folder.snapshot.rename(again.snapshot)
    other = Store(tmp_path / "again", FakeEmbedder(), lambda: NOON)
    assert ingest_portal(again, other, LATER, live=None).created == 3
    assert len(portal.requests) == asked
    assert records(again) == records(folder)


def test_a_harvest_with_half_a_character_is_repeated_offline_all_the_same(
    run: Run, portal: Portal, folder: PortalFolder, store: Store
) -> None:
    portal.rows.append(topic("SMP-2026-03", "Half \ud83d of a pair"))
    assert "SMP-2026-03" in {*(run(), records(folder))[1]}
    before = records(folder)
    assert ingest_portal(folder, store, FIRST, live=None).rejected == ()
    assert records(folder) == before


def test_one_programme_is_asked_for_by_name_or_number(run: Run, portal: Portal) -> None:
    portal.rows[1]["metadata"]["frameworkProgramme"] = ["43108390"]
    assert run(programme=number_of("Horizon Europe")).created == 1
    assert number_of("43108390") == "43108390"
    with pytest.raises(UnknownProgramme, match="horizon europe"):
        number_of("Moon landing")


def test_what_is_purged_is_in_no_file_of_the_portal(run: Run, folder: PortalFolder, store: Store) -> None:
    from ingest.calls.gathering import merged

    run()
    with closing(store.open()) as generation:
        document = next(d for d in generation.catalogue.documents() if d.title == "Water-smart regions")
    assert folder.forget(store.purge(document.document_id, merged).links)
    files = [path for path in store.pointer.parent.rglob("*") if path.is_file()]
    assert not [path for path in files if b"Water-smart" in path.read_bytes()]
    assert "SMP-2026-01" in records(folder)

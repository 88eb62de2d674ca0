"""The same call from several sources is one call, and two calls stay two."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from ingest.assembling import assemble
from ingest.calls.gathering import merged as gathered
from ingest.calls.merging import merge
from vectorstore.records import Authority, Budget, Call, Deadline, Document, Evidence

TALK = """---
published: 2027-02-04
---
# Talk

- REEFER: vouchers for cooling; deadline 12 March 2027
"""
MINUTES = """---
published: 2027-02-11
---
# Minutes

- The REEFER deadline moves: it is now 26 March 2027 instead of 12 March 2027.
- The deadline of the ESRS report is now 5 May 2027 instead of 5 March 2027.
"""
SLIDE, PAGE, PORTAL, LATER_PAGE = "slide", "page", "portal", "later page"
DOCUMENTS = (
    Document(SLIDE, "Talk", "talk.pptx", "", "en", "1", date(2026, 3, 1), authority=Authority.SLIDE),
    Document(PAGE, "Page", "page.html", "", "en", "2", date(2026, 2, 1), authority=Authority.PLATFORM),
    Document(LATER_PAGE, "Page", "new.html", "", "en", "3", date(2026, 4, 1), authority=Authority.PLATFORM),
    Document(PORTAL, "Topic", "topics.jsonl", "", "en", "4", date(2026, 1, 1), authority=Authority.PORTAL),
)


def call(document: str, title: str, deadline: str = "", **fields: object) -> Call:
    days = (Deadline(date.fromisoformat(deadline)),) if deadline else ()
    stated = tuple(Evidence("deadline", day.date.isoformat(), f"{document}-p0", 0, 9) for day in days)
    values = {"summary": title, "document_id": document, "passage_id": f"{document}-p0", "deadlines": days}
    return Call(**{"call_id": f"{document} {title}", "title": title, "evidence": stated, **values, **fields})  # type: ignore[arg-type]


def merged(*calls: Call) -> tuple[Call, ...]:
    return merge(calls, DOCUMENTS)


def test_one_topic_identifier_is_one_call_whatever_the_titles_say() -> None:
    one = call(SLIDE, "Clusters of tomorrow", topic_id="smp-2026-01")
    other = call(PORTAL, "Joint cluster initiatives", topic_id="SMP-2026-01")
    assert [each.title for each in merged(one, other)] == ["Joint cluster initiatives"]


def test_two_topic_identifiers_are_two_calls_even_where_a_slide_fits_both() -> None:
    topics = [call(PORTAL, "Green vouchers for ports", "2026-09-01", topic_id=f"SMP-2026-0{n}") for n in (1, 2)]
    slide = call(SLIDE, "Green vouchers for ports", "2026-09-01")
    assert len(merged(*topics, slide)) == 3


@pytest.mark.parametrize("orders", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_the_most_trusted_source_speaks_and_others_fill_in_what_it_leaves_open(orders: tuple[int, ...]) -> None:
    given = (
        call(SLIDE, "Vouchers", "2026-09-15", acronym="AQUAVOUCH", budget=Budget(max_eur=5000), sectors=("water",)),
        call(PAGE, "Vouchers for water firms", "2026-09-30", acronym="AquaVouch", action_type="Lump sum"),
        call(PORTAL, "AQUAVOUCH: vouchers", "2026-10-01", budget=Budget(total_eur=600_000)),
    )
    (one,) = merged(*(given[place] for place in orders))
    assert one.title == "AQUAVOUCH: vouchers"
    assert [deadline.date for deadline in one.deadlines] == [date(2026, 10, 1)]
    assert one.budget == Budget(total_eur=600_000, max_eur=5000)
    assert (one.acronym, one.action_type, one.sectors) == ("AquaVouch", "Lump sum", ("water",))
    assert [evidence.value for evidence in one.evidence] == ["2026-10-01", "2026-09-30", "2026-09-15"]


def test_a_merged_call_is_for_all_whom_its_sources_name_the_most_trusted_first() -> None:
    slide = call(SLIDE, "Vouchers", "2026-09-15", acronym="AQUAVOUCH", sectors=("water", "tourism"), countries=("IT",))
    page = call(PAGE, "Vouchers", "2026-09-15", acronym="AQUAVOUCH", sectors=("ports", "water"), applicants=("sme",))
    (one,) = merged(slide, page)
    assert (one.sectors, one.applicants, one.countries) == (("ports", "water", "tourism"), ("sme",), ("IT",))


def test_a_less_trusted_source_may_name_the_hour_of_a_day_but_not_another_day() -> None:
    noon = (Deadline(date(2026, 9, 1), time=time(12), zone="Europe/Lisbon"),)
    slide = call(SLIDE, "Vouchers", "2026-09-01", acronym="AQUAVOUCH", deadlines=noon)
    page = call(PAGE, "Vouchers", "2026-09-01", acronym="AQUAVOUCH")
    assert merged(slide, page)[0].deadlines == noon
    other = call(PAGE, "Vouchers", "2026-09-15", acronym="AQUAVOUCH")
    assert [d.time for each in merged(slide, other) for d in each.deadlines] == [None]


def test_among_sources_of_one_authority_the_latest_speaks() -> None:
    early = call(PAGE, "Vouchers for water firms", "2026-09-01", acronym="AQUAVOUCH")
    late = call(LATER_PAGE, "Vouchers for water firms", "2026-09-30", acronym="AQUAVOUCH")
    assert [d.date for d in merged(early, late)[0].deadlines] == [date(2026, 9, 30)]


def test_the_day_of_a_status_stays_with_its_word() -> None:
    one = call(PORTAL, "Vouchers", "2026-09-01", acronym="AQUAVOUCH", source_status_on=date(2026, 1, 1))
    other = call(
        SLIDE, "Vouchers", "2026-09-01", acronym="AQUAVOUCH", source_status="open", source_status_on=date(2026, 3, 1)
    )
    (found,) = merged(one, other)
    assert (found.source_status, found.source_status_on) == ("open", date(2026, 3, 1))


def test_the_next_round_of_a_yearly_call_is_another_call() -> None:
    this_year = call(PAGE, "Vouchers for water firms", "2026-09-01", acronym="AQUAVOUCH")
    next_year = call(LATER_PAGE, "Vouchers for water firms", "2027-09-01", acronym="AQUAVOUCH")
    assert len(merged(this_year, next_year)) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("FS4Food Open Call 2", "FS4Food Open Call 3"),
        ("Eurovouchers for firms based in Malta", "Eurovouchers for firms based in Slovenia"),
        ("Training for green ports", "Investment in hydrogen pipes"),
    ],
)
def test_titles_that_differ_in_what_tells_calls_apart_are_two_calls(one: str, other: str) -> None:
    assert len(merged(call(SLIDE, one, "2026-09-01"), call(PAGE, other, "2026-09-01"))) == 2


def test_titles_that_differ_in_spelling_alone_are_one_call() -> None:
    one = call(SLIDE, "Water-smart vouchers for small firms in harbours", "2026-09-01")
    other = call(PAGE, "Water smart Vouchers for small firms in harbors", "2026-09-01")
    assert len(merged(one, other)) == 1


def test_a_name_in_a_title_is_the_acronym_that_another_source_gives() -> None:
    one = call(SLIDE, "Knowledge lump sum", "2026-09-01", acronym="AquaVouch", support=("training",))
    other = call(PAGE, "AquaVouch: training for water firms", "2026-09-01", support=("training",))
    assert len(merged(one, other)) == 1


def test_of_two_calls_with_one_acronym_each_finds_its_own_counterpart() -> None:
    listed = [call(SLIDE, title, "2026-12-20", acronym="RESET") for title in ("Internationalisation", "Networking")]
    pages = [
        call(PAGE, f"{title} grants for car makers", "2026-12-20", acronym="RESET", support=("networking",))
        for title in ("Networking", "Internationalisation")
    ]
    found = merged(*listed, *pages)
    assert sorted(each.title for each in found) == [
        "Internationalisation grants for car makers",
        "Networking grants for car makers",
    ]


def test_a_source_that_says_a_deadline_was_moved_corrects_more_trusted_ones_that_still_give_it() -> None:
    moved = call(SLIDE, "Vouchers for ferries", "2026-10-15")
    moved = replace(moved, evidence=(*moved.evidence, Evidence("deadline_replaced", "2026-09-30", f"{SLIDE}-p0", 0, 9)))
    (one,) = merged(call(PAGE, "Vouchers for ferries", "2026-09-30"), moved)
    assert [deadline.date for deadline in one.deadlines] == [date(2026, 10, 15)]
    assert one.document_id == PAGE


def test_minutes_that_tell_of_a_moved_deadline_correct_the_call_and_make_none_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "talk.md").write_text(TALK)
    (tmp_path / "minutes.md").write_text(MINUTES)
    contents = [
        item
        for name in ("talk.md", "minutes.md")
        for item in assemble(tmp_path / name, name, lambda text: len(text.split()), 254).documents
    ]
    found = gathered([call for item in contents for call in item.calls], [item.document for item in contents]).calls
    assert [(call.acronym, call.title) for call in found] == [("REEFER", "vouchers for cooling")]
    assert [deadline.date for deadline in found[0].deadlines] == [date(2027, 3, 26)]

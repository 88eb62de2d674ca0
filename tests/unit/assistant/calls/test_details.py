"""One call as several sources state it: the trusted word, what others say otherwise, what was before, and erasing."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from assistant.calls.as_of import AsOf
from assistant.calls.details import CallDetail, detail
from assistant.calls.status import status
from assistant.citing import Citer
from assistant.drafts import Match
from assistant.wording import Wording
from ingest.calls.gathering import merged
from ingest.syncing import sync
from tests.fakes import NOON, FakeEmbedder
from vectorstore.store import Store

TODAY = date(2026, 3, 1)
CELLS = "Title,Acronym,Deadline,Budget per project max (EUR),Type of action\n"
TOPIC = {
    "topicId": "SMP-2026-AQUA-01",
    "title": "AQUAVOUCH vouchers for water firms",
    "acronym": "AQUAVOUCH",
    "deadline": ["2026-10-01"],
    "callStatus": "Open",
    "updates": [
        ["2026-02-20", "The portal no longer lists this call."],
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "slide.csv").write_text(f"{CELLS}Vouchers,AQUAVOUCH,2026-09-01,5000,Lump sum\n")
    (folder / "page.csv").write_text(f"{CELLS}Vouchers for water firms,AQUAVOUCH,2026-10-01,,\n")
    (folder / "topics.jsonl").write_text(json.dumps(TOPIC) + "\n")
    (folder / "sources.yaml").write_text('"page.csv": {authority: platform, published: 2026-02-15}\n')
    return folder


@pytest.fixture
def store(tmp_path: Path, folder: Path) -> Store:
    made = Store(tmp_path / "store", FakeEmbedder(), lambda: NOON)
    sync([folder], made)
    return made


def the_call(store: Store) -> CallDetail:
    with closing(store.open()) as generation:
        (call,) = generation.catalogue.calls()
        citer = Citer(generation.catalogue, Wording("en", AsOf(TODAY)), "")
        return detail(Match(call, status(call, AsOf(TODAY))), citer)


def test_sources_are_named_the_most_trusted_first_and_its_word_is_the_cards(store: Store) -> None:
    found = the_call(store)
    assert [source.authority for source in found.sources] == ["portal", "platform", "slide"]
    assert [deadline.date for deadline in found.card.deadlines] == [date(2026, 10, 1)]
    assert (found.card.budget.max_eur, found.card.action_type) == (5000, "Lump sum")


def test_what_another_source_says_otherwise_is_shown_with_its_words(store: Store) -> None:
    (conflict,) = the_call(store).conflicts
    assert (conflict.field, conflict.value, conflict.citation.quote) == ("deadline", "2026-09-01", "2026-09-01")
    assert conflict.citation.title == "in: slide"
    agreed = [each.citation.title for each in the_call(store).evidence if each.field == "deadline"]
    assert agreed == ["AQUAVOUCH vouchers for water firms", "in: page"]


def test_a_card_names_the_other_date_where_sources_differ_over_one(store: Store) -> None:
    found = the_call(store)
    (conflict,) = found.card.conflicts
    assert (conflict.field, conflict.value) == ("deadline", "2026-09-01")
    assert conflict.citation > 0


def test_a_source_that_gives_two_amounts_does_not_contradict_itself(tmp_path: Path) -> None:
    (tmp_path / "call.md").write_text(
        "# Calls\n\n- AQUA: up to €5,000 per company, €9,000 for two; deadline 1 October 2026\n"
    )
    store = Store(tmp_path / "store", FakeEmbedder(), lambda: NOON)
    sync([tmp_path / "call.md"], store)
    assert (the_call(store).conflicts, the_call(store).card.conflicts) == ((), ())


def test_what_fields_were_in_earlier_versions_is_the_history_whatever_the_source(store: Store, folder: Path) -> None:
    assert the_call(store).history == ()
    (folder / "slide.csv").write_text(f"{CELLS}Vouchers,AQUAVOUCH,2026-09-15 at 12:00 CET,6000,Lump sum\n")
    (folder / "topics.jsonl").write_text(json.dumps(TOPIC | {"deadline": ["2026-10-15"]}) + "\n")
    sync([folder], store)
    found = the_call(store)
    history = [(each.field, each.value, each.until, each.quote, each.title) for each in found.history]
    assert history == [
        ("deadline", "2026-10-01", NOON.date(), "2026-10-01", "AQUAVOUCH vouchers for water firms"),
        ("deadline", "2026-09-01", NOON.date(), "2026-09-01", "in: slide"),
        ("budget_max", "5000", NOON.date(), "5000", "in: slide"),
    ]
    assert found.vanished_on == date(2026, 2, 20)
    sync([folder], store)
    assert the_call(store).history == found.history


def test_history_goes_with_its_source(store: Store, folder: Path) -> None:
    (folder / "slide.csv").write_text(f"{CELLS}Vouchers,AQUAVOUCH,2026-09-15,5000,Lump sum\n")
    sync([folder], store)
    assert [each.title for each in the_call(store).history] == ["in: slide"]
    store.purge(the_call(store).sources[2].document_id, merged)
    assert the_call(store).history == ()


def test_erasing_one_source_leaves_the_call_with_the_fields_of_the_others(store: Store) -> None:
    store.purge(the_call(store).sources[0].document_id, merged)
    left = the_call(store)
    assert [source.authority for source in left.sources] == ["platform", "slide"]
    assert (left.card.topic_id, left.card.acronym, left.history) == (None, "AQUAVOUCH", ())
    assert [deadline.date for deadline in left.card.deadlines] == [date(2026, 10, 1)]
    assert store.verify().ok


def test_deleting_the_files_of_the_others_leaves_the_one_as_it_says(store: Store, folder: Path) -> None:
    for name in ("topics.jsonl", "page.csv"):
        (folder / name).unlink()
    sync([folder], store)
    left = the_call(store)
    assert [deadline.date for deadline in left.card.deadlines] == [date(2026, 9, 1)]
    assert (left.conflicts, left.card.budget.max_eur) == ((), 5000)


def test_what_only_a_heading_says_is_shown_with_the_heading_and_what_stands_below_it(tmp_path: Path) -> None:
    (tmp_path / "call.md").write_text(
        "# Opportunities for SMEs\n\n- AQUA: grants for water pumps; deadline 1 October 2026\n"
    )
    store = Store(tmp_path / "store", FakeEmbedder(), lambda: NOON)
    sync([tmp_path / "call.md"], store)
    (applicant,) = (each for each in the_call(store).evidence if each.field == "applicant")
    assert (applicant.value, applicant.heading) == ("sme", "Opportunities for SMEs")
    assert "AQUA: grants for water pumps" in applicant.citation.quote
    assert store.verify().ok


def test_each_field_is_cited_by_its_own_words_also_within_longer_ones(store: Store) -> None:
    quotes = {
        each.field: each.citation.quote for each in the_call(store).evidence if each.citation.title == "in: slide"
    }
    assert (quotes["title"], quotes["acronym"], quotes["budget_max"]) == ("Vouchers", "AQUAVOUCH", "5000")

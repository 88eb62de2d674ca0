"""Fields of calls that a language model adds at an ingest: only by quotes that hold, and never at a rule's expense."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from assistant.bootstrap import build_adding, build_reading
from assistant.errors import InvalidSetting
from assistant.settings import ModelSettings, ReadingSettings, Settings
from ingest.assembling import assemble, digest_of
from ingest.reporting import SyncReport
from ingest.syncing import sync
from tests.contract.test_model_faults import FAULTS
from tests.fakes import NOON, FakeEmbedder
from tests.openai_server import OpenAiServer, Script, serving, speaking
from vectorstore.records import Call
from vectorstore.store import Store

server = pytest.fixture(serving)

PAGE = """# Calls of the river towns

- RIVERLIFT: grants for lifting gear on inland barges, EUR 40,000 a boat; skippers, SMEs and yards; deadline 1 May 2027
"""
BARGES = {"field": "budget_max", "value": "40000", "quote": "EUR 40,000 a boat"}
LIES = {
    "a quote that stands nowhere": {"field": "budget_max", "value": "40000", "quote": "EUR 40,000 for all"},
    "a quote that says another amount": {"field": "budget_total", "value": "900000", "quote": "EUR 40,000"},
    "no quote": {"field": "budget_max", "value": "40000", "quote": ""},
    "an unknown key": {"field": "sector", "value": "submarines", "quote": "inland barges"},
    "a key that the quote does not name": {"field": "sector", "value": "tourism", "quote": "inland barges"},
    "an amount as number of grants": {"field": "grants", "value": "40", "quote": "EUR 40,000 a boat"},
    "a programme that is not named": {"field": "programme", "value": "Horizon Europe", "quote": "RIVERLIFT"},
}
NOT_ASKED = (
    {"field": "applicant", "value": "natural-person", "quote": "skippers"},
    {"field": "deadline", "value": "2099-01-01", "quote": "1 May 2027"},
    {"field": "title", "value": "Free money", "quote": "grants"},
    {"field": ["budget_max"], "value": {"a": 1}, "quote": None},
)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "calls.md"
    file.write_text(PAGE)
    return file


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store", FakeEmbedder(), lambda: NOON)


def settings(server: OpenAiServer, total_s: float = 60) -> Settings:
    model = ModelSettings(
        name="openai:test-model", base_url=server.url, first_token_s=total_s / 2, total_s=total_s, retries=0
    )
    return Settings(model=model, reading=ReadingSettings(add_fields=True))


def ingest(path: Path, store: Store, given: Settings) -> SyncReport:
    return sync([path], store, reading=build_reading(given), adding=build_adding(given))


def calls(store: Store) -> tuple[Call, ...]:
    with closing(store.open()) as generation:
        return tuple(generation.catalogue.calls())


def by_rules(page: Path) -> tuple[Call, ...]:
    embedder = FakeEmbedder()
    content = assemble(page, digest_of(page), embedder.count_tokens, embedder.max_tokens)
    return tuple(call for item in content.documents for call in item.calls)


def test_a_value_is_added_where_its_quote_stands_in_the_text_and_says_it(
    page: Path, store: Store, server: OpenAiServer
) -> None:
    server.script = speaking("Here you are:\n```json\n", json.dumps([BARGES]), "\n```")
    report = ingest(page, store, settings(server))
    (call,) = calls(store)
    assert call.budget.max_eur == 40_000
    (found,) = (evidence for evidence in call.evidence if evidence.by_model)
    with closing(store.open()) as generation:
        passage = generation.catalogue.passage(found.passage_id)
    assert passage is not None
    assert passage.text[found.start : found.end] == "EUR 40,000 a boat"
    assert [remark.reason for remark in report.remarks] == [
        "values added by the language model: 1; dropped, as no quote holds them: 0"
    ]
    assert store.verify().ok


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
def test_what_no_quote_holds_is_dropped_and_counted(
    page: Path, store: Store, server: OpenAiServer, lie: dict[str, str]
) -> None:
    server.script = speaking(json.dumps([lie]))
    report = ingest(page, store, settings(server))
    assert calls(store) == by_rules(page)
    assert report.remarks[0].reason == "values added by the language model: 0; dropped, as no quote holds them: 1"


def test_what_rules_found_is_neither_asked_for_nor_changed(page: Path, store: Store, server: OpenAiServer) -> None:
    server.script = speaking(json.dumps(NOT_ASKED))
    report = ingest(page, store, settings(server))
    assert calls(store) == by_rules(page)
    assert report.remarks == ()
    assert "- applicant" not in server.requests[0].prompt.partition("Fields:")[2]


GARBAGE: dict[str, Script] = {
    "no list": speaking("I am sorry, I cannot help with that."),
    "nothing": speaking(""),
    "braces": speaking("{" * 5000),
}


@pytest.mark.parametrize("script", [*FAULTS.values(), *GARBAGE.values()], ids=[*FAULTS, *GARBAGE])
def test_a_model_that_fails_changes_nothing_and_is_reported(
    page: Path, store: Store, server: OpenAiServer, script: Script
) -> None:
    server.script = script
    report = ingest(page, store, settings(server, total_s=1))
    assert (report.created, report.rejected) == (1, ())
    assert calls(store) == by_rules(page)
    assert report.remarks[0].reason.startswith("calls at which the language model failed: 1 (")


def test_a_file_that_the_model_failed_at_is_put_to_it_again(page: Path, store: Store, server: OpenAiServer) -> None:
    server.script = FAULTS["500"]
    ingest(page, store, settings(server))
    server.script = speaking(json.dumps([BARGES]))
    ingest(page, store, settings(server))
    assert calls(store)[0].budget.max_eur == 40_000
    asked = len(server.requests)
    assert ingest(page, store, settings(server)).skipped == 1
    assert len(server.requests) == asked


def test_a_model_that_failed_three_times_is_not_asked_again(tmp_path: Path, store: Store, server: OpenAiServer) -> None:
    items = (f"- RIVER{n}: grants for barge number {n}; deadline {n} May 2027\n" for n in range(1, 8))
    page = tmp_path / "calls.md"
    page.write_text("# Calls\n\n" + "".join(items))
    server.script = FAULTS["500"]
    report = ingest(page, store, settings(server))
    assert len(server.requests) == 3
    assert report.remarks[-1].reason == "calls not put to the language model, after 3 failures in a row: 4"
    assert len(calls(store)) == 7


def test_without_the_setting_no_model_is_asked(page: Path, store: Store, server: OpenAiServer) -> None:
    off = settings(server).model_copy(update={"reading": ReadingSettings()})
    ingest(page, store, off)
    assert (server.requests, build_reading(off).added_by) == ([], "")


def test_the_setting_without_a_model_is_refused() -> None:
    with pytest.raises(InvalidSetting, match="EUCLUSTERS_MODEL"):
        build_adding(Settings(model=ModelSettings(), reading=ReadingSettings(add_fields=True)))


def test_what_a_rule_found_goes_before_what_a_model_added_to_a_more_trusted_source(
    tmp_path: Path, store: Store, server: OpenAiServer
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "slide.csv").write_text(
        "Title,Acronym,Deadline,Total budget\nGrants for river lifts,RIVERLIFT,2027-05-01,500000\n"
    )
    (folder / "page.md").write_text("# Calls\n\n- RIVERLIFT: grants for river lifts, EUR 90,000; deadline 1 May 2027\n")
    (folder / "sources.yaml").write_text('"page.md": {authority: platform}\n')
    server.script = speaking(json.dumps([{"field": "budget_total", "value": "90000", "quote": "EUR 90,000"}]))
    ingest(folder, store, settings(server))
    (call,) = calls(store)
    assert call.budget.total_eur == 500_000

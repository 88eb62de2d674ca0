"""The command ``euclusters``: the contract's last lines, exit codes and one clear sentence for every mistake."""

from __future__ import annotations

import csv
import io
import json
import socket
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli import main
from assistant.clock import utc_now
from assistant.settings import Settings
from vectorstore.embedders import open_embedder
from vectorstore.store import Store


@pytest.fixture(autouse=True)
def of_no_env_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def euclusters(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def notes(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "notes.md").write_text("# Notes\n\nThe cluster meets every spring in Graz.\n", encoding="utf-8")
    return folder


def test_an_ingest_ends_with_the_report_line_and_a_second_one_changes_nothing(tmp_path: Path) -> None:
    folder, store = notes(tmp_path / "in"), tmp_path / "store"
    first = euclusters("ingest", folder, "--store", store)
    assert (first.exit_code, first.stdout.splitlines()[-1]) == (
        0,
        "created 1, updated 0, deleted 0, skipped 0, rejected 0",
    )
    second = euclusters("ingest", folder, "--store", store)
    assert second.stdout.splitlines()[-1] == "created 0, updated 0, deleted 0, skipped 1, rejected 0"
    assert len(euclusters("index", "list", "--store", store).stdout.splitlines()) == 1


def test_two_forms_of_output_exclude_each_other(tmp_path: Path) -> None:
    result = euclusters("calls", "--json", "--csv", "--store", tmp_path)
    assert result.exit_code == 2
    assert "--json, --csv and --ics exclude each other" in result.stderr


def test_rejected_files_are_named_with_their_reason_and_the_rest_is_indexed(tmp_path: Path) -> None:
    folder, store = notes(tmp_path / "in"), tmp_path / "store"
    (folder / "empty.md").write_text(" \n")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing more")
    (folder / "song.mp3").write_bytes(b"ID3")
    result = euclusters("ingest", folder, "--store", store)
    assert result.exit_code == 3
    assert result.stdout.splitlines()[-1] == "created 1, updated 0, deleted 0, skipped 0, rejected 3"
    for name in ("empty.md", "broken.pdf", "song.mp3"):
        assert sum(name in line for line in result.stderr.splitlines()) == 1
    assert "Traceback" not in result.stderr


def test_a_damaged_index_fails_its_verification_with_what_is_wrong(tmp_path: Path) -> None:
    store = tmp_path / "store"
    euclusters("ingest", notes(tmp_path / "in"), "--store", store)
    assert euclusters("index", "verify", "--store", store).exit_code == 0
    damaged = next((store / "generations").glob("*/lexical/*.store"))
    damaged.write_bytes(damaged.read_bytes() + b"x")
    result = euclusters("index", "verify", "--store", store)
    assert result.exit_code == 4
    assert damaged.name in result.stderr


@pytest.mark.parametrize("name", ["absent", "empty.md", "broken.pdf", "song.mp3"])
def test_nothing_usable_leaves_the_index_as_it_was(tmp_path: Path, name: str) -> None:
    store = tmp_path / "store"
    euclusters("ingest", notes(tmp_path / "in"), "--store", store)
    before = euclusters("index", "list", "--store", store).stdout
    if name != "absent":
        (tmp_path / name).write_bytes(b"")
    result = euclusters("ingest", tmp_path / name, "--store", store)
    assert result.exit_code == 4
    assert name in result.stderr
    assert euclusters("index", "list", "--store", store).stdout == before


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["ask"], 2, "QUESTION"),
        (["ask", "   "], 2, "1 to 2000 characters"),
        (["ask", "x" * 2001], 2, "2001"),
        (["ask", "water \udcff"], 2, "UTF-8"),
        (["ask", "any call?", "--as-of", "2024-02-30"], 2, "2024-02-30"),
        (["ask", "any call?", "--as-of", "9999-12-31"], 2, "allowed are 1900-01-01 to 2999-12-31"),
        (["ask", "any call?"], 4, "holds no index yet"),
        (["calls", "--status", "perhaps"], 2, "forthcoming"),
        (["calls", "--sector", "xyzzy"], 2, "allowed are"),
        (["calls", "--ics", "--applicant", "xyzzy"], 2, "cluster-organisation"),
        (["calls", "--closes-after", "2027-01-02", "--closes-before", "2027-01-01"], 2, "no call can meet both"),
        (["index", "rollback"], 4, "no generation"),
        (["serve", "--port", "70000"], 2, "65535"),
        (["dance"], 2, "dance"),
    ],
)
def test_a_mistake_gets_its_exit_code_and_one_sentence(
    arguments: list[str], code: int, said: str, tmp_path: Path
) -> None:
    store = () if arguments == ["dance"] else ("--store", tmp_path / "store")
    result = euclusters(*arguments, *store)
    assert result.exit_code == code
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_a_store_of_another_embedder_is_refused(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EUCLUSTERS_EMBEDDER", "another/model")
    result = euclusters("ask", "any call?", "--store", settings.store)
    assert result.exit_code == 4
    assert "another/model" in result.stderr


def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EUCLUSTERS_PORT", "harbour")
    result = euclusters("settings")
    assert result.exit_code == 2
    assert "EUCLUSTERS_PORT" in result.stderr


def test_a_port_in_use_is_told_before_anything_is_served(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = euclusters("serve", "--store", settings.store, "--port", taken.getsockname()[1])
    assert result.exit_code == 2
    assert "already in use" in result.stderr


def test_a_question_is_answered_with_its_sources(settings: Settings) -> None:
    arguments = ("ask", "deadline of the GEMSTONE call", "--as-of", "2024-05-15", "--store", settings.store)
    plain = euclusters(*arguments).stdout
    assert "31 December 2024" in plain
    assert "Sources:" in plain
    answer = json.loads(euclusters(*arguments, "--json").stdout)
    assert answer["as_of"] == "2024-05-15"
    assert answer["citations"][0]["number"] == 1


def test_calls_are_listed_as_text_json_and_csv(settings: Settings) -> None:
    arguments = ("calls", "--status", "open", "--as-of", "2024-05-15", "--store", settings.store)
    cards = json.loads(euclusters(*arguments, "--json").stdout)
    rows = list(csv.DictReader(io.StringIO(euclusters(*arguments, "--csv").stdout)))
    assert [row["title"] for row in rows] == [card["title"] for card in cards]
    assert {row["status"] for row in rows} == {"open"}
    assert len(euclusters(*arguments).stdout.splitlines()) == len(cards)


def test_no_cell_of_a_list_of_calls_is_a_formula(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    title = "＝HYPERLINK(1) for water SMEs"
    (folder / "calls.csv").write_text(f"Title,Deadline,Applicants\n{title},2024-10-02,SMEs\n")
    euclusters("ingest", folder, "--store", tmp_path / "store")
    shown = euclusters("calls", "--csv", "--as-of", "2024-05-15", "--store", tmp_path / "store").stdout
    assert [row["title"] for row in csv.DictReader(io.StringIO(shown))] == [f"'{title}"]


def test_every_setting_is_listed_with_its_meaning() -> None:
    shown = euclusters("settings").stdout
    for name in Settings.model_fields:
        assert f"EUCLUSTERS_{name.upper()}" in shown
    assert str(Settings.model_fields["store"].description) in shown


def document_id_of(store: Path) -> str:
    with closing(Store(store, open_embedder("packaged", Settings().cache), utc_now).open()) as generation:
        return generation.catalogue.documents()[0].document_id


def test_a_purged_document_is_gone_and_its_file_is_named(tmp_path: Path) -> None:
    folder, store = notes(tmp_path / "in"), tmp_path / "store"
    (folder / "other.md").write_text("# Other\n\nAnother note.\n")
    euclusters("ingest", folder, "--store", store)
    euclusters("ask", "Where does the cluster meet every spring?", "--store", store)
    document_id = document_id_of(store)
    result = euclusters("index", "purge", document_id, "--store", store)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"erased {document_id}")
    assert "still holds it" in result.stderr
    again = euclusters("index", "purge", document_id, "--store", store)
    assert (again.exit_code, "nothing was deleted" in again.stderr) == (4, True)


def test_a_backup_is_restored_and_anything_else_refused(tmp_path: Path) -> None:
    store, other, file = tmp_path / "store", tmp_path / "other", tmp_path / "index.backup"
    euclusters("ingest", notes(tmp_path / "in"), "--store", store)
    assert euclusters("index", "backup", file, "--store", store).exit_code == 0
    assert euclusters("index", "restore", file, "--store", other).exit_code == 0
    assert euclusters("index", "verify", "--store", other).exit_code == 0
    file.write_bytes(file.read_bytes()[:-100])
    result = euclusters("index", "restore", file, "--store", other)
    assert result.exit_code == 4
    assert len(result.stderr.splitlines()) == 1
    assert "index is as it was" in result.stderr

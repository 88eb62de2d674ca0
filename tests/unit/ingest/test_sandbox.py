"""Whatever a reader does in its process, it is one rejected file."""

from __future__ import annotations

import io
import pickle
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.errors import ReaderError
from ingest.options import Reading
from ingest.sandbox import Sandbox
from ingest.sandboxing.limits import Limits
from ingest.sandboxing.replies import Ended, unpickle

LIMITS = Limits(seconds=1, text=1_000_000)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(LIMITS, reader="tests.misbehaving:read") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def file(folder: Path, name: str) -> Path:
    path = folder / f"{name}.txt"
    path.write_text(name)
    return path


def text(sandbox: Sandbox, path: Path) -> str:
    return sandbox.read(path)[0].sections[0].blocks[0].text


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        ("hang", "takes longer than 1 s"),
        ("spin", "takes longer than 1 s"),
        ("crash", r"crashes its reader \(SIGSEGV\)"),
        ("leave", r"crashes its reader \(exit code 7\)"),
        ("raise", r"damaged in a way that its reader cannot handle \(KeyError: 'rId3'\)"),
        ("reject", "is no such thing"),
        ("call", "must not use socket.connect"),
        ("start", "must not use subprocess.Popen"),
        ("much", "more than 1000000 characters"),
    ],
)
def test_a_reader_that_fails_is_one_rejected_file_and_the_next_is_read(
    sandbox: Sandbox, folder: Path, deed: str, reason: str
) -> None:
    with pytest.raises(ReaderError, match=reason):
        sandbox.read(file(folder, deed))
    assert text(sandbox, file(folder, "fine")).isdigit()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse a limit on address space")
@pytest.mark.parametrize("deed", ["devour", "devour-quietly"])
def test_a_reader_that_takes_too_much_memory_is_stopped(sandbox: Sandbox, folder: Path, deed: str) -> None:
    with pytest.raises(ReaderError, match="needs more than 1024 MB of memory"):
        sandbox.read(file(folder, deed))


def test_a_process_is_used_again(sandbox: Sandbox, folder: Path) -> None:
    paths = [file(folder, name) for name in ("one", "two", "three")]
    found = [documents[0].sections[0].blocks[0].text for documents in sandbox.read_all(paths) if documents]
    assert len(found) == 3
    assert len(set(found)) == 1


def test_a_crash_is_told_of_the_file_that_caused_it(sandbox: Sandbox, folder: Path) -> None:
    names = ["one", "crash", "two", "hang", "three"]
    found = list(sandbox.read_all([file(folder, name) for name in names]))
    assert [isinstance(item, ReaderError) for item in found] == [False, True, False, True, False]


def test_no_file_is_no_process() -> None:
    with Sandbox(LIMITS, reader="no.such:module") as unused:
        assert list(unused.read_all([])) == []


def test_what_a_library_prints_does_not_get_in_between(sandbox: Sandbox, folder: Path) -> None:
    assert text(sandbox, file(folder, "speak")) == ""


def test_no_secret_of_the_environment_reaches_a_reader(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EUCLUSTERS_MODEL__API_KEY", "s3cret")
    with Sandbox(LIMITS, reader="tests.misbehaving:read") as opened:
        assert "EUCLUSTERS" not in text(opened, file(folder, "secrets"))


class _Exploit:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return print, ("gotcha",)


def test_a_reply_that_would_run_something_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Ended):
        unpickle(pickle.dumps(("read", _Exploit())))
    stream = io.BytesIO()
    pickle.Pickler(stream).dump(("read", Path))
    with pytest.raises(Ended):
        unpickle(stream.getvalue())
    assert capsys.readouterr().out == ""


def test_the_reader_is_told_how_to_read(folder: Path) -> None:
    with Sandbox(LIMITS, Reading(ocr=False), "tests.misbehaving:read") as opened:
        assert text(opened, file(folder, "options")) == "ocr=False"

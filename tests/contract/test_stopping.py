"""A server refuses to start unsafe, and ends in good order when it is told to."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import httpx
import pytest
from pydantic import SecretStr

from assistant.bootstrap import build_store
from assistant.errors import UnsafeConfiguration
from assistant.settings import LimitSettings, Settings
from assistant.web.running.server import listen
from assistant.web.running.starting import check
from assistant.web.running.stopping import Stopping
from ingest.syncing import sync
from tests.conftest import now
from tests.openai_server import OpenAiServer, Reply, serving

STRONG = "kJ8-u2Lq_w9ZbX0vR4tYcE6mNs1P"
server = pytest.fixture(serving)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"mode": "production", "allowed_origins": ("*",)}, "ALLOWED_ORIGINS is '*'"),
        ({"host": "0.0.0.0", "allowed_origins": ("*",)}, "ALLOWED_ORIGINS is '*'"),
        ({"allowed_origins": ("https://a.example/",)}, "no origin"),
        ({"mode": "production", "trusted_proxies": ("*",)}, "TRUSTED_PROXIES is '*'"),
        ({"trusted_proxies": ("proxy",)}, "neither an address nor a network"),
        ({"staff_token": SecretStr("changeme")}, "can be guessed"),
        ({"staff_token": SecretStr("your-token-here")}, "can be guessed"),
        ({"mode": "production", "staff_token": SecretStr(STRONG[:12])}, "can be guessed"),
        ({"mode": "production", "staff_token": SecretStr("a" * 40)}, "can be guessed"),
        ({"mode": "production", "staff_token": SecretStr("change-me-to-something-random")}, "can be guessed"),
        ({"limits": LimitSettings(cost_eur_per_day=1)}, "needs the prices"),
    ],
)
def test_an_unsafe_configuration_is_refused_in_words(tmp_path: Path, given: dict[str, object], said: str) -> None:
    with pytest.raises(UnsafeConfiguration) as refused:
        check(Settings(store=tmp_path).model_copy(update=given))
    assert said in str(refused.value)


def test_every_reason_is_named_and_a_sound_configuration_starts(tmp_path: Path) -> None:
    unsafe = {"mode": "production", "allowed_origins": ("*", "x"), "staff_token": SecretStr("x")}
    with pytest.raises(UnsafeConfiguration) as refused:
        check(Settings(store=tmp_path).model_copy(update=unsafe))
    assert len(refused.value.reasons) == 3
    sound = {"allowed_origins": ("https://a.example",), "trusted_proxies": ("10.0.0.0/8", "::1")}
    check(Settings(store=tmp_path, mode="production", staff_token=SecretStr(STRONG)).model_copy(update=sound))
    check(Settings(store=tmp_path, staff_token=SecretStr("a-token-of-mine")))


def test_staff_documents_that_everyone_can_read_are_refused(tmp_path: Path) -> None:
    document = tmp_path / "notes.md"
    document.write_text("---\naudience: staff\n---\n# Notes\n\nThe desk opens at nine o'clock.\n", encoding="utf-8")
    made = Settings(store=tmp_path / "store", mode="production")
    sync([document], build_store(made, now))
    check(made)
    made.store.chmod(0o755)
    with pytest.raises(UnsafeConfiguration, match="chmod"):
        check(made)


def test_the_command_refuses_with_one_sentence_a_line(tmp_path: Path) -> None:
    ended = run(tmp_path, EUCLUSTERS_MODE="production", EUCLUSTERS_ALLOWED_ORIGINS="* nonsense").communicate(timeout=60)
    said = ended[1].decode()
    assert "ALLOWED_ORIGINS is '*'" in said
    assert "'nonsense', which is no origin" in said
    assert "Traceback" not in said


def test_what_is_told_of_the_end_may_leave_before_it() -> None:
    stopping, told = Stopping(), list[str]()
    leave = stopping.on_stop(lambda: told.append("left"))
    stopping.on_stop(lambda: told.append("stayed"))
    leave()
    stopping.begin()
    stopping.on_stop(lambda: told.append("late"))
    assert told == ["stayed", "late"]


def run(store: Path, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", "from assistant.cli import main; main()", "serve", "--store", str(store)]
    given = {**os.environ, **environment}
    return subprocess.Popen([*command, *arguments], env=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@contextmanager
def running(settings: Settings, **environment: str) -> Iterator[tuple[subprocess.Popen[bytes], int, list[str]]]:
    """A server in a process of its own, its port, and the lines it logs."""
    with listen("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    process, lines = run(settings.store, "--port", str(port), **environment), list[str]()
    started = threading.Event()
    reading = threading.Thread(target=_collect, args=(process, lines, started), daemon=True)
    reading.start()
    try:
        assert started.wait(60), lines
        yield process, port, lines
    finally:
        process.kill()
        process.wait(10)
        reading.join(10)
        for pipe in (process.stdout, process.stderr):
            if pipe:
                pipe.close()


def _collect(process: subprocess.Popen[bytes], lines: list[str], started: threading.Event) -> None:
    assert process.stderr
    for line in process.stderr:
        lines.append(line.decode())
        if "startup complete" in lines[-1]:
            started.set()


def ask(port: int, route: str) -> str:
    asked = {"question": "deadline of the GEMSTONE call", "as_of": "2024-05-15"}
    return httpx.post(f"http://127.0.0.1:{port}{route}", json=asked, timeout=30).text


def in_background(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_signal_ends_streams_with_an_event_and_the_process_in_ten_seconds(
    settings: Settings, server: OpenAiServer, workers: str
) -> None:
    asked = threading.Semaphore(0)

    def silent(reply: Reply) -> None:
        asked.release()
        reply.be_silent()

    server.script = silent
    model = {"EUCLUSTERS_MODEL": "openai:m", "EUCLUSTERS_MODEL__BASE_URL": server.url, "EUCLUSTERS_WORKERS": workers}
    patient = {"EUCLUSTERS_MODEL__FIRST_TOKEN_S": "60", "EUCLUSTERS_MODEL__TOTAL_S": "60"}
    with running(settings, **model, **patient) as (process, port, lines):
        streamed, plain = list[str](), list[str]()
        threads = [
            in_background(lambda: streamed.append(ask(port, "/api/chat/stream"))),
            in_background(lambda: plain.append(ask(port, "/api/chat"))),
        ]
        assert asked.acquire(timeout=60)
        assert asked.acquire(timeout=60)
        told = monotonic()
        process.send_signal(signal.SIGTERM)
        process.wait(15)
        assert monotonic() - told < 10
        for thread in threads:
            thread.join(10)
    last = streamed[0].strip().split("\n\n")[-1]
    assert "event: error" in last
    assert '"status":503' in last
    assert json.loads(plain[0])["generator"] == "extractive"
    assert all(line.startswith("{") for line in lines), lines

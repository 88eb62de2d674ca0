"""Readers that do to their process what a hostile file might: chosen by the name of the file."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from ingest.errors import ReaderError
from ingest.options import Reading
from ingest.structure import Block, ReadDocument, ReadSection
from vectorstore.records import Locator


def read(path: Path, reading: Reading) -> tuple[ReadDocument, ...]:
    text = _DEEDS.get(path.stem, _process_id)() if path.stem != "options" else f"ocr={reading.ocr}"
    return (_document(path, text),)


def _document(path: Path, text: str) -> ReadDocument:
    return ReadDocument(path.stem, (ReadSection(Locator("section", "1"), (), (Block(text),)),), "text/plain")


def _process_id() -> str:
    return str(os.getpid())


def _hang() -> str:
    while True:
        signal.pause()


def _spin() -> str:
    ctypes.CDLL(None).sleep(3600)  # inside native code
    return "awake"


def _devour() -> str:
    return str(len(bytearray(4 << 30)))


def _devour_and_tell_otherwise() -> str:
    try:
        return _devour()
    except MemoryError as error:
        raise ReaderError("x", "is a broken file.") from error


def _crash() -> str:
    os.kill(os.getpid(), signal.SIGSEGV)
    return "alive"


def _leave() -> str:
    os._exit(7)


def _raise() -> str:
    raise KeyError("rId3")


def _reject() -> str:
    raise ReaderError("x", "is no such thing.")


def _call_out() -> str:
    with socket.socket() as opened:
        opened.connect(("127.0.0.1", 9))
    return "connected"


def _start_program() -> str:
    return subprocess.run(["true"], check=True, capture_output=True, text=True).stdout


def _speak() -> str:
    print("a library's chatter")
    os.write(1, b"straight to the pipe")
    return sys.stdin.read()


def _much() -> str:
    return "x" * 2_000_000


def _secrets() -> str:
    return " ".join(os.environ)


_DEEDS = {
    "hang": _hang,
    "spin": _spin,
    "devour": _devour,
    "devour-quietly": _devour_and_tell_otherwise,
    "crash": _crash,
    "leave": _leave,
    "raise": _raise,
    "reject": _reject,
    "call": _call_out,
    "start": _start_program,
    "speak": _speak,
    "much": _much,
    "secrets": _secrets,
}

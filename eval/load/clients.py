"""Clients that ask one question after the other, each on a connection of its own, as visitors' browsers do."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from eval.bench.serving import HOST
from eval.bench.texts import Asked

__all__ = ["Sample", "ask_for"]

PATIENCE = 60.0
REFUSALS = (429, 503)
# Of ten requests seven are plain questions, two are streamed, one lists calls.
MIXTURE = ("chat",) * 7 + ("stream",) * 2 + ("calls",)


@dataclass(frozen=True, slots=True)
class Sample:
    """One request: when it began, how long it took (ms), its status (0: no whole answer), and was it a question?"""

    began: float
    ms: float
    status: int
    is_question: bool


async def ask_for(
    port: int, asked: Sequence[Asked], clients: int, goes_on: Callable[[], bool], pause: float = 0.0
) -> list[Sample]:
    """What so many clients saw while it went on; each waits ``pause`` seconds before its next question."""
    samples: list[Sample] = []
    await asyncio.gather(*(_client(port, asked, random.Random(n), goes_on, pause, samples) for n in range(clients)))
    return samples


async def _client(
    port: int,
    asked: Sequence[Asked],
    chance: random.Random,
    goes_on: Callable[[], bool],
    pause: float,
    samples: list[Sample],
) -> None:
    await asyncio.sleep(pause * chance.random())
    while goes_on():
        kind, question = chance.choice(MIXTURE), chance.choice(asked)
        began = time.perf_counter()
        status = await _status(port, _request(kind, question), kind)
        samples.append(Sample(began, 1000 * (time.perf_counter() - began), status, kind != "calls"))
        await asyncio.sleep(pause)


def _request(kind: str, asked: Asked) -> bytes:
    if kind == "calls":
        return f"GET /api/calls?q={quote(asked.question[:200])} HTTP/1.1\r\n{_HEADERS}\r\n".encode()
    day = {"as_of": asked.as_of.isoformat()} if asked.as_of else {}
    body = json.dumps({"question": asked.question, **day}).encode()
    path = "/api/chat" if kind == "chat" else "/api/chat/stream"
    head = f"POST {path} HTTP/1.1\r\n{_HEADERS}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


_HEADERS = f"Host: {HOST}\r\nConnection: close\r\n"
# What a whole answer of each kind ends with, or holds.
_COMPLETE = {"chat": b'"timings_ms"', "stream": b"event: done", "calls": b'"total"'}


async def _status(port: int, request: bytes, kind: str) -> int:
    """The status of HTTP; 0 for a connection that failed, or for an answer or refusal that is not whole."""
    try:
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_connection(HOST, port)
            writer.write(request)
            answer = await reader.read(-1)
            writer.close()
    except (OSError, TimeoutError):
        return 0
    status = int(answer[9:12]) if answer.startswith(b"HTTP/1.1 ") else 0
    wanted = b"retry-after:" if status in REFUSALS else _COMPLETE[kind]
    return status if wanted in answer else 0

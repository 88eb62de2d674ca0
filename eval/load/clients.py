"""Clients that ask one question after the other, each on a connection of its own, as visitors' browsers do."""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from eval.bench.serving import HOST
from eval.bench.texts import Asked

__all__ = ["Manner", "Sample", "ask_for"]

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


@dataclass(frozen=True, slots=True)
class Manner:
    """Seconds between an answer and the next question; does who was refused wait as Retry-After says?"""

    pause: float = 0.0
    patient: bool = True


async def ask_for(
    port: int, asked: Sequence[Asked], clients: int, goes_on: Callable[[], bool], manner: Manner
) -> list[Sample]:
    """What so many clients saw while it went on."""
    samples: list[Sample] = []
    await asyncio.gather(*(_client(port, asked, random.Random(n), goes_on, manner, samples) for n in range(clients)))
    return samples


async def _client(
    port: int,
    asked: Sequence[Asked],
    chance: random.Random,
    goes_on: Callable[[], bool],
    manner: Manner,
    samples: list[Sample],
) -> None:
    await asyncio.sleep(manner.pause * chance.random())
    while goes_on():
        kind, question = chance.choice(MIXTURE), chance.choice(asked)
        began = time.perf_counter()
        status, retry_after = await _status(port, _request(kind, question), kind)
        samples.append(Sample(began, 1000 * (time.perf_counter() - began), status, kind != "calls"))
        await asyncio.sleep(manner.pause if not (retry_after and manner.patient) else retry_after)


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


_RETRY_AFTER = re.compile(rb"\r\nretry-after: (\d+)\r\n", re.IGNORECASE)


async def _status(port: int, request: bytes, kind: str) -> tuple[int, int]:
    """The status of HTTP and the seconds of Retry-After, if any; 0 for what is not whole."""
    try:
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_connection(HOST, port)
            writer.write(request)
            answer = await reader.read(-1)
            writer.close()
    except (OSError, TimeoutError):
        return 0, 0
    status = int(answer[9:12]) if answer.startswith(b"HTTP/1.1 ") else 0
    later = _RETRY_AFTER.search(answer)
    if status in REFUSALS:
        return (status, int(later[1])) if later else (0, 0)
    return (status if _COMPLETE[kind] in answer else 0), 0

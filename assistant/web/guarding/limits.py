"""Every limit on every route, in one place.

In this order: connections and requests of the address, its questions and those of everyone, the body's size and time,
the questions of the conversation, a place to work at (or in the queue before it), and the time that the reader may take
for the response. Whatever is beyond a limit gets a problem document with 429, 413, 408 or 503, most with Retry-After.
A route that is new falls under all of them but those on questions.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from limits import RateLimitItem
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.settings import LimitSettings, rates
from assistant.web.errors import problem
from assistant.web.guarding.addresses import client_address
from assistant.web.guarding.bodies import MOST_BYTES, BodyRefused, Gone, read_body, replay
from assistant.web.guarding.counting import Counting
from assistant.web.guarding.gate import Gate, Slot

Kind = Literal["free", "page", "read", "question", "staff"]

QUESTIONS = ("/api/chat", "/api/chat/stream", "/v1/chat/completions")
# Health checks are never refused; they do next to nothing.
FREE = ("/livez", "/readyz", "/metrics")
WORKING = ("/api/", "/sources/", "/v1/")
FILES, FILE_BYTES = ("/import", "/transcript"), 8 * 1024 * 1024
STAFF_AT_ONCE, STAFF_WAITING = 2, 100
READS_AT_ONCE, READS_WAITING = 8, 56
# In production, where a setting leaves them out.
PRODUCTION = {"questions": "20/minute; 500/day", "requests": "600/minute", "conversation": "30/minute; 300/day"}
PRODUCTION_STREAMS = 50


def most_bytes(kind: Kind, path: str) -> int:
    """What a body may hold: staff bring whole files to the desk."""
    return FILE_BYTES if kind == "staff" and path.endswith(FILES) else MOST_BYTES


def kind_of(method: str, path: str) -> Kind:
    """What a request asks of the server."""
    if path in FREE:
        return "free"
    if path.startswith(("/api/staff", "/staff/sources")):
        return "staff"
    if path in QUESTIONS and method == "POST":
        return "question"
    return "read" if path.startswith(WORKING) else "page"


@dataclass(frozen=True, slots=True)
class Rules:
    """The limits in force."""

    questions: tuple[RateLimitItem, ...] = ()
    requests: tuple[RateLimitItem, ...] = ()
    conversation: tuple[RateLimitItem, ...] = ()
    everyone: tuple[RateLimitItem, ...] = ()
    streams: int = 0
    body_s: float = 10.0
    send_s: float = 20.0


def rules_of(settings: LimitSettings, in_production: bool) -> Rules:
    """The limits that the settings give, with those of production where they leave one out."""
    left_out = PRODUCTION if in_production else {}
    return Rules(
        questions=rates(settings.questions or left_out.get("questions", "")),
        requests=rates(settings.requests or left_out.get("requests", "")),
        conversation=rates(settings.conversation or left_out.get("conversation", "")),
        everyone=rates(settings.everyone),
        streams=settings.streams or (PRODUCTION_STREAMS if in_production else 0),
        body_s=settings.body_s,
        send_s=settings.send_s,
    )


class Refused(Exception):
    """A request that is beyond a limit."""

    def __init__(self, status: int, detail: str, retry_after: int | None = None) -> None:
        super().__init__(detail)
        self.status, self.retry_after = status, retry_after


class ReaderTooSlow(OSError):
    """The client does not take what it asked for."""


@dataclass
class Limiter:
    """What the limits of one process count: windows, open connections, places at work."""

    rules: Rules
    counting: Counting
    gates: dict[Kind, Gate]
    open: Counter[str] = field(default_factory=Counter)

    async def check_address(self, kind: Kind, address: str) -> None:
        await self._check(self.rules.requests, "Your address has sent too many requests.", "requests", address)
        if kind == "question":
            await self._check(self.rules.questions, "Your address has asked too many questions.", "questions", address)
            await self._check(self.rules.everyone, "The assistant has been asked too many questions.", "everyone")

    async def check_conversation(self, kind: Kind, body: bytes) -> None:
        conversation = _conversation(body) if kind == "question" and self.rules.conversation else None
        if conversation:
            said = "This conversation has had too many questions."
            await self._check(self.rules.conversation, said, "conversation", conversation)

    async def enter(self, kind: Kind) -> Slot | None:
        """A place at work where the kind needs one; Refused where there is none."""
        gate = self.gates.get(kind)
        if gate is None:
            return None
        slot = await gate.enter()
        if slot is None:
            raise Refused(503, "The assistant is busy at the moment; please try again.", gate.retry_after)
        return slot

    def connect(self, kind: Kind, address: str) -> None:
        if kind != "free" and self.rules.streams and self.open[address] >= self.rules.streams:
            raise Refused(429, "Your address has too many requests open.", 1)
        self.open[address] += 1

    def disconnect(self, address: str) -> None:
        self.open[address] -= 1
        if not self.open[address]:
            del self.open[address]

    async def _check(self, items: tuple[RateLimitItem, ...], said: str, *whom: str) -> None:
        for item in items:
            if not await self._count(self.counting.hit, item, *whom):
                wait = await self._count(self.counting.exhausted, item, *whom)
                raise Refused(429, f"{said} The limit is {item.amount} per {_period(item)}.", wait or 1)

    async def _count(self, method: object, item: RateLimitItem, *whom: str) -> int | None:
        assert callable(method)
        found: int | None = (
            await asyncio.to_thread(method, item, *whom) if self.counting.is_remote else method(item, *whom)
        )
        return found


def _period(item: RateLimitItem) -> str:
    name = item.GRANULARITY.name
    return name if item.multiples == 1 else f"{item.multiples} {name}s"


def _conversation(body: bytes) -> str | None:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    named = found.get("conversation_id") if isinstance(found, dict) else None
    return named if isinstance(named, str) else None


def open_limiter(settings: LimitSettings, in_production: bool, counting: Counting, has_model: bool) -> Limiter:
    """The limiter of one process; where no model is waited for, questions and reads have one queue."""
    questions = Gate(settings.answers_at_once, settings.waiting, settings.wait_s)
    gates: dict[Kind, Gate] = {
        "question": questions,
        "staff": Gate(STAFF_AT_ONCE, STAFF_WAITING, settings.wait_s),
        "read": Gate(READS_AT_ONCE, READS_WAITING, settings.wait_s) if has_model else questions,
    }
    return Limiter(rules_of(settings, in_production), counting, gates)


class Limits:
    """The middleware that holds all requests to the limits."""

    def __init__(self, app: ASGIApp, limiter: Limiter) -> None:
        self.app, self.limiter = app, limiter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            await self._admit(scope, receive, send)
        except Refused as refused:
            headers = {"Retry-After": str(refused.retry_after)} if refused.retry_after else None
            await problem(refused.status, str(refused), headers)(scope, receive, send)
        except BodyRefused as refused:
            await problem(refused.status, str(refused), {"Connection": "close"})(scope, receive, send)
        except (Gone, ReaderTooSlow, ClientDisconnect):
            return

    async def _admit(self, scope: Scope, receive: Receive, send: Send) -> None:
        kind, address = kind_of(scope["method"], scope["path"]), client_address(scope)
        self.limiter.connect(kind, address)
        try:
            if kind != "free":
                await self.limiter.check_address(kind, address)
            body = await read_body(receive, self.limiter.rules.body_s, most_bytes(kind, scope["path"]))
            await self.limiter.check_conversation(kind, body)
            await self._work(kind, scope, replay(body, receive), send)
        finally:
            self.limiter.disconnect(address)

    async def _work(self, kind: Kind, scope: Scope, receive: Receive, send: Send) -> None:
        slot = await self.limiter.enter(kind)
        scope.setdefault("state", {})["slot"] = slot
        try:
            await self.app(scope, receive, self._timed(send))
        finally:
            if slot is not None and not slot.kept:
                slot.release()

    def _timed(self, send: Send) -> Send:
        async def timed(message: Message) -> None:
            try:
                async with asyncio.timeout(self.limiter.rules.send_s):
                    await send(message)
            except TimeoutError:
                raise ReaderTooSlow("the client does not read") from None

        return timed

"""Requests are counted in windows that no clock jump stretches, in bounded memory, with or without Redis."""

from __future__ import annotations

from typing import Any

import fakeredis
import pytest
from limits import RateLimitItemPerMinute
from limits.errors import StorageError
from limits.storage import Storage, storage_from_string

from assistant.web.guarding.counting import BoundedMemory, Counting, open_counting

TWO = RateLimitItemPerMinute(2)


class Hands:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_limit_is_used_up_and_comes_back_with_the_next_window() -> None:
    hands = Hands()
    counting = Counting(BoundedMemory(hands))
    assert [counting.hit(TWO, "a") for _ in range(3)] == [True, True, False]
    assert counting.hit(TWO, "b")
    hands.now += 60
    assert counting.hit(TWO, "a")


def test_exhausted_says_how_long_and_counts_nothing() -> None:
    hands = Hands()
    counting = Counting(BoundedMemory(hands))
    counting.hit(TWO, "a")
    assert counting.exhausted(TWO, "a") is None
    counting.hit(TWO, "a")
    hands.now += 20
    assert 40 <= (counting.exhausted(TWO, "a") or 0) <= 41
    hands.now += 40
    assert counting.exhausted(TWO, "a") is None


def test_a_flood_of_addresses_fills_no_memory() -> None:
    memory = BoundedMemory(most=10)
    for number in range(1000):
        Counting(memory).hit(TWO, str(number))
    assert memory.reset() == 10


def test_a_jump_of_the_wall_clock_changes_no_window(monkeypatch: pytest.MonkeyPatch) -> None:
    counting = Counting(BoundedMemory(Hands()))
    counting.hit(TWO, "a")
    counting.hit(TWO, "a")
    monkeypatch.setattr("time.time", lambda: 0.0)
    assert counting.exhausted(TWO, "a") == 60
    assert not counting.hit(TWO, "a")


class Unreachable(BoundedMemory):
    def incr(self, key: str, expiry: float, amount: int = 1) -> int:  # noqa: ARG002  the library's signature
        raise StorageError(ConnectionError("refused"))


def test_while_redis_is_gone_the_process_counts_for_itself() -> None:
    counting = Counting(Unreachable())
    assert [counting.hit(TWO, "a") for _ in range(3)] == [True, True, False]


@pytest.fixture
def redis(monkeypatch: pytest.MonkeyPatch) -> Storage:
    server = fakeredis.FakeServer()

    def connected(*_: Any, **__: Any) -> fakeredis.FakeStrictRedis:
        return fakeredis.FakeStrictRedis(server=server)

    monkeypatch.setattr("redis.from_url", connected)
    opened = storage_from_string("redis://127.0.0.1:6379", wrap_exceptions=True)
    assert isinstance(opened, Storage)
    return opened


def test_processes_share_what_is_counted_in_redis(redis: Storage) -> None:
    one, other = Counting(redis), Counting(redis)
    assert [one.hit(TWO, "a"), other.hit(TWO, "a"), one.hit(TWO, "a")] == [True, True, False]
    assert other.exhausted(TWO, "a") is not None


def test_memory_is_of_this_process_and_redis_is_not() -> None:
    pytest.importorskip("redis")
    assert not open_counting("memory").is_remote
    assert open_counting("redis://127.0.0.1:1").is_remote

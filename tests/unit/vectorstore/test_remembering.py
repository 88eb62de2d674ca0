"""Records read together and kept."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from vectorstore import remembering
from vectorstore.remembering import Remembered


class Shelf:
    """Ids and themselves in capitals, the unknown left out; notes what is asked for."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def read(self, keys: Sequence[str]) -> dict[str, str]:
        self.asked.append(list(keys))
        return {key: key.upper() for key in keys if key != "unknown"}


def test_the_missing_are_read_together_and_once() -> None:
    shelf = Shelf()
    remembered = Remembered(shelf.read)
    assert remembered.many(["b", "a", "b"]) == {"b": "B", "a": "A"}
    assert list(remembered.many(["c", "a"])) == ["c", "a"]
    assert remembered.one("c") == "C"
    assert shelf.asked == [["b", "a"], ["c"]]


def test_what_does_not_exist_is_none() -> None:
    remembered = Remembered(Shelf().read)
    assert remembered.one("unknown") is None
    assert remembered.many(["unknown", "a"]) == {"a": "A"}


def test_all_are_let_go_when_they_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "_MOST", 1)
    shelf = Shelf()
    remembered = Remembered(shelf.read)
    for key in ("a", "b", "c"):
        remembered.one(key)
    assert remembered.many(["c", "a"]) == {"c": "C", "a": "A"}
    assert shelf.asked == [["a"], ["b"], ["c"], ["a"]]


def test_what_is_asked_for_stays_when_the_others_are_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "_MOST", 1)
    shelf = Shelf()
    remembered = Remembered(shelf.read)
    remembered.many(["a", "b"])
    assert remembered.many(["a", "c"]) == {"a": "A", "c": "C"}
    assert shelf.asked == [["a", "b"], ["c"]]

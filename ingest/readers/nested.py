"""JSON of no known kind: objects within objects become headings, plain records items with their labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ingest.readers.inline import clean
from ingest.readers.marked_outline import Mark, Node
from ingest.structure import Block

_DEEPEST = 40  # levels of objects and lists
_PHRASE = 4  # words
_SHARE = 0.1
_NAMES = ("title", "name", "label", "heading", "id", "key")
_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|_+")


def nodes(data: object, level: int = 1) -> Iterator[Node]:
    """Headings and blocks of a parsed JSON value; RecursionError where it is nested too deeply."""
    if level > _DEEPEST:
        raise RecursionError
    if isinstance(data, dict):
        yield from _object(data, level)
    elif isinstance(data, list):
        yield from _list(data, level)
    elif _plain(data):
        yield Block(_plain(data))


def speaks(data: object) -> bool:
    """Whether some values are phrases: figures and codes alone tell a reader nothing."""
    texts = list(_texts(data, 1))
    return sum(len(text.split()) >= _PHRASE for text in texts) > _SHARE * len(texts)


def _texts(data: object, level: int) -> Iterator[str]:
    if level > _DEEPEST:
        raise RecursionError
    if isinstance(data, dict | list):
        for each in data.values() if isinstance(data, dict) else data:
            yield from _texts(each, level + 1)
    elif data is not None:
        yield str(data)


def _object(data: Mapping[str, Any], level: int) -> Iterator[Node]:
    """The plain values first, on one line; then what lies deeper, each under its name."""
    values = ((_label(name), _plain(value)) for name, value in data.items() if _is_plain(value))
    said = "; ".join(f"{name}: {value}" for name, value in values if value)
    if said:
        yield Block(said, "item")
    for name, value in data.items():
        inner = [] if _is_plain(value) else list(nodes(value, level + 1))
        if inner:
            yield Mark(_label(name), level)
            yield from inner


def _list(data: Sequence[Any], level: int) -> Iterator[Node]:
    for number, each in enumerate(data, start=1):
        if _is_plain(each):
            text = _plain(each)
            yield from [Block(text, "item")] if text else []
        elif isinstance(each, dict) and all(map(_is_plain, each.values())):
            yield from _object(each, level)
        else:
            inner = list(nodes(each, level + 1))
            if inner:
                yield Mark(_name(each) or str(number), level)
                yield from inner


def _name(each: object) -> str:
    found = (_plain(each.get(name)) for name in _NAMES) if isinstance(each, dict) else ()
    return next((name for name in found if name and len(name) <= 120), "")


def _is_plain(value: object) -> bool:
    if isinstance(value, list):
        return all(not isinstance(each, list | dict) for each in value) and len(_plain(value)) <= 300
    return not isinstance(value, dict)


def _plain(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(filter(None, map(_plain, value)))
    if isinstance(value, dict) or value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(clean(str(value)).split())


def _label(name: str) -> str:
    return " ".join(_WORDS.sub(" ", str(name)).split()) or "value"

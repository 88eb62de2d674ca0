"""Labels of table columns and portal fields → the field of a call that they name (``labels.toml``)."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NOT_WORD = re.compile(r"[^\w'-]+")
_LINKED = re.compile(r"(?P<text>\S.*?)\s\((?P<address>https?://[^\s()]+)\)")


@cache
def _synonyms() -> dict[str, tuple[str, ...]]:
    table = tomllib.loads(resources.files("ingest.calls").joinpath("labels.toml").read_text(encoding="utf-8"))
    return {field: tuple(labels) for field, labels in table.items()}


@lru_cache(4096)
def normalised(label: str) -> str:
    """Lower case, words apart, no punctuation: ``closeDate`` and ``Close date:`` are one label."""
    return _NOT_WORD.sub(" ", _CAMEL.sub(" ", label).replace("_", " ").lower()).strip()


@cache
def _labels() -> frozenset[str]:
    return frozenset(label for labels in _synonyms().values() for label in labels)


def is_known(label: str) -> bool:
    """Does a label name a field of a call, such as "Deadline" or "closeDate"?"""
    return normalised(label) in _labels()


def fields(cells: tuple[tuple[str, str], ...]) -> dict[str, tuple[str, str]]:
    """Field → (label as written, value) for every cell whose label is known and whose value is not empty."""
    by_label = {normalised(label): (label, value) for label, value in reversed(cells) if value.strip()}
    found: dict[str, tuple[str, str]] = {}
    for field, synonyms in _synonyms().items():
        name = next((synonym for synonym in synonyms if synonym in by_label), None)
        if name is not None:
            found[field] = by_label[name]
    return _with_link(_without_shared_id(found))


def _with_link(found: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """A title or identifier that is a link gives the call's address too: "TOPIC-ID (https://…)"."""
    for field in ("topic_id", "title"):
        label, value = found.get(field, ("", ""))
        if linked := _LINKED.fullmatch(value.strip()):
            found = {"url": (label, linked["address"]), **found, field: (label, linked["text"])}
    return found


def _without_shared_id(found: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Topics listed beside the call they belong to have its identifier in common; it names none of them."""
    title, identifier = (normalised(found.get(field, ("", ""))[0]) for field in ("title", "topic_id"))
    if not (title.startswith("topic") and identifier.startswith("call")):
        return found
    return {"call_identifier" if field == "topic_id" else field: cell for field, cell in found.items()}


def known_fields(cells: tuple[tuple[str, str], ...]) -> frozenset[str]:
    """The fields that the labels name, whether or not this row fills them."""
    labels = {normalised(label) for label, _ in cells}
    return frozenset(field for field, synonyms in _synonyms().items() if not labels.isdisjoint(synonyms))

"""Sheets of facts: records that lie on their side, each row a label and what it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest import labels

# How sheets of facts are headed: "Field | Value".
_NAMES = frozenset([
    "attribute", "campo", "category", "champ", "criterion", "element", "feld", "field", "information", "item", "key",
    "merkmal", "parameter", "pole", "property", "rubrique", "voce",
])  # fmt: skip
_VALUES = frozenset([
    "angabe", "answer", "content", "contenido", "contenu", "description", "detail", "details", "detalle", "dettaglio",
    "détails", "information", "inhalt", "opis", "valeur", "valor", "valore", "value", "wartość", "wert",
])  # fmt: skip

Pair = tuple[str, str]
"""A label and its value, perhaps empty."""


def pairs(rows: Sequence[Sequence[str]]) -> list[Pair]:
    """The facts of a table; none where its rows are no labels and what they say.

    The labels end with colons, or name fields of calls. A row that only says so ("Field | Value") is left out.
    """
    if any(len(row) != 2 for row in rows):
        return []
    found = [(label, value) for label, value in rows if not is_generic(label, value)]
    if not found or not all(label for label, _ in found):
        return []
    if all(label.endswith(":") for label, _ in found) or _are_known(found):
        return [(label.rstrip(" :"), value) for label, value in found]
    return []


def is_generic(label: str, value: str) -> bool:
    """Do these only say that labels stand at the left and values at the right?"""
    return labels.normalised(label) in _NAMES and labels.normalised(value) in _VALUES


def _are_known(found: Sequence[Pair]) -> bool:
    known = sum(labels.is_known(label) for label, _ in found)
    return known >= min(2, len(found)) and not any(labels.is_known(value) for _, value in found)


def records(found: Sequence[Pair]) -> list[tuple[Pair, ...]]:
    """The facts of each call together, those of anything else one by one; calls begin with the same label."""
    calls = list(_parted(found)) if found else []
    return calls if all(map(_is_call, calls)) else [(pair,) for pair in found]


def _parted(found: Sequence[Pair]) -> Iterator[tuple[Pair, ...]]:
    begins = [at for at, (label, _) in enumerate(found) if label == found[0][0]]
    for start, end in zip(begins, [*begins[1:], len(found)], strict=True):
        yield tuple(found[start:end])


def _is_call(found: tuple[Pair, ...]) -> bool:
    """Does it name something, once, and until when or under which identifier?"""
    told = labels.fields(found)
    names = [labels.normalised(label) for label, _ in found]
    return len(set(names)) == len(names) and "title" in told and not {"deadline", "topic_id"}.isdisjoint(told)

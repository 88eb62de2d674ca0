"""Labels of table columns and portal fields → the field of a call that they name (``labels.toml``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
# Of the amounts in a column: "Budget (EUR million)", "Grant in k€".
_SCALE = r"(?P<{}>m|k|millions?|mio|mln|millionen|milioni|millones|thousand)\.?"
_UNIT = re.compile(
    rf"(?<=\w)[\s(,\[_]+(?:in )?(?:(?:eur|euros?|€)(?:\s?{_SCALE.format('behind')})?|"
    rf"{_SCALE.format('before')}\s?(?:eur|euros?|€))\W*$",
    re.IGNORECASE,
)
# "Deadline (17:00 CET)", "Closing date (Brussels time)": the hour is read, and names no other field.
_HOUR = re.compile(
    r"\s*\([^()]*(?:\d[:.h]\d\d|\bCES?T\b|\btime\b|zeit\b|\bheure|\bhora\b|\bora\b|\bczas)[^()]*\)", re.IGNORECASE
)
_COUNTED = re.compile(r"(?P<label>[^\W\d_][^\d\n]*?)[\s#(]+(?P<number>\d{1,2})\W*")  # "Deadline 2", "Cut-off (1)"
_NOT_WORD = re.compile(r"[^\w'-]+")
_JOINT = " – "  # between a label and the one above it, of a table with labels in several rows
_STAGE = r"(?:stage|phase|étape|etapa|fase|etap|stufe)"
_SECOND = re.compile(rf"\b{_STAGE} ?(?:2|ii|two)\b|\b(?:second|2nd|2|zweite) {_STAGE}\b")
_ADDRESS = re.compile(r"(?<=\()(?:https?://|www\.)[^\s()]+|(?:https?://|www\.)\S+")
_LINKED = re.compile(r"(?P<text>\S.*?)\s\((?P<address>https?://[^\s()]+)\)")


@cache
def _synonyms() -> dict[str, tuple[str, ...]]:
    table = tomllib.loads(resources.files("ingest").joinpath("labels.toml").read_text(encoding="utf-8"))
    return {field: tuple(labels) for field, labels in table.items()}


@lru_cache(4096)
def normalised(label: str) -> str:
    """Lower case, words apart, no punctuation, unit or hour: ``closeDate`` and ``Close date:`` are one label."""
    bare = _HOUR.sub("", _UNIT.sub("", label))
    return _NOT_WORD.sub(" ", _CAMEL.sub(" ", bare).replace("_", " ").lower()).strip()


def scale(label: str) -> str | None:
    """What the amounts below a label count in, if not single euros: "million" of "Budget (EUR million)"."""
    unit = _UNIT.search(label)
    return unit and (unit["before"] or unit["behind"])


@cache
def _labels() -> frozenset[str]:
    return frozenset(label for labels in _synonyms().values() for label in labels)


def is_known(label: str) -> bool:
    """Does a label name a field of a call, such as "Deadline" or "closeDate"?"""
    return normalised(label) in _labels()


def fields(cells: tuple[tuple[str, str], ...]) -> dict[str, tuple[str, str]]:
    """Field → (label as written, value) for every cell whose label is known and whose value is not empty.

    Of labels below others ("Dates – Opening") either part may be the known one. Further deadlines of such a row are
    in ``deadline_2`` and so on, the one of a second stage in ``deadline_stage_2``.
    """
    filled = [(label, value) for label, value in reversed(cells) if value.strip()]
    whole = {normalised(label): (label, value) for label, value in filled}
    parts = {part: cell for cell in filled for part in _parts(cell[0])}
    found: dict[str, tuple[str, str]] = {}
    for field, synonyms in _synonyms().items():
        below = {part: cell for part, cell in parts.items() if cell not in found.values()}
        by_label = whole if not whole.keys().isdisjoint(synonyms) else {} if "deadline" in field else below
        name = next((synonym for synonym in synonyms if synonym in by_label), None)
        if name is not None:
            found[field] = by_label[name]
    return _with_link(_without_shared_id(_with_title(_with_deadlines(found, filled[::-1]))))


def _parts(label: str) -> tuple[str, ...]:
    """Of a label below another both, the upper one first, and of one that is counted the number; of any other none."""
    if _JOINT in label:
        return tuple(map(normalised, label.split(_JOINT)))
    counted = _COUNTED.fullmatch(label.strip())
    return (normalised(counted["label"]), counted["number"]) if counted else ()


def _is_of_deadline(parts: Sequence[str]) -> bool:
    """Is the word "Deadline" among the parts, and does the last one not speak of another field ("Opening")?"""
    synonyms = _synonyms()["deadline"]
    return any(part in synonyms for part in parts) and (parts[-1] in synonyms or parts[-1] not in _labels())


def _with_deadlines(found: dict[str, tuple[str, str]], filled: Sequence[tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """All cells of days below or above the word "Deadline"; of two stages each in its field."""
    for label, value in filled:
        if (label, value) in found.values() or not _is_of_deadline(_parts(label)):
            continue
        later = f"deadline_{2 + sum(name.startswith('deadline') for name in found)}"
        fields = ("deadline_stage_2",) if _SECOND.search(normalised(label)) else ("deadline",)
        found[next(field for field in (*fields, later) if field not in found)] = (label, value)
    return found


def _with_title(found: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """A row that says until when to apply may have no more than an acronym; one of projects ends otherwise."""
    named, ends = (normalised(found.get(field, ("", ""))[0]) for field in ("acronym", "deadline"))
    if "title" in found or named in ("", "project") or ends in ("", "end date"):
        return found
    return {**found, "title": found["acronym"]}


def _with_link(found: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """The address in a cell of links; a title or identifier that is a link gives one too: "TOPIC-ID (https://…)"."""
    label, value = found.get("url", ("", ""))
    address = _ADDRESS.search(value)
    found = {field: cell for field, cell in found.items() if field != "url"}
    if address:
        found = {**found, "url": (label, address.group())}
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
    labels = {name for label, _ in cells for name in (normalised(label), *_parts(label))}
    return frozenset(field for field, synonyms in _synonyms().items() if not labels.isdisjoint(synonyms))

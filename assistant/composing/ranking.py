"""The units that answer best: which of those that hold what is asked for come first, and which say it alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.composing.answer_types import names_deadline
from assistant.composing.asked import Asked
from assistant.composing.persons import has_role
from assistant.composing.units import Unit, units
from assistant.retrieving import Found, coverage
from assistant.understanding.asking import NUMBERS
from assistant.words import CAPITALS, stem, stems
from ingest.calls.dates import find_dates

LOOKED_AT = 30  # passages
MOST_UNITS = 6
ALIKE = 0.01  # difference of the ranks of two people asked for
FEW_DAYS = 20
_JOINT = rf"(?i:\b(?:{{0}}))(?:,| and| or) [{CAPITALS}]|[{CAPITALS}]\w+(?:,| and| or) (?i:(?:{{0}})\b)"
_LABEL = re.compile(r"[:,(–\n]")


def best_units(asked: Asked, attributes: frozenset[str]) -> list[Unit]:
    """The units of one passage that hold all of these attributes best, in its order; none where no unit does."""
    found = asked.materials.retrieved.found[:LOOKED_AT]
    ranked = [(rank, unit) for item in found for rank, unit in _ranked(asked, item, attributes)]
    ranked.sort(key=lambda pair: -pair[0])
    if not ranked:
        return []
    least = ranked[0][0] - (ALIKE if "person" in attributes else 0)  # several may hold the role asked for
    same = [(rank, unit) for rank, unit in ranked if unit.passage == ranked[0][1].passage]
    chosen = [unit for rank, unit in same if rank >= least]
    return _narrowed(asked, chosen, [unit for _, unit in same])[:MOST_UNITS]


def apart(ranked: list[Unit]) -> list[Unit]:
    """The units that share no words with a better one, in the order of the passage."""
    kept: list[Unit] = []
    for unit in ranked:
        if all(unit.span[1] <= other.span[0] or other.span[1] <= unit.span[0] for other in kept):
            kept.append(unit)
    return sorted(kept, key=lambda unit: unit.span)


def _ranked(asked: Asked, item: Found, attributes: frozenset[str]) -> Iterator[tuple[float, Unit]]:
    weights, title = asked.weights, asked.title(item.passage)
    if not asked.is_about(item, coverage(weights, item.passage.text, *item.passage.heading_path, title), attributes):
        return  # no part of a passage holds more than all of it
    for unit in units(item.passage, title):
        covered = coverage(weights, unit.text, unit.around)
        if asked.is_about(item, covered, attributes) and asked.holds(unit, attributes):
            worth = 0.5 * coverage(weights, unit.text) + 0.5 * covered + 0.3 * item.score
            yield worth + _bonus(asked, unit, attributes), unit


def _bonus(asked: Asked, unit: Unit, attributes: frozenset[str]) -> float:
    """What speaks for a unit beside its words: a role, a label or word of the question, a day, brevity."""
    role = "person" in attributes and has_role(unit.text)
    day = "time" in attributes and _names_day(unit)
    last = "deadline" in attributes and names_deadline(unit.text)
    label, worded = _is_labelled(asked, unit), bool(_roots(asked) & stems(unit.text))
    joint = bool(attributes & NUMBERS) and _is_joint(unit.text, asked.demands.near)
    return 0.2 * role - 0.4 * joint + 0.1 * (label + last) + 0.1 * day + 0.05 * worded - 0.0001 * len(unit.text)


def _is_joint(text: str, names: frozenset[str]) -> bool:
    """Is a name one of several in a row, of which a figure is the sum: "58 bakeries in Brittany and Lubusz"?"""
    words = "|".join(map(re.escape, names))
    return bool(words) and re.search(_JOINT.format(words), text) is not None


def _roots(asked: Asked) -> frozenset[str]:
    """The stems of the informative words, as they are: words that say the same count less."""
    return frozenset(map(stem, asked.weights))


def _names_day(unit: Unit) -> bool:
    """Does it name a day or some days in a row, which tell more than a year?"""
    return any((found.end - found.start).days < FEW_DAYS for found in find_dates(unit.text))


def _is_labelled(asked: Asked, unit: Unit) -> bool:
    """Does a line begin with a label of the question's words alone: "Innovation action: up to 70 %"?"""
    label = stems(_LABEL.split(unit.text, maxsplit=1)[0])
    return bool(label) and label <= asked.words


def _narrowed(asked: Asked, chosen: list[Unit], same: list[Unit]) -> list[Unit]:
    """Instead of a lead-in with all its items, the items that alone hold as much of the question."""
    whole = chosen[0]
    if ":\n" not in whole.text:
        return apart(chosen)
    inner = [unit for unit in same if unit != whole and _inside(unit, whole) and "\n" not in unit.text]
    held = {unit: coverage(asked.weights, unit.text, unit.above) for unit in inner}
    own = {unit: coverage(asked.weights, unit.text) for unit in inner}
    enough, most = coverage(asked.weights, whole.text), max(own.values(), default=0.0)
    items = [unit for unit in inner if most and held[unit] >= enough and own[unit] >= most]
    return apart(items or chosen)


def _inside(unit: Unit, whole: Unit) -> bool:
    return whole.span[0] <= unit.span[0] and unit.span[1] <= whole.span[1]

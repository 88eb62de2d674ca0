"""Questions for one value, such as a name, a day or an amount: the lines that hold it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant.composing.asked import Asked
from assistant.composing.quoting import is_item, is_list, is_numbered, leading
from assistant.composing.ranking import best_units
from assistant.composing.saying import say_list, say_unit
from assistant.composing.units import Unit
from assistant.drafts import Sentence
from assistant.retrieving import coverage
from assistant.understanding.asking import ONE_VALUE
from assistant.words import stems

EITHER = frozenset({"place", "link"})  # "where" may mean either


def values_say(asked: Asked) -> tuple[Sentence, ...]:
    """The lines that hold every kind of thing asked for; else for each kind the line that holds it."""
    kinds = asked.materials.understood.attributes & ONE_VALUE
    whole = best_units(asked, kinds) if kinds else []
    if whole and _is_one_of_a_list(asked, whole[0]):
        return tuple(say_list(whole[0].passage))
    if whole or len(kinds) <= 1:
        return _said(asked, [_under_its_point(asked, whole[0])] if len(whole) == 1 else whole)
    parts = {kind: best_units(asked, frozenset({kind}))[:1] for kind in sorted(kinds)}
    complete = all(parts.values()) or (kinds <= EITHER and any(parts.values()))
    return _said(asked, (unit for part in parts.values() for unit in part)) if complete else ()


def _under_its_point(asked: Asked, unit: Unit) -> Unit:
    """A speaker right below a point of the agenda that the question names, with it."""
    text = unit.passage.text
    above = leading(text, unit.span[0])
    if unit.passage.kind == "row" or not above or not is_numbered(text, above[-1][0]) or is_item(text, unit.span[0]):
        return unit
    begin, end = above[-1]
    near = not text[end : unit.span[0]].strip() and asked.words & stems(text[begin:end])
    return replace(unit, span=(begin, unit.span[1])) if near else unit


def _said(asked: Asked, chosen: Iterable[Unit]) -> tuple[Sentence, ...]:
    return tuple(sentence for unit in chosen for sentence in say_unit(unit, asked.words))


def _is_one_of_a_list(asked: Asked, unit: Unit) -> bool:
    """Does an item hold nothing of the question itself, so that its whole list answers?"""
    if not is_list(unit.passage) or not is_item(unit.passage.text, unit.span[0]):
        return False
    return coverage(asked.weights, unit.text) == 0

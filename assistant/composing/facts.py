"""A fact, list or definition from prose: the passage's own words, when they answer what is asked."""

from __future__ import annotations

from assistant.composing.asked import Asked
from assistant.composing.definitions import defining
from assistant.composing.every import every_one
from assistant.composing.materials import Materials
from assistant.composing.one_value import values_say
from assistant.composing.passages import LOOKED_AT, passages_say
from assistant.composing.saying import say_unit
from assistant.composing.units import units
from assistant.drafts import Draft, Sentence


def compose_fact(materials: Materials) -> Draft | None:
    """The best passages in their own words; None when they do not hold what is asked."""
    asked = Asked(materials)
    said = every_one(asked) or values_say(asked) or _definition(asked) or passages_say(asked)
    return Draft("answered", tuple(dict.fromkeys(said))) if said else None


def _definition(asked: Asked) -> tuple[Sentence, ...]:
    """The line that says what the term asked for is."""
    understood, found = asked.materials.understood, asked.materials.retrieved.found[:LOOKED_AT]
    if "definition" not in understood.attributes:
        return ()
    lines = (unit for item in found for unit in units(item.passage, asked.title(item.passage)))
    defined = defining(understood.question, lines)
    return tuple(say_unit(defined, asked.words)) if defined else ()

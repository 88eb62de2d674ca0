"""Two things held beside each other: what the sources say of each, or nothing where they say it of one only."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.composing.facts import compose_fact
from assistant.composing.materials import Materials
from assistant.drafts import Draft
from assistant.retrieving import retrieve

_AND = r"\s+(?:and|with|to|vs\.?|versus|or)\s+"
_SIDES = re.compile(
    rf"(?:\bbetween|\bcompar\w+|\bbetter,?)\s+(?P<first>[^?]+?){_AND}(?P<second>[^?]+?)\W*$"
    r"|^\W*(?:how (?:does|do) |is |are )?(?:an? |the )?(?P<one>[^?]+?)\s+(?:vs\.?|versus|differ from|the same as)\s+"
    r"(?P<other>[^?]+?)\W*$",
    re.IGNORECASE,
)


def sides(question: str) -> tuple[str, str] | None:
    """The two things that a question compares, None where it names no two."""
    match = _SIDES.search(question)
    found = [part for part in match.groups() if part] if match else []
    return (found[0], found[1]) if len(found) == 2 else None


def compose_comparison(materials: Materials) -> Draft | None:
    """What the sources say of each side, one after the other."""
    compared = sides(materials.understood.question)
    drafts = [compose_fact(_asking_what(side, materials)) for side in compared or ()]
    if not drafts or None in drafts:
        return None
    said = [sentence for draft in drafts if draft for sentence in draft.sentences]
    return Draft("answered", tuple(dict.fromkeys(said)))


def _asking_what(side: str, materials: Materials) -> Materials:
    understood = replace(
        materials.understood, question=f"what is {side}", attributes=frozenset({"definition"}), intents=frozenset()
    )
    return replace(materials, understood=understood, retrieved=retrieve(understood, materials.generation))

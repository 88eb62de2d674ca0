"""On which side of a figure or a day something is: by or to, since or until."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.verifying.figures import holds_date
from assistant.verifying.flaws import Flaw
from assistant.verifying.placing import direction
from assistant.verifying.reading import Reading
from assistant.verifying.sources import Source

Sources = tuple[Source, ...]
_STEP = re.compile(r"\b(by|to|from)\s+(?:about |around |almost )?$", re.IGNORECASE)
_SIDES = {
    "since": "after",
    "after": "after",
    "from": "after",
    "until": "before",
    "till": "before",
    "before": "before",
    "by": "before",
}
_SIDE = re.compile(rf"\b({'|'.join(_SIDES)})\s+(?:the\s+)?$", re.IGNORECASE)


def other_steps(claim: Reading, cited: Sources) -> Iterator[Flaw]:
    """Something grows to a figure by which every source lets it grow, or lasts until a day since when it runs."""
    lines = [line for source in cited for line in source.lines]
    for figure in claim.figures.numbers:
        numbers = ((line, other) for line in lines for other in line.figures.numbers)
        stated = [_step(line, other.span) for line, other in numbers if other.said == figure.said]
        if direction(claim, figure) and _differs(_step(claim, figure.span), stated):
            yield Flaw("subject", claim.text[slice(*figure.span)])
    for found in claim.figures.dates:
        dates = ((line, other) for line in lines for other in line.figures.dates)
        stated = [_side(line, other.span) for line, other in dates if holds_date(found, other)]
        if _differs(_side(claim, found.span), stated):
            yield Flaw("bound", claim.text[slice(*found.span)])


def _differs(said: str, stated: list[str]) -> bool:
    return bool(said and stated and all(stated) and said not in stated)


def _step(text: Reading, span: tuple[int, int]) -> str:
    """``by``, ``to`` or ``from`` right before a figure."""
    match = _STEP.search(text.text[: span[0]])
    return match[1].lower() if match else ""


def _side(text: Reading, span: tuple[int, int]) -> str:
    """On which side of a day something is, by the word right before it."""
    match = _SIDE.search(text.text[: span[0]])
    return _SIDES[match[1].lower()] if match else ""

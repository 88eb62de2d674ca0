"""In how many stages one applies, as a condition on calls: "only single-stage calls", "with several cut-offs"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

Stages = Literal["single-stage", "two-stage", "cut-offs"]

_SAID: dict[Stages, re.Pattern[str]] = {
    "single-stage": re.compile(
        r"\b(?:single|one|1)[- ]stage\b|\beinstufig\w*|\b(?:en )?une (?:seule )?étape\b|\bde una (?:sola )?fase\b"
        r"|\bin una (?:sola )?fase\b|\bjednoetapow\w*",
        re.IGNORECASE,
    ),
    "two-stage": re.compile(
        r"\b(?:two|2)[- ]stages?\b|\bzweistufig\w*|\b(?:en |à )?deux étapes\b|\b(?:de|en) dos (?:fases|etapas)\b"
        r"|\bin due fasi\b|\bdwuetapow\w*",
        re.IGNORECASE,
    ),
    "cut-offs": re.compile(r"\b(?:multiple|several|many|more than one) (?:cut-?offs?|deadlines)\b", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class StagesWanted:
    """The kind of procedure, and where a text says so."""

    stages: Stages
    span: tuple[int, int] = field(compare=False)


def stages_wanted(text: str) -> StagesWanted | None:
    """The one kind that a text names; None where it names none, or several to tell them apart."""
    found = [(kind, match) for kind, pattern in _SAID.items() for match in pattern.finditer(text)]
    return StagesWanted(found[0][0], found[0][1].span()) if len(found) == 1 else None

"""The names of ordinary participants taken out of what is said in a meeting."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ingest.readers.cues import Cue

Names = frozenset[str]

_SOMEBODY = "Participant"
_SHORTEST = 3  # characters of a first name that is looked for by itself


def renamed(cues: Iterable[Cue], names: Names) -> list[Cue]:
    """The cues with these names replaced, where they speak and where they are spoken of or to."""
    mentioned = _mentions(names)
    return [
        replace(
            cue,
            speaker=_SOMEBODY if cue.speaker in names else cue.speaker,
            text=mentioned.sub(_SOMEBODY, cue.text) if mentioned else cue.text,
        )
        for cue in cues
    ]


def _mentions(names: Names) -> re.Pattern[str] | None:
    """Whole names anywhere, first names where they are addressed with "@"."""
    whole = sorted(names, key=len, reverse=True)
    firsts = {name.split()[0] for name in names if len(name.split()[0]) >= _SHORTEST}
    parts = [rf"@?{re.escape(name)}" for name in whole if len(name) >= _SHORTEST]
    parts += [rf"@{re.escape(first)}" for first in sorted(firsts)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)") if parts else None

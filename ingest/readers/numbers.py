"""What a number on a line of its own is: of a list torn apart, of a figure with its label, or of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from ingest.readers.stanzas import Stanza, begins_list

_LONGEST_ITEM = 160  # characters
_LONGEST_LABEL = 60


def role(stanzas: Sequence[Stanza], at: int) -> Literal["item", "figure", "page"]:
    """``item`` or ``figure`` where the stanza after the number belongs to it, else ``page``."""
    after = _at(stanzas, at + 1)
    if after is None or not after.single:
        return "page"
    value = _value(stanzas, at)
    before, beyond = _value(stanzas, at - 2), _value(stanzas, at + 2)
    if len(after.first.text) <= _LONGEST_ITEM and value is not None and (beyond == value + 1 or before == value - 1):
        return "item"
    label = len(after.first.text) <= _LONGEST_LABEL and not begins_list(_at(stanzas, at + 2))
    paired = _is_number(stanzas, at + 2) or _is_number(stanzas, at - 2)
    large = value is None or value > 999 or after.first.text[:1].islower()
    return "figure" if label and (paired or large) else "page"


def _at(stanzas: Sequence[Stanza], at: int) -> Stanza | None:
    return stanzas[at] if 0 <= at < len(stanzas) else None


def _is_number(stanzas: Sequence[Stanza], at: int) -> bool:
    stanza = _at(stanzas, at)
    return stanza is not None and len(stanza.lines) == 1 and stanza.first.kind == "number"


def _value(stanzas: Sequence[Stanza], at: int) -> int | None:
    """The whole number that stands there; None for anything else, "2.5 million" too."""
    match = re.fullmatch(r"\W*(\d{1,4})[.)]?", stanzas[at].first.text) if _is_number(stanzas, at) else None
    return int(match[1]) if match else None

"""Where a question goes: the countries that somebody wants to visit, sell to or find partners in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.taxonomy import Mention

_TOWARDS = re.compile(
    r"\b(?:to|towards|into|visit\w*|enter\w*|nach|vers|aux?|hacia|verso|do)\s+(?:the\s+|la\s+|les?\s+|los\s+|gli\s+)?$",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"\b(?:in|en)\s+(?:the\s+|la\s+)?$", re.IGNORECASE)
_ABROAD = frozenset({"internationalisation", "travel-voucher", "networking"})
_SELLS = re.compile(
    r"\b(?:sell\w*|export\w*|expand\w*|markets?|customers?|clients?|buyers?|partners?|distribut\w+)\b", re.IGNORECASE
)


def destinations(text: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The countries that someone wants to go or sell to, or looks for partners in."""
    travels = _SELLS.search(text) or any(m.kind == "support" and m.key in _ABROAD for m in mentions)
    countries = [(m.key, text[: m.start]) for m in mentions if m.kind == "country"]
    return tuple(key for key, before in countries if _TOWARDS.search(before) or (travels and _WITHIN.search(before)))

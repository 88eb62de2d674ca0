"""What a question asks to be left out: "not Euroclusters", "anything but tourism"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.words import fold
from ingest.taxonomy import Mention

_ARTICLES = (
    r"(?:the|an?|any|for|in|on|about|from|die|der|das|den|les?|la|los|las|il|gli|de|des|du|fur|pour|para|per|dla)"
)
_NOT = re.compile(
    r"\b(?:(?:do not|does not|don.?t|doesn.?t) (?:need|want|require|look for|seek)|no need (?:of|for)|not|"
    r"except(?:ing)?(?: for)?|excluding|other than|apart from|anything but|but not|nicht|ausser|sauf|hors|excepto|"
    rf"salvo|tranne|eccetto|oprocz|nie)\s+(?:{_ARTICLES}\s+){{0,3}}$"
)


def excluded(mentions: Sequence[Mention], text: str) -> tuple[Mention, ...]:
    """The mentions right behind a word for "not"; "not only" leaves nothing out."""
    folded = fold(text)
    if len(folded) != len(text):
        return ()
    behind = {mention.start for mention in mentions if _NOT.search(folded[: mention.start])}
    return tuple(mention for mention in mentions if mention.start in behind)

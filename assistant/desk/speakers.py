"""Which of a session's speakers a question is put to by name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.words import fold, tokens

SHORTEST = 3  # letters of a name that counts alone
_ADDRESS = (
    r"(?:@|(?:question|frage|pregunta|domanda|pytanie)\s+(?:for|to|an|fur|a|para|per|do|dla|pour)\s+|\b(?:for|to|an|fur|"
    r"pour|para|per|do|dla|ask|dear|hi|hello|mr|mrs|ms|dr|prof|herr|frau|m|mme|senora?|sig\w*|pani?)\b\.?\s+)"
)


def addressed(text: str, speakers: Sequence[str]) -> str | None:
    """The speaker whose whole name stands in a text, or who is addressed by one of its words."""
    folded = fold(text)
    for speaker in speakers:
        if _whole(speaker) and re.search(rf"\b{_whole(speaker)}\b", folded):
            return speaker
    return next((s for s in speakers if any(_is_addressed(word, folded) for word in _names(s))), None)


def _whole(speaker: str) -> str:
    return r"\W+".join(map(re.escape, tokens(speaker)))


def _names(speaker: str) -> list[str]:
    return [word for word in tokens(speaker) if len(word) >= SHORTEST]


def _is_addressed(name: str, folded: str) -> bool:
    """After a word of address, or at the very beginning before a comma or colon."""
    named = rf"(?:[\w.]+\s+){{0,2}}{re.escape(name)}\b"
    return bool(re.search(_ADDRESS + named, folded) or re.match(rf"\W*{named}\s*[,:;–-]", folded))


def unaddressed(text: str, speaker: str | None) -> str:
    """A question without the address before it: the sources know nothing of who is to answer."""
    if speaker is None:
        return text
    names = "|".join(map(re.escape, speaker.split()))
    called = rf"(?:(?:{names})\b[\s.]*)+"
    before = rf"^\W*(?:@{called}[,:;–-]?|(?:[^\W\d_]+\W+){{0,3}}{called}[,:;–-])\s*"
    rest = re.sub(before, "", text, count=1, flags=re.IGNORECASE)
    return rest if any(c.isalpha() for c in rest) else text

"""A title out of a file's name, where the file gives none."""

from __future__ import annotations

import re
from pathlib import Path

_GENERIC = re.compile(  # names that machines give; the folder then says what it is about
    r"(?:meeting[ _-]?)?(?:saved[ _-]?)?(?:new[ _-]?)?(?:transcript|chat|closed[ _-]?caption|captions?|recording|"
    r"subtitles?|index|slides?|minutes|notes|document|presentation|readme|export|data|report|page|tldr|"
    r"calls|topics|items|results|response)"
    r"(?:[ _-]?(?:corrected|final|edited|en|\d{1,2}))?",
    re.IGNORECASE,
)


def title_of(path: Path) -> str:
    """A file's name as words, after its folder's where it is of the kind "transcript"; hyphens of a day stay."""
    words = _words(path.stem)
    if _GENERIC.fullmatch(path.stem) and path.parent.name:
        return f"{_words(path.parent.name)}: {words}"
    return words or path.name


def _words(name: str) -> str:
    return " ".join(re.sub(r"_+|(?<!\d)-+|-+(?!\d\d)", " ", name).split())

"""Answers are plain text: emphasis is taken off, anything that a page could act on is refused."""

from __future__ import annotations

import re
import unicodedata

from assistant.verifying.flaws import Flaw
from assistant.verifying.instructions import is_instruction

_EMPHASIS = re.compile(r"(\*\*|__|(?<!\w)[*_]|[*_](?!\w)|`)")
_LEAD = re.compile(r"^\s*(?:[-*•–]\s+|\d{1,2}[.)]\s+|#{1,6}\s+|>\s+)")
_MARKUP = re.compile(
    r"</?[a-zA-Z!][^>]*>?|\]\s*\(|!\[|\[[^\]]*\]:|\b(?:javascript|data|vbscript):\S|&(?:#\w+|[a-z]+);|[{}]"
)


def plain(line: str) -> str:
    """A line of a model's output without list marker, heading mark and emphasis."""
    return " ".join(_EMPHASIS.sub("", _LEAD.sub("", line)).split())


def markup(sentence: str) -> tuple[Flaw, ...]:
    """What is no plain text in a sentence: tags, links, images, entities, invisible characters, instructions."""
    found = _MARKUP.search(sentence)
    if found:
        return (Flaw("markup", found[0]),)
    hidden = [c for c in sentence if unicodedata.category(c) in ("Cc", "Cf", "Co", "Cn", "Cs")]
    if hidden:
        return (Flaw("markup", f"U+{ord(hidden[0]):04X}"),)
    return (Flaw("instruction", sentence),) if is_instruction(sentence) else ()

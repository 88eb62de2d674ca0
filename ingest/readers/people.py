"""Lines that name a person, or what a person does: never a heading, and kept together."""

from __future__ import annotations

import re

_ROLE = re.compile(
    r"\b(?:presenter|moderator|host|manager|director|ceo|cto|coo|cfo|founder|co-founder|head|leader|lead|officer|"
    r"president|chair(?:man|woman|person)?|member|adviser|advisor|coordinator|co-ordinator|professor|researcher|"
    r"minister|secretary|partner|expert|analyst|consultant|delegate|commissioner|representative|specialist|"
    r"engineer|owner|dean|rapporteur|speaker|policy|deputy|unit|"
    r"directeur|directrice|responsable|chef|cheffe|président|présidente|chargée?|"
    r"leiter|leiterin|geschäftsführer|geschäftsführerin|vorstand|referent|referentin|"
    r"directora?|jefe|jefa|responsable|gerente|direttore|direttrice|responsabile|dyrektor|kierownik|prezes)\b",
    re.IGNORECASE,
)
_WORD = r"(?:[^\W\d_][^\W\d_'’.-]*(?:[-'’.][^\W\d_]+)*\.?)"
_NAME = re.compile(rf"(?:(?:Dr|Prof|Mr|Mrs|Ms|Ing)\.?\s+)?{_WORD}(?:\s+{_WORD}){{1,4}}")
_PARTICLES = {
    "de",
    "da",
    "di",
    "del",
    "della",
    "van",
    "von",
    "der",
    "den",
    "la",
    "le",
    "du",
    "dos",
    "y",
    "e",
    "al",
    "el",
}
_LONGEST = 160  # characters


def is_name(text: str) -> bool:
    """Two to five capitalised words that say no role: "Mariella Masselink", not "Panel Debate" by itself."""
    words = text.split()
    if not 2 <= len(words) <= 5 or not _NAME.fullmatch(text) or _ROLE.search(text):
        return False
    return not text.isupper() and all(word[0].isupper() or word.lower() in _PARTICLES for word in words)


def is_role(text: str) -> bool:
    """A line that begins by saying what somebody does: "Head of Unit, DG GROW"."""
    if len(text) > _LONGEST or text.endswith((".", ":", ";")):
        return False
    return bool(_ROLE.search(" ".join(text.split()[:4]).split(",")[0]))


def is_person(text: str) -> bool:
    """A name and, after a comma, a dash or a bar, a role: "Glenda Napier, CEO, Energy Cluster Denmark"."""
    name, mark, role = _first_part(text)
    return bool(mark) and len(text) <= _LONGEST and is_name(name) and bool(_ROLE.search(role[:80]))


def _first_part(text: str) -> tuple[str, str, str]:
    cut = re.search(r"\s*(?:,|\s[–—|-]\s|\()\s*", text)
    return (text[: cut.start()], cut.group(), text[cut.end() :]) if cut else (text, "", "")

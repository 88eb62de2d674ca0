"""People in a text: what looks like a name, what somebody is, and which name belongs to which role."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from assistant.words import CAPITALS, tokens
from ingest.taxonomy import load

_WRITTEN = rf"[{CAPITALS}][{CAPITALS}'’-]*[^\W\d_{CAPITALS}][\w'’-]*"  # with a small letter: no abbreviation
_NAME = re.compile(
    rf"\b(?=({_WRITTEN}\s+(?:[a-z]{{1,3}}\s+)?{_WRITTEN}))"
)  # each pair of words: "Its founder Ana Ruiz"
_PARTICLE = re.compile(r"\s[a-z]{1,3}\s")
_HOLDERS = (
    r"(?:ceo|cto|cfo|coo|director|head|manager|president|chair\w*|leader|secretary|minister|founder|commissioner|owner|"
    r"coordinator|officer|moderator|presenter|rapporteur|spokes\w+|representative|rector|mayor|advis[eo]r|treasurer|"
    r"accountant|analyst|lecturer|professor|delegate|editor|researcher|scientist|engineer|architect|economist|lawyer|"
    r"specialist|consultant|trainer|teacher)\b(?:[- ]general\b)?"
)
_ROLE = re.compile(rf"\b(?:[\w-]+ ){{0,2}}(?:\w+-)?{_HOLDERS}", re.IGNORECASE)
_HOLDER = re.compile(rf"\b{_HOLDERS}", re.IGNORECASE)
_BRACKETED = re.compile(rf"\([^)]*\b{_HOLDERS}[^)]*\)", re.IGNORECASE)
_OF_ROLE = re.compile(r"(?:The|Our|Its|Their) ")
_MARKED = re.compile(r"^\s*(?:[-*•–]|\d+[.)])\s+", re.MULTILINE)
_LABEL = re.compile(r"[^:\n]{1,40}:\s+(?=\S)")
_LOWER = re.compile(r"\b[a-zß-öø-ÿ]{3,}\b")
FIRST_WORDS = 3  # of a line, among which a name stands


def has_name(text: str, common: Set[str]) -> bool:
    """Does a text hold what looks like a person's name: two capitalised words that are no words of the language?

    ``common`` are words known in lower case; what the taxonomy knows (programmes, countries) is no person either.
    """
    known = [(mention.start, mention.end) for mention in load().find(text)]
    return any(
        not any(start < match.end(1) and match.start() < end for start, end in known)
        and common.isdisjoint(tokens(_PARTICLE.sub(" ", match[1])))
        for match in _NAME.finditer(text)
    )


def names_person(text: str, common: Set[str]) -> bool:
    """A name that a line begins with, or one beside a role; any other pair of capitals may be an organisation."""
    if has_role(text) and not _is_record(text):
        return has_name(_beside_role(text), common)
    begins = (_LABEL.sub("", line).split(",")[0].split("(")[0] for line in _MARKED.sub("", text).splitlines())
    return any(has_name(" ".join(begin.split()[:FIRST_WORDS]), common) for begin in begins)


def after_role(text: str) -> str:
    """The words of a line after the part that names a role: where it is held, as in "CEO, Energy Cluster Denmark"."""
    parts = re.split(r"[,;]", text.partition("\n")[0])
    at = next((at for at, part in enumerate(parts) if has_role(part)), len(parts))
    if at < len(parts) and _BRACKETED.search(parts[at]):  # "Ana Ruiz (chair), Jan Novak": other people
        return ""
    return ",".join(parts[at + 1 :])


def _is_record(text: str) -> bool:
    """Is every line a label with its value, as "Role: Head of research" and "Name: …" below it?"""
    return all(map(_LABEL.match, text.splitlines()))


def common_words(texts: Iterable[str]) -> frozenset[str]:
    """The words that texts write in lower case: no names."""
    return frozenset(word for text in texts for word in _LOWER.findall(text))


def role_in(text: str) -> str | None:
    """The words for what somebody is: a head of unit, a director, a moderator; None where there are none."""
    match = _ROLE.search(text)
    return match[0] if match else None


def has_role(text: str) -> bool:
    """Does a text name what somebody is?"""
    return role_in(text) is not None


def _beside_role(text: str) -> str:
    """The words of a line up to the part that names the role, as what stands after it is where the role is held.

    A role with a colon is a label: the name comes after it.
    """
    parts = re.split(r"[,;\n]", text)
    at = next((at for at, part in enumerate(parts) if has_role(part)), len(parts) - 1)
    label, colon, rest = parts[at].partition(":")
    if colon and has_role(label):
        return "\n".join((rest, *parts[at + 1 : at + 2]))
    beside = (*parts[:at], _HOLDER.sub("|", parts[at]))
    if not at and _OF_ROLE.match(text):  # "The chair of the board, Ana Ruiz, is elected"
        beside += tuple(parts[1:2])
    return "\n".join(beside)

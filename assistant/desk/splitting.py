"""Text cut into parts that fit Zoom's answer field: "(1/2) …", at sentence ends, then at semicolons and spaces."""

from __future__ import annotations

import re

# A full stop after these ends no sentence.
_SHORT_WORDS = """
approx art bzw ca co dr e.g ed eg etc ex fig i.e ie inkl incl max min mio mr mrs ms nr np p.ex para pp prof ph.d resp
s sec sig sr sra st tel u.a u.s usw vgl vol vs z.b
"""
_SHORT = frozenset(_SHORT_WORDS.split())
_END = re.compile(r"[.!?…][\"”’)\]]*\s+(?=[\"“‘(\[]?[^\W_a-zß-öø-ÿ])|\n+")


def sentences(text: str) -> list[str]:
    """The sentences of a plain text, each with what separates it from the next."""
    found, start = [], 0
    for match in _END.finditer(text):
        if match.group().startswith(".") and _is_short(text[start : match.start()]):
            continue
        found.append(text[start : match.end()])
        start = match.end()
    return [piece for piece in (*found, text[start:]) if piece.strip()]


def _is_short(before: str) -> bool:
    word = before.rsplit(maxsplit=1)[-1].lstrip('("“') if before.split() else ""
    return word.casefold() in _SHORT or (len(word) == 1 and word.isalpha())


def parts(text: str, limit: int, tail: str = "") -> tuple[str, ...]:
    """The text in as few parts of at most ``limit`` characters as it takes, the tail on lines of its own at the end."""
    whole = _with_tail(text.strip(), tail)
    if len(whole) <= limit:
        return (whole,) if whole else ()
    count = 2
    while True:
        found = _filled(text.strip(), limit, tail, count)
        if found is not None and len(found) <= count:
            return tuple(f"({number}/{len(found)}) {part}" for number, part in enumerate(found, 1))
        count += 1


def _filled(text: str, limit: int, tail: str, count: int) -> list[str] | None:
    """Parts without their numbers, None where this many do not hold the text."""
    room = limit - len(f"({count}/{count}) ")
    found: list[list[str]] = [[]]
    for piece in (piece for sentence in sentences(text) for piece in _bounded(sentence, room)):
        if found[-1] and len("".join((*found[-1], piece)).rstrip()) > room:
            found.append([])
        found[-1].append(piece)
    return _ended(found, tail, room) if len(found) <= count else None


def _ended(found: list[list[str]], tail: str, room: int) -> list[str]:
    """With the tail under the last part; where that has no room for it, its last sentence goes along to a new one."""
    if tail and len(_with_tail("".join(found[-1]).strip(), tail)) > room:
        moves = len(found[-1]) > 1 and len(_with_tail(found[-1][-1].strip(), tail)) <= room
        found.append([found[-1].pop()] if moves else [])
    texts = ["".join(pieces).strip() for pieces in found]
    return [*texts[:-1], _with_tail(texts[-1], tail)]


def _bounded(sentence: str, room: int) -> list[str]:
    """A sentence longer than a part cut after a semicolon, else at a space; a word only where it must be."""
    found = []
    while len(sentence.rstrip()) > room:
        cut = sentence.rfind("; ", room // 2, room) + 1 or sentence.rfind(" ", room // 2, room + 1)
        cut = cut if cut > 0 else room
        found.append(sentence[:cut] + " ")
        sentence = sentence[cut:].lstrip()
    return [*found, sentence]


def _with_tail(text: str, tail: str) -> str:
    return "\n".join(filter(None, (text, tail)))

"""Text of strangers made harmless: nothing invisible, nothing that turns the reading direction, no formula."""

from __future__ import annotations

import re
import unicodedata

MOST_CHARACTERS = 5000
_ZWJ = "\u200d"
_VARIATION = "\ufe0f"
_INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Cn")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\n{3,}")
_MARK = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20e2\ufe20-\ufe2f]"
_MARKS = re.compile(f"({_MARK}{{4}}){_MARK}+")  # letters buried under accents
_FORMULA = re.compile(r"[\s'\"]*[=+\-@＝＋－＠]")


def clean(text: str, most: int = MOST_CHARACTERS) -> str:
    """NFC, without control, format and private characters, spaces joined, at most so many characters, "…" if cut."""
    normal = unicodedata.normalize("NFC", text[: 4 * most].replace("\r\n", "\n").replace("\r", "\n"))
    visible = "".join(_kept(c, normal[i - 1 : i]) for i, c in enumerate(normal))
    lines = (_SPACES.sub(" ", line).strip() for line in _MARKS.sub(r"\1", visible).split("\n"))
    joined = _LINES.sub("\n\n", "\n".join(lines)).strip()
    return joined if len(joined) <= most else joined[: most - 1].rstrip() + "…"


def one_line(text: str, most: int = MOST_CHARACTERS) -> str:
    """The same in one line."""
    return " ".join(clean(text, most).split())


def shortened(text: str, most: int) -> str:
    """The same in one line, cut between words where that leaves more than half of it."""
    line = one_line(text)
    if len(line) <= most:
        return line
    cut = line.rfind(" ", most // 2, most)
    return line[: cut if cut > 0 else most - 1].rstrip(" ,;:") + "…"


def _kept(character: str, before: str) -> str:
    if character == "\n" or character == _VARIATION:
        return character
    if character.isspace():
        return " "
    if character == _ZWJ:  # it holds one emoji together; anywhere else it only hides
        return character if before == _VARIATION or unicodedata.category(before or "a") in ("So", "Sk") else ""
    return "" if unicodedata.category(character) in _INVISIBLE else character


def cell(value: object) -> object:
    """A value that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value

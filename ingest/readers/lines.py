"""The lines of a text file, each with what its marks say it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ingest.readers.inline import clean, plain

LineKind = Literal["blank", "heading", "underline", "item", "pipes", "tabs", "rule", "slide", "number", "text"]

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-{2,})\s*$")
_RULE = re.compile(r"\s{0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$")
_ITEM = re.compile(r"(\s*)(?:[-*+•▪◦‣●○■□➢✓–—·\uf0b7\uf0a7]|(?<=\s)o)\s+(.*)")
_NUMBERED = re.compile(r"(\s*)(\d{1,3}[.)]|[a-zA-Z]\))\s+(.*)")
_TASK = re.compile(r"\[[ xX]\]\s+")
_SLIDE = re.compile(
    r"\s*(?:<!--\s*slide\s*(?:number)?\s*:?\s*(\d+)\s*-->|[-=#\s]*(?:slide|folie|diapositive|diapositiva|slajd)"
    r"\s*(?:no\.?\s*)?(\d+)\s*(?:/\s*\d+|of\s+\d+)?\s*:?[-=\s]*)$",
    re.IGNORECASE,
)
_BOLD = re.compile(r"\s*(?:\*\*|__)(?=\S)((?:(?!\*\*|__).)+)(?<=\S)(?:\*\*|__)(:?)\s*$")
_BUTTON = re.compile(r"\s*\[[^\]]{1,20}\]\(#?\)\s*$")
_NUMBER = re.compile(
    r"\s*[€$£(]?\s?\d[\d.,]*(?:\s\d{3})*\s*(?:%|\+|k|m|bn|mio\.?|million|billion|[.)])?\s?\+?\s*$", re.IGNORECASE
)
_PAGE = re.compile(
    r"\s*(?:(?:page|seite|pagina|página|strona|p\.)\s*\d{1,3}(?:\s*(?:/|of|von|de|di|z)\s*\d{1,3})?|"
    r"\d{1,3}\s*(?:/|of)\s*\d{1,3})\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """``text`` without markup; ``level`` of a heading (1..6) or the indent of an item (columns)."""

    kind: LineKind
    text: str = ""
    level: int = 0
    cells: tuple[str, ...] = ()
    bold: bool = False
    slide: str = ""


BLANK = Line("blank")


def read_lines(text: str) -> list[Line]:
    """Every line of a text; image lines and buttons have no words and read as blank."""
    return [_line(raw) for raw in text.replace("\f", "\n").split("\n")]


def _line(raw: str) -> Line:
    slide = _SLIDE.match(raw)
    if slide:
        return Line("slide", slide=slide[1] or slide[2])
    if _PAGE.match(raw):
        return Line("rule")
    if _BUTTON.match(raw) or not plain(raw):
        return BLANK
    return _marked(raw) or _text(raw)


def _marked(raw: str) -> Line | None:
    if heading := _HEADING.match(raw):
        return Line("heading", plain(heading[2]), len(heading[1])) if plain(heading[2]) else BLANK
    if _RULE.match(raw):
        return Line("underline" if _UNDERLINE.match(raw) else "rule", level=2)
    if underline := _UNDERLINE.match(raw):
        return Line("underline", level=1 if underline[1][0] == "=" else 2)
    if "\t" in raw.strip("\t ") and not _ITEM.match(raw):
        return Line("tabs", cells=tuple(plain(cell) for cell in raw.strip("\n").split("\t")))
    if raw.strip().startswith("|") and raw.count("|") > 1:
        return Line("pipes", cells=_pipe_cells(raw))
    return _item(raw)


def _item(raw: str) -> Line | None:
    expanded = raw.expandtabs(4)
    if numbered := _NUMBERED.match(expanded):
        return Line("item", f"{numbered[2]} {plain(numbered[3])}", len(numbered[1])) if plain(numbered[3]) else None
    if item := _ITEM.match(expanded):
        words = plain(_TASK.sub("", item[2]))
        return Line("item", words, len(item[1])) if words else BLANK
    return None


def _text(raw: str) -> Line:
    words = plain(raw.lstrip("> ") if raw.lstrip().startswith(">") else raw)
    if not words:
        return BLANK
    if _NUMBER.match(raw):
        return Line("number", words)
    bold = _BOLD.match(raw)
    return Line("text", words, bold=bool(bold) and not clean(words).endswith("."))


def _pipe_cells(raw: str) -> tuple[str, ...]:
    inner = re.sub(r"^\s*\||\|\s*$", "", raw)
    return tuple(plain(cell) for cell in re.split(r"(?<!\\)\|", inner))

"""What the styles and numberings of a DOCX make of a paragraph: a heading, a list item, a line of the contents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{W}val"
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_LIST = re.compile(r"list (?:bullet|number|paragraph)(?: (\d))?|list(?: (\d))?", re.IGNORECASE)
_MOST_PARENTS = 20
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Style:
    """A style by name, with what it and those it is based on set; ``numbering`` is (list id, level)."""

    name: str = ""
    outline: int | None = None
    numbering: tuple[str, int] | None = None
    bold: bool = False


@dataclass(frozen=True, slots=True)
class ListPlace:
    """An item's depth, and the marker that Word computes for it ("3.", "b)"), empty for a bullet."""

    level: int
    marker: str


@dataclass(slots=True)
class Styles:
    """The styles of one document, and how far each of its numbered lists has been counted."""

    styles: Mapping[str, Style]
    formats: Mapping[str, Mapping[int, tuple[str, str, int]]]
    counted: dict[tuple[str, int], int] = field(default_factory=dict)

    def of(self, paragraph: Any) -> Style:
        return self.styles.get(_value(paragraph, "pStyle") or "Normal", Style())

    def heading(self, paragraph: Any) -> int:
        """1..9 for a heading, 0 for the title, -1 for anything else."""
        style = self.of(paragraph)
        if style.name.lower() == "title":
            return 0
        named = _HEADING.fullmatch(style.name)
        own = _value(paragraph, "outlineLvl")
        level = int(own) if own and own.isdigit() else style.outline
        if level is not None and level < _LEVELS:
            return level + 1
        return int(named[1]) if named else -1

    def is_contents(self, paragraph: Any) -> bool:
        return self.of(paragraph).name.lower().startswith(("toc ", "table of figures", "index "))

    def list_place(self, paragraph: Any) -> ListPlace | None:
        """Where a paragraph stands in a list, counting it; None where it is no item."""
        style = self.of(paragraph)
        own = _numbering(paragraph.find(f"{W}pPr"))
        named = _LIST.fullmatch(style.name)
        depth = int(named[1] or named[2] or 1) - 1 if named else 0
        found = own or (style.numbering and (style.numbering[0], max(style.numbering[1], depth)))
        if found:
            return ListPlace(found[1], self._marker(*found)) if found[0] != "0" else None
        return ListPlace(depth, "") if named and style.name.lower() != "list paragraph" else None

    def _marker(self, list_id: str, level: int) -> str:
        kind, text, start = self.formats.get(list_id, {}).get(level, ("bullet", "", 1))
        count = self.counted[list_id, level] = self.counted.get((list_id, level), start - 1) + 1
        for deeper in range(level + 1, _LEVELS):
            self.counted.pop((list_id, deeper), None)
        if kind == "decimal" and re.fullmatch(rf"\W*%{level + 1}\W*", text):
            return f"{count}{text.split(f'%{level + 1}')[1].strip() or '.'}"
        if kind in ("lowerLetter", "upperLetter") and count <= 26:
            letter = chr(ord("a" if kind == "lowerLetter" else "A") + count - 1)
            return letter + (text.split(f"%{level + 1}")[-1].strip() or ".")
        return ""


def styles_of(document: Any) -> Styles:
    """Read from the parts of a python-docx document; a document without them has plain paragraphs."""
    part = related(document.part, "/styles")
    elements = {} if part is None else {style.get(f"{W}styleId"): style for style in part.iter(f"{W}style")}
    numbering = related(document.part, "/numbering")
    return Styles(
        {name: _style(name, elements) for name in elements},
        {} if numbering is None else dict(_formats(numbering)),
    )


def related(part: Any, kind: str) -> Any:
    from docx.oxml import parse_xml

    related = next((rel for rel in part.rels.values() if rel.reltype.endswith(kind) and not rel.is_external), None)
    return None if related is None else parse_xml(related.target_part.blob)


def _style(name: str, elements: Mapping[str, Any]) -> Style:
    chain = list(_chain(name, elements))
    own = elements[name].find(f"{W}name")
    outlines = (_value(style, "outlineLvl") for style in chain)
    outline = next((int(level) for level in outlines if level and level.isdigit()), None)
    numbering = next(filter(None, (_numbering(style.find(f"{W}pPr")) for style in chain)), None)
    bold = any(is_on(style.find(f"{W}rPr"), "b") for style in chain)
    return Style(own.get(_VAL, "") if own is not None else "", outline, numbering, bold)


def _chain(name: str | None, elements: Mapping[str, Any]) -> Iterator[Any]:
    for _ in range(_MOST_PARENTS):
        style = elements.get(name) if name else None
        if style is None:
            return
        yield style
        parent = style.find(f"{W}basedOn")
        name = parent.get(_VAL) if parent is not None else None


def is_on(properties: Any, name: str) -> bool:
    """Whether a switch such as bold is set and not set to off."""
    switch = properties.find(f"{W}{name}") if properties is not None else None
    return switch is not None and switch.get(_VAL, "true") not in ("0", "false", "none")


def _value(element: Any, name: str) -> str | None:
    found = element.find(f"{W}pPr/{W}{name}")
    return None if found is None else found.get(_VAL)


def _numbering(properties: Any | None) -> tuple[str, int] | None:
    numbered = properties.find(f"{W}numPr") if properties is not None else None
    identifier = numbered.find(f"{W}numId") if numbered is not None else None
    if numbered is None or identifier is None:
        return None
    level = numbered.find(f"{W}ilvl")
    depth = level.get(_VAL, "0") if level is not None else "0"
    return identifier.get(_VAL, "0"), min(int(depth), _LEVELS - 1) if depth.isdigit() else 0


def _formats(numbering: Any) -> Iterator[tuple[str, dict[int, tuple[str, str, int]]]]:
    abstract = {each.get(f"{W}abstractNumId"): _levels(each) for each in numbering.iter(f"{W}abstractNum")}
    for num in numbering.iter(f"{W}num"):
        reference = num.find(f"{W}abstractNumId")
        if reference is not None:
            yield num.get(f"{W}numId"), abstract.get(reference.get(_VAL), {})


def _levels(abstract: Any) -> dict[int, tuple[str, str, int]]:
    found: dict[int, tuple[str, str, int]] = {}
    for level in abstract.iter(f"{W}lvl"):
        kind, text, start = (level.find(f"{W}{name}") for name in ("numFmt", "lvlText", "start"))
        values = [each.get(_VAL, "") if each is not None else "" for each in (kind, text, start)]
        found[int(level.get(f"{W}ilvl", "0"))] = (values[0], values[1], int(values[2]) if values[2].isdigit() else 1)
    return found

"""The main text of a page, as trafilatura marks it up, into headings and blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, takewhile
from typing import Any

from ingest.readers.inline import clean
from ingest.readers.marked_outline import Mark, Node
from ingest.readers.tables import table_blocks
from ingest.structure import Block

_BLOCKS = frozenset(
    {
        "head",
        "p",
        "list",
        "table",
        "quote",
        "code",
        "div",
        "lb",
        "item",
        "row",
        "cell",
        "section",
        "article",
        "header",
        "figure",
        "figcaption",
        "blockquote",
        "pre",
        "dl",
        "dt",
        "dd",
        "details",
        "summary",
        "address",
    }
)
_LINKED = re.compile(r"(.*\S)\s*\((https?://[^\s()]+)\)")
_MARKER = re.compile(r"[•▪‣●○■□➢✓·◦\uf0b7\uf0a7]\s+")
_LONGEST_HEADING = 300
_DEEPEST = 200


def nodes(body: Any, depth: int = 0) -> Iterator[Node]:
    """In order; text that stands directly in a container is a paragraph."""
    if depth > _DEEPEST:
        return
    yield from _loose(body.text)
    for child in body:
        yield from _node(child, depth)
        yield from _loose(child.tail)


def _node(element: Any, depth: int) -> Iterator[Node]:
    if element.tag == "head":
        yield from _heading(" ".join(_words(element).split()), element.get("rend") or "")
    elif element.tag == "list":
        yield from _items(element, 0)
    elif element.tag == "table":
        yield from _table(element)
    elif element.tag == "dl" and not any(child.tag == "dl" for child in element.iterdescendants()):
        yield from _terms(element)
    elif any(child.tag in _BLOCKS - {"lb"} for child in element):
        yield from nodes(element, depth + 1)
    else:
        yield from _loose(_words(element))


def _heading(text: str, rank: str) -> Iterator[Node]:
    """A heading; where it leads is told below it."""
    linked = _LINKED.fullmatch(text)
    text, address = (linked[1], linked[2]) if linked else (text, "")
    level = re.search(r"\d", rank)
    if re.search(r"\w", text) and len(text) <= _LONGEST_HEADING:
        yield Mark(text, int(level[0]) if level else 6)
    else:
        yield from _loose(text)
    yield from _loose(address)


def _loose(text: str | None) -> Iterator[Block]:
    """A paragraph; lines that begin with a mark, as the lists of Word do, are items."""
    lines = [line for line in map(clean, (text or "").split("\n")) if re.search(r"\w", line)]
    for marked, run in groupby(lines, key=lambda line: bool(_MARKER.match(line))):
        if marked:
            yield from (Block(_MARKER.sub("", line), "item") for line in run)
        else:
            yield Block("\n".join(run))


def _items(element: Any, level: int) -> Iterator[Block]:
    """The items of a list, those of lists in it one level deeper; numbered where the page numbers them."""
    if any((child.get("rend") or "").startswith("dt") for child in element):
        yield from _terms(element, "item")
        return
    numbered = element.get("rend") == "ol"
    for number, item in enumerate((child for child in element if child.tag == "item"), start=1):
        text = " ".join(_words(item, without="list").split())
        if re.search(r"\w", text):
            yield Block(f"{number}. {text}" if numbered else text, "item", level)
        for inner in item.iter("list"):
            if next(inner.iterancestors("item"), None) is item and level < _DEEPEST:
                yield from _items(inner, level + 1)


def _terms(element: Any, *tags: str) -> Iterator[Block]:
    """Terms with what is said of them, each as a line "term: what"; trafilatura marks both as items."""
    term = ""
    for child in element.iter("dt", "dd", *tags):
        words = " ".join(_words(child).split())
        if child.tag == "dt" or (child.get("rend") or "").startswith("dt"):
            yield from _loose(term)
            term = words
        else:
            yield from _loose(f"{term.rstrip(':')}: {words}" if term else words)
            term = ""
    yield from _loose(term)


def _table(element: Any) -> Iterator[Block]:
    rows = list(element.iter("row"))
    grid = [[" ".join(_words(cell).split()) for cell in row.iter("cell")] for row in rows]
    heads = [[cell.get("role") == "head" for cell in row.iter("cell")] for row in rows]
    if max(map(len, grid), default=0) <= 1:
        for row in grid:
            yield from _loose("".join(row))
        return
    if all(marked == [True, False] for marked in heads):  # a sheet of facts
        grid = [[f"{label.rstrip(' :')}:", said] for label, said in grid]
    marked = list(takewhile(all, heads))
    yield from table_blocks(grid, marked=len(marked) if len(marked) < len(rows) else 0)


def _words(element: Any, without: str = "") -> str:
    """The text below an element; ``lb`` is a line break."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == "lb":
            parts.append("\n")
        elif child.tag != without:
            space = " " if child.tag in _BLOCKS else ""
            parts += [space, _words(child, without), space]
        parts.append(child.tail or "")
    lines = (clean(line) for line in _unwrapped("".join(parts)).split("\n"))
    return "\n".join(filter(None, lines))


def _unwrapped(text: str) -> str:
    return re.sub(r"[^\S\n]+", " ", text)

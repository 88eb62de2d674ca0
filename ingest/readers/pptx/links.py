"""The words of a slide's paragraph, without those struck out, with the addresses that they link to behind them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from ingest.readers.inline import one_line

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CLICK = f"{_DRAWING}hlinkClick"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def said(paragraph: Any) -> str:
    """On one line: "Apply here (https://…) until May"."""
    if paragraph._p.find(f".//{_CLICK}") is None and not any(map(_is_struck_out, paragraph._p)):
        return one_line(paragraph.text)
    parts = groupby(_parts(paragraph), key=lambda part: part[1])
    return one_line("".join(_linked("".join(words for words, _ in run), address) for address, run in parts))


def address_of(shape: Any) -> str:
    """Where a click on a shape leads, such as one on a button; empty where nowhere on the web."""
    click = shape._element[0].find(f"*/{_CLICK}")
    return "" if click is None else _address(shape.part, click)


def _parts(paragraph: Any) -> Iterator[tuple[str, str]]:
    """The words of each run, field and break, and the address behind them."""
    for child in paragraph._p:
        if _is_struck_out(child):
            continue
        if child.tag == f"{_DRAWING}br":
            yield " ", ""
        elif (words := child.findtext(f"{_DRAWING}t")) is not None:
            click = child.find(f"{_DRAWING}rPr/{_CLICK}")
            yield words, "" if click is None else _address(paragraph.part, click)


def _is_struck_out(run: Any) -> bool:
    properties = run.find(f"{_DRAWING}rPr")
    return properties is not None and properties.get("strike", "noStrike") != "noStrike"


def _address(part: Any, click: Any) -> str:
    relation = part.rels.get(click.get(_RELATION))
    address: str = relation.target_ref if relation is not None and relation.is_external else ""
    return address if address.startswith(("http://", "https://")) else ""


def _linked(words: str, address: str) -> str:
    if not address or not words.strip() or address.rstrip("/") in words or words.strip().rstrip("/") in address:
        return words
    blank = words[len(words.rstrip()) :]
    return f"{words.rstrip()} ({address}){blank}"
